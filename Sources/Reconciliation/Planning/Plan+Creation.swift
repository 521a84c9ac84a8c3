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
      change.references = entity.references.map { reference in
        let target: Change.Reference.Target =
          switch reference.target {
          case .desired(let other): .change(other)
          case .id(let id), .name(let id): .id(id)
          }
        return Change.Reference(field: reference.field, target: target, item: reference.item)
      }
      return change
    }
  }
}
