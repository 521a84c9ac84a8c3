import Diagnostics
import Documents
import GatewayModel

/// Links between plugins and partials in a list of their own, as files for gateways without a database have them.
extension DesiredStateBuilder {
  /// Makes each entry what it means: an item of the plugin's own list.
  mutating func addPartialLinks(_ entries: [Node]) {
    guard !entries.isEmpty, let rule = EntityKind.plugin.listReference else { return }
    let names = pluginsByName()
    for entry in entries where state.scope.manages(.plugin) {
      guard let object = entry.object, let owner = object.member("plugin"),
        let partial = object.member("partial")
      else {
        diagnostics.error(
          code: "missing-field", "an entry of '\(StateContent.partialLinksKey)' needs 'plugin' and 'partial'",
          at: entry.place, hint: "each an id or a name; 'path' may say where the partial belongs")
        continue
      }
      guard let position = plugin(meantBy: owner.node, among: names) else {
        diagnostics.error(
          code: "unknown-reference", "this does not tell which plugin of the files is meant", at: owner.node.place,
          hint: "write the plugin's id or instance_name, or its name if there is one of that name only")
        continue
      }
      guard var reference = reference(partial, rule: rule, entity: state.entities[position]) else { continue }
      let path = Object(object.filter { $0.key == "path" })
      state.update(position) { entity in
        let list = entity.fields[rule.field]
        reference.item = list?.array?.count ?? 0
        entity.fields[rule.field] = Node(
          .array((list?.array ?? []) + [Node(.object(path), at: entry.place)]), at: list?.place ?? entry.place)
        entity.references.append(reference)
      }
    }
  }

  /// The plugins by instance_name, and by name; nil where several have it.
  private func pluginsByName() -> [String: [String: Int?]] {
    var found: [String: [String: Int?]] = [:]
    for (position, entity) in state.entities.enumerated() where entity.kind == .plugin {
      for key in ["instance_name", "name"] {
        guard let text = entity.fields[key]?.string else { continue }
        found[key, default: [:]][text] = .some(found[key]?[text] == nil ? position : nil)
      }
    }
    return found
  }

  /// The plugin that an entry names by id, by instance_name or by a name that only one plugin has.
  private func plugin(meantBy node: Node, among names: [String: [String: Int?]]) -> Int? {
    let texts = node.string.map { [$0] } ?? ["id", "instance_name", "name"].compactMap { node[$0]?.string }
    guard let text = texts.first else { return nil }
    return state.position(.plugin, id: text) ?? names["instance_name"]?[text] ?? names["name"]?[text] ?? nil
  }
}
