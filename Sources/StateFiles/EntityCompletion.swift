import Diagnostics
import Documents
import GatewayModel

/// What an entry of a file gets besides its own fields: shared configuration, the files' defaults, select tags.
struct EntityCompletion {
  let header: StateHeader
  let scope: Scope

  /// Completes the fields of an entity.
  func complete(_ entity: inout Entity, _ diagnostics: inout DiagnosticCollector) {
    shareConfiguration(&entity, &diagnostics)
    Sugar.expand(&entity, &diagnostics)
    if !header.defaults.isEmpty, let defaults = header.defaults[entity.kind] {
      entity.fields.completeDeeply(from: defaults)
    }
    addSelectTags(&entity)
  }

  private func shareConfiguration(_ entity: inout Entity, _ diagnostics: inout DiagnosticCollector) {
    // An override has no schema of its own, and so no field for one.
    let own = entity.kind == .groupOverride ? "config" : entity.kind.configField
    guard let field = own, let node = entity.fields.removeValue(forKey: "_config"), !node.isNull
    else { return }
    guard let name = node.string, let shared = header.pluginConfigs[name], let content = shared.node.object else {
      let nearest = node.string.flatMap { NearestName.find($0, among: header.pluginConfigs.keys.sorted()) }
      return diagnostics.error(
        code: "unknown-reference", "'_plugin_configs' has no configuration '\(node.string ?? "")'", at: node.place,
        hint: nearest.map { "did you mean '\($0)'?" })
    }
    switch entity.fields[field]?.value {
    case nil, .null: entity.fields[field] = Node(.object(content), at: node.place)
    case .object(var own):
      own.completeDeeply(from: content)
      entity.fields[field]?.value = .object(own)
    default: break
    }
  }

  /// All that a run within select tags is about has those tags, but for what is only looked up.
  private func addSelectTags(_ entity: inout Entity) {
    guard !scope.selectTags.isEmpty, !scope.leavesTags, [.proxy, .aiGateway].contains(entity.kind.management),
      entity.kind.hasID
    else { return }
    let node = entity.fields["tags"]
    guard node?.isNull ?? true || node?.array != nil else { return }
    var tags = node?.array ?? []
    let texts = Set(tags.compactMap(\.string))
    if scope.isOnlyLookedUp(entity) { return }
    let missing = scope.selectTags.filter { !texts.contains($0) }
    guard !missing.isEmpty else { return }
    tags += missing.map { Node(.string($0), at: node?.place ?? entity.place) }
    entity.fields["tags"] = Node(.array(tags), at: node?.place ?? entity.place)
  }
}
