import Diagnostics
import Documents
import GatewayModel

/// `_info`: what the files are about.
extension StateHeader {
  /// The collections that `_info.default_lookup_tags` may name.
  package static let lookups = ["consumer_groups", "consumers", "partials", "routes", "services"]
  private static let defaultKinds: [(String, EntityKind)] = [
    ("service", .service), ("route", .route), ("upstream", .upstream), ("target", .target),
  ]
  private static let infoKeys = [
    "select_tags", "default_lookup_tags", "defaults", "consumer_group_policy_overrides",
    "skip_hash_for_basic_auth", "include_plugin_definitions", "protect_tags",
  ]

  mutating func addInfo(_ node: Node, to scope: inout Scope, _ diagnostics: inout DiagnosticCollector) {
    guard let object = node.object else {
      if node.isNull { return }
      return diagnostics.error(code: "wrong-type", "'_info' is a mapping", at: node.place)
    }
    for member in object {
      info[member.key] = info[member.key].map { StateHeader.joined($0, member.node) } ?? member.node
      switch member.key {
      case "select_tags": addSelectTags(member.node, &diagnostics)
      case "default_lookup_tags": addLookups(member.node, to: &scope, &diagnostics)
      case "defaults": addDefaults(member.node, &diagnostics)
      case "include_plugin_definitions":
        if flag(member, &diagnostics) { scope.includesDefinitions = true }
      case "consumer_group_policy_overrides":
        if flag(member, &diagnostics) { scope.usesPolicyOverrides = true }
      case "skip_hash_for_basic_auth":
        if flag(member, &diagnostics) { hashPlace = hashPlace ?? member.keyPlace }
      case "protect_tags":
        scope.protectTags.formUnion(tags(member.node, "_info.protect_tags", &diagnostics) ?? [])
      default:
        if StateHeader.isRemark(member.key) { continue }
        diagnostics.error(
          code: "unknown-key", "unknown key '_info.\(member.key)'", at: member.keyPlace,
          hint: NearestName.find(member.key, among: StateHeader.infoKeys).map { "did you mean '\($0)'?" })
      }
    }
  }

  /// What two files say under one key: lists are joined, of anything else the first counts.
  private static func joined(_ first: Node, _ second: Node) -> Node {
    var copy = first
    switch (first.value, second.value) {
    case (.array(let known), .array(let more)): copy.value = .array(known + more.filter { !known.contains($0) })
    case (.object(var known), .object(let more)):
      for member in more { known[member.key] = known[member.key].map { joined($0, member.node) } ?? member.node }
      copy.value = .object(known)
    case (.null, _): return second
    default: break
    }
    return copy
  }

  private func flag(_ member: Object.Member, _ diagnostics: inout DiagnosticCollector) -> Bool {
    guard let value = member.node.bool else {
      diagnostics.error(
        code: "wrong-type", "'_info.\(member.key)' is true or false", at: member.node.place)
      return false
    }
    return value
  }

  private func tags(_ node: Node, _ name: String, _ diagnostics: inout DiagnosticCollector) -> [String]? {
    guard let items = node.array else {
      diagnostics.error(code: "wrong-type", "'\(name)' is a list of tags", at: node.place)
      return nil
    }
    let texts = items.compactMap(\.string)
    if texts.count < items.count {
      diagnostics.error(code: "wrong-type", "a tag of '\(name)' is a text", at: node.place)
    }
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }

  /// The tags of all files together are those of the run.
  private mutating func addSelectTags(_ node: Node, _ diagnostics: inout DiagnosticCollector) {
    guard !node.isNull, let tags = tags(node, "_info.select_tags", &diagnostics) else { return }
    var impossible: Set<String> = []
    for item in node.array ?? [] {
      guard let tag = item.string, tag.isEmpty || tag.contains(where: { ",/".contains($0) }) else { continue }
      impossible.insert(tag)
      let reason = EmptyVariable.reason(for: item)
      diagnostics.error(
        code: "invalid-value",
        "this cannot be a select tag: \(reason ?? (tag.isEmpty ? "it is empty" : "a tag has neither comma nor slash"))",
        at: item.place, hint: reason.flatMap { _ in EmptyVariable.hint(for: item) })
    }
    if selectTags.isEmpty { selectTagsPlace = node.place }
    selectTags += tags.filter { !selectTags.contains($0) && !impossible.contains($0) }
  }

  private func addLookups(_ node: Node, to scope: inout Scope, _ diagnostics: inout DiagnosticCollector) {
    guard let object = node.object else {
      if node.isNull { return }
      return diagnostics.error(code: "wrong-type", "'_info.default_lookup_tags' is a mapping", at: node.place)
    }
    for member in object {
      let name = "_info.default_lookup_tags.\(member.key)"
      guard StateHeader.lookups.contains(member.key) else {
        diagnostics.error(
          code: "unknown-key", "unknown key '\(name)'", at: member.keyPlace,
          hint: NearestName.find(member.key, among: StateHeader.lookups).map { "did you mean '\($0)'?" })
        continue
      }
      guard let tags = tags(member.node, name, &diagnostics) else { continue }
      if tags.isEmpty {
        diagnostics.error(
          code: "invalid-value", "'\(name)' has no tag", at: member.node.place, hint: "take the line out")
      }
      let known = scope.lookupTags[member.key] ?? []
      scope.lookupTags[member.key] = known + tags.filter { !known.contains($0) }
      if scope.skipsConsumers, member.key.hasPrefix("consumer") {
        diagnostics.error(
          code: "lookup-tags", "'\(name)' looks for what --skip-consumers leaves alone", at: member.keyPlace)
      }
    }
  }

  private mutating func addDefaults(_ node: Node, _ diagnostics: inout DiagnosticCollector) {
    guard let object = node.object else {
      if node.isNull { return }
      return diagnostics.error(code: "wrong-type", "'_info.defaults' is a mapping", at: node.place)
    }
    for member in object {
      guard let (_, kind) = StateHeader.defaultKinds.first(where: { $0.0 == member.key }) else {
        diagnostics.error(
          code: "unknown-key", "unknown key '_info.defaults.\(member.key)'", at: member.keyPlace,
          hint: "there are defaults for \(StateHeader.defaultKinds.map(\.0).joined(separator: ", "))")
        continue
      }
      guard let values = member.node.object else {
        if !member.node.isNull {
          diagnostics.error(
            code: "wrong-type", "'_info.defaults.\(member.key)' is a mapping", at: member.node.place)
        }
        continue
      }
      for key in ["id", "name", "target"] where key != "target" || kind.naturalKeys.joined().contains(key) {
        if let found = values.member(key) {
          diagnostics.error(
            code: "invalid-value", "'_info.defaults.\(member.key).\(key)' cannot be the same for all",
            at: found.keyPlace, hint: "take it out")
        }
      }
      var known = defaults[kind] ?? Object()
      for value in values where known[value.key] == nil { known.append(value) }
      defaults[kind] = known
    }
  }
}
