import GatewayModel
package import StateFiles

extension Plan {
  /// What it takes to make all that files want where nothing is yet.
  package init(creating desired: DesiredState) {
    self.init()
    changes = desired.entities.indices.map { position in
      let entity = desired.entities[position]
      var change = Change(
        action: .create, kind: entity.kind, label: desired.label(position), id: entity.id, place: entity.place)
      change.fields = EntityComparison.createBody(entity)
      change.references = entity.references.map(Change.Reference.init(amongCreations:))
      return change
    }
  }
}

extension Change.Reference {
  /// A reference between entities that are all created, each by the change of its position.
  fileprivate init(amongCreations reference: EntityReference) {
    let target: Target =
      switch reference.target {
      case .desired(let position): .change(position)
      case .id(let id), .name(let id): .id(id)
      }
    self.init(field: reference.field, target: target, item: reference.item)
  }
}
