import Diagnostics
import Documents
import GatewayModel

extension StateContent {
  /// Settles what the run is about, and reports entries that do not belong to it.
  mutating func settleScope(_ diagnostics: inout DiagnosticCollector) {
    settleSelectTags(&diagnostics)
    for kind in EntityKind.all where kind.management == .rbac || kind.management == .readOnly {
      header.asides += (collections[kind] ?? []).map { StateHeader.Aside(kind: kind, place: $0.place) }
    }
    if first([.aiGateway]) != nil { scope.includesAIModels = true }
    let role = first([.rbac])
    let other = first([.proxy, .untagged, .definitions, .aiGateway])
    switch (role, other) {
    case (let role?, let other?):
      diagnostics.error(
        code: "mixed-kinds", "roles and \(other.0.collection) cannot be synced in one run", at: role.1.place,
        hint: scope.isForRBAC
          ? "--rbac-resources-only takes files with roles alone"
          : "keep roles in files of their own and sync them with --rbac-resources-only",
        notes: [Diagnostic.Note("the first of \(other.0.collection)", at: other.1.place)])
    case (_?, nil):
      // Roles alone are never a reason to touch anything else.
      scope.isForRBAC = true
    default: break
    }
    if !scope.includesDefinitions, let (kind, node) = first([.definitions]) {
      diagnostics.error(
        code: "plugin-definitions", "'\(kind.collection)' are managed only when asked for", at: node.place,
        hint: "give --include-plugin-definitions, or write 'include_plugin_definitions: true' under '_info'")
    }
    if let (kind, node) = first([.readOnly]) {
      diagnostics.warning(
        code: "not-managed", "'\(kind.collection)' are never written", at: node.place, hint: "take them out")
    }
    if !scope.selectTags.isEmpty, let (kind, node) = first([.untagged]) {
      diagnostics.warning(
        code: "not-managed", "'\(kind.collection)' have no tags: a run within select tags leaves them alone",
        at: node.place)
    }
    if scope.skipsGroupMembers { reportMemberships(&diagnostics) }
  }

  /// Those of the command line and those of the files are the same, or only one of the two is given.
  private mutating func settleSelectTags(_ diagnostics: inout DiagnosticCollector) {
    guard !header.selectTags.isEmpty else { return }
    if scope.selectTags.isEmpty {
      scope.selectTags = header.selectTags
    } else if Set(header.selectTags) != Set(scope.selectTags) {
      diagnostics.error(
        code: "select-tags",
        "the select tags here (\(header.selectTags.joined(separator: ", "))) are not those of the command line "
          + "(\(scope.selectTags.joined(separator: ", ")))",
        at: header.selectTagsPlace, hint: "take one of the two out, or name the same tags in both")
    }
  }

  /// The first entry of kinds that are managed so.
  private func first(_ managements: Set<EntityKind.Management>) -> (EntityKind, Node)? {
    for kind in EntityKind.all where managements.contains(kind.management) {
      if let node = collections[kind]?.first { return (kind, node) }
    }
    return nil
  }

  private func reportMemberships(_ diagnostics: inout DiagnosticCollector) {
    for consumer in collections[.consumer] ?? [] {
      guard let groups = consumer.object?.member("groups"), !groups.node.isNull else { continue }
      diagnostics.error(
        code: "skipped-kind", "a consumer has 'groups', which --skip-consumers-with-consumer-groups leaves alone",
        at: groups.keyPlace, hint: "take them out, or leave the option out")
    }
  }
}
