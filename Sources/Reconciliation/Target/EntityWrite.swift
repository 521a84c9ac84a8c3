import Documents

/// A change as it is brought to a target: with the id of its entity and of everything that it refers to.
package struct EntityWrite: Sendable {
  /// A reference whose id is known.
  package struct Reference: Sendable {
    /// The field.
    package var field: String
    /// The id of the entity referred to.
    package var id: String
    /// The position in the field's list, where that holds several references.
    package var item: Int?
  }

  /// What is done.
  package var change: Change
  /// The id of the entity.
  package var id: String
  /// The references.
  package var references: [Reference]

  /// Settles a change's references; `ids` holds the id of each change of the plan.
  package init(_ change: Change, id: String, ids: [String]) {
    self.change = change
    self.id = id
    self.references = change.references.map { reference in
      let id =
        switch reference.target {
        case .id(let id): id
        case .change(let position): ids[position]
        }
      return Reference(field: reference.field, id: id, item: reference.item)
    }
  }

  /// The id in a reference field.
  package func referenceID(_ field: String) -> String? {
    for index in references.indices where references[index].field == field { return references[index].id }
    return nil
  }

  /// The text of a field that an entity is known by: as it is now, for one that is there already.
  package func text(_ field: String) -> String? { (change.old ?? change.fields)[field]?.string }
}
