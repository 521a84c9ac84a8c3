import Documents
package import GatewayModel

extension GatewayState {
  /// What a gateway would hold that was brought to the desired state; an entity without an id has a placeholder for one.
  package init(_ desired: DesiredState) {
    self.init()
    let ids = desired.entities.enumerated().map { $1.id ?? "#\($0)" }
    var lists: [EntityKind: [Entity]] = [:]
    for (position, entity) in desired.entities.enumerated() {
      var copy = entity
      copy.fields["id"] = Node(.string(ids[position]))
      for index in copy.references.indices {
        switch copy.references[index].target {
        case .desired(let other): copy.references[index].target = .id(ids[other])
        case .name(let text): copy.references[index].target = .id(text)
        case .id: break
        }
      }
      lists[entity.kind, default: []].append(copy)
    }
    for (kind, list) in lists { set(list, of: kind) }
  }

  /// Whether an id stands for one that is not known.
  static func isPlaceholder(_ id: String) -> Bool { id.hasPrefix("#") }
}

extension Entity {
  /// An entity of a target as a file would say it, so that a run asks for just that.
  package func asWritten(_ schemas: SchemaSet) -> Entity {
    var copy = self
    DefaultStripper(schemas: schemas).settle(&copy, skipsDefaults: false)
    return copy
  }
}
