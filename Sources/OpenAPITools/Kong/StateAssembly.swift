import Diagnostics
import Documents
import OpenAPI

/// Puts routes and plugins where they belong, and gives plugins their ids.
struct StateAssembly {
  /// The tags of all entities.
  let tags: Node
  /// Whether entities get ids.
  let hasIDs: Bool
  /// The plugins that are bound to consumers, which stand at the top.
  private(set) var bound: [Bound] = []
  private var ids: Set<String> = []

  /// A plugin at the top.
  struct Bound {
    let fields: Object
    let place: SourcePlace
  }

  init(tags: Node, hasIDs: Bool) {
    self.tags = tags
    self.hasIDs = hasIDs
  }

  /// A service with all that is on it.
  mutating func service(_ draft: ServiceDraft) -> Node {
    var draft = draft
    settleSecurity(of: &draft)
    var fields = draft.fields
    fields["plugins"] = plugins(draft.plugins, of: "service", named: fields["name"], base: draft.base)
    fields["routes"] = Node(
      .array(
        draft.routes.map { route in
          var fields = route.fields
          fields["plugins"] = plugins(route.plugins, of: "route", named: fields["name"], base: route.base)
          return Node(.object(fields), at: route.place)
        }))
    return Node(.object(fields), at: draft.place)
  }

  /// Where an operation is open to anybody, its service cannot ask for a login: each other route does so itself.
  private func settleSecurity(of draft: inout ServiceDraft) {
    guard let plugin = draft.plugins.first(where: \.isForWholeDocument), draft.routes.contains(where: \.isOpen) else {
      return
    }
    draft.plugins.removeAll { $0.isForWholeDocument }
    for position in draft.routes.indices where !draft.routes[position].isOpen {
      if draft.routes[position].plugins.contains(where: { $0.name == plugin.name }) { continue }
      draft.routes[position].plugins.put(plugin)
    }
  }

  private mutating func plugins(_ drafts: [PluginDraft], of kind: String, named name: Node?, base: String) -> Node {
    var kept: [Node] = []
    for draft in drafts {
      var fields = draft.fields
      fields["name"] = Node(.string(draft.name))
      fields["tags"] = tags
      if hasIDs { fields["id"] = Node(.string(id(of: draft.name, on: kind, base))) }
      if draft.consumer != nil {
        fields[kind] = name
        bound.append(Bound(fields: fields, place: draft.place))
      } else {
        kept.append(Node(.object(fields), at: draft.place))
      }
    }
    return Node(.array(kept))
  }

  /// A path and an operation may be called alike; their plugins must not share an id.
  private mutating func id(of plugin: String, on kind: String, _ base: String) -> String {
    let id = NameBasedID.text("\(base).plugin.\(plugin)")
    if ids.insert(id).inserted { return id }
    let other = NameBasedID.text("\(base).\(kind).plugin.\(plugin)")
    ids.insert(other)
    return other
  }

  /// The plugins bound to consumers, by name, service, route and consumer.
  var sortedBound: [Node] {
    let keyed = bound.map { plugin in
      (
        key: ["name", "service", "route", "consumer"].map { key in
          plugin.fields[key].map { $0.plainText ?? JSONText.of($0) } ?? ""
        }, plugin: plugin
      )
    }
    return keyed.sorted { $0.key.lexicographicallyPrecedes($1.key) { $0.precedesInBytes($1) } }
      .map { Node(.object($0.plugin.fields), at: $0.plugin.place) }
  }
}
