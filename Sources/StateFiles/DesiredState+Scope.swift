public import Diagnostics
import Documents
public import GatewayModel

extension DesiredState {
  /// What a run is about: what was asked for, narrowed and widened by what the files say.
  ///
  /// - Parameters:
  ///   - given: What was asked for.
  ///   - diagnostics: Receives what in the files does not belong to such a run.
  /// - Returns: The scope of the run.
  public func scope(within given: Scope, _ diagnostics: inout DiagnosticCollector) -> Scope {
    var scope = given
    scope.lookupTags = header.lookupTags
    settleTags(&scope, &diagnostics)
    settleRoles(&scope, &diagnostics)
    if header.includesDefinitions {
      let kinds = Set(scope.kinds)
      scope.kinds = EntityKind.all.filter { kinds.contains($0) || $0.management == .definitions }
    }
    if !scope.kinds.contains(where: { $0.management == .definitions }), let entity = first([.definitions]) {
      diagnostics.error(
        code: "plugin-definitions", "'\(entity.kind.collection)' are managed only when asked for", at: entity.place,
        hint: "give --include-plugin-definitions, or write 'include_plugin_definitions: true' under '_info'")
    }
    if let entity = first([.readOnly]), !scope.kinds.contains(entity.kind) {
      diagnostics.warning(
        code: "not-managed", "'\(entity.kind.collection)' are never written", at: entity.place, hint: "take them out")
    }
    if !scope.selectTags.isEmpty {
      scope.kinds.removeAll { $0.management == .untagged }
      if let entity = first([.untagged]) {
        diagnostics.warning(
          code: "not-managed",
          "'\(entity.kind.collection)' have no tags: a run within select tags leaves them alone", at: entity.place)
      }
    }
    let leavesMembers = scope.kinds.contains(.consumerGroup) && !scope.kinds.contains(.groupMember)
    if leavesMembers, let place = header.membershipPlace {
      diagnostics.error(
        code: "skipped-kind", "a consumer has 'groups', and this run leaves the members of groups alone", at: place,
        hint: "take them out, or leave --skip-consumers-with-consumer-groups out")
    }
    return scope
  }

  private func settleTags(_ scope: inout Scope, _ diagnostics: inout DiagnosticCollector) {
    if scope.selectTags.isEmpty {
      scope.selectTags = header.selectTags
    } else if !header.selectTags.isEmpty, Set(header.selectTags) != Set(scope.selectTags) {
      diagnostics.error(
        code: "select-tags",
        "the files are for other tags (\(header.selectTags.joined(separator: ", "))) than --select-tag names",
        at: header.selectTagsPlace, hint: "leave the option out, or name the same tags")
    }
    for name in header.lookupTags.keys.sorted() where name.hasPrefix("consumer") {
      guard let kind = EntityKind.collection(name), scope.skipped.contains(kind) else { continue }
      diagnostics.error(
        code: "lookup-tags", "'_info.default_lookup_tags.\(name)' looks for what this run leaves alone",
        at: header.info["default_lookup_tags"]?.place ?? .none, hint: "leave --skip-consumers out")
    }
  }

  /// Roles are synced in runs of their own, and roles alone are never a reason to touch anything else.
  private func settleRoles(_ scope: inout Scope, _ diagnostics: inout DiagnosticCollector) {
    guard let role = first([.rbac]) else { return }
    let isForRoles = !scope.kinds.contains { $0.management != .rbac }
    if let other = first([.proxy, .untagged, .definitions]) {
      diagnostics.error(
        code: "mixed-kinds", "roles and \(other.kind.collection) cannot be synced in one run", at: role.place,
        hint: isForRoles
          ? "--rbac-resources-only takes files with roles alone"
          : "keep roles in files of their own and sync them with --rbac-resources-only",
        notes: [Diagnostic.Note("the first of \(other.kind.collection)", at: other.place)])
    } else if !isForRoles {
      scope.kinds = EntityKind.all.filter { $0.management == .rbac }
    }
  }

  /// The first entity of kinds that are managed so.
  private func first(_ managements: Set<EntityKind.Management>) -> Entity? {
    entities.first { managements.contains($0.kind.management) }
  }
}
