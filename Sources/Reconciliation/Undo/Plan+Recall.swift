import Documents
import GatewayModel

extension Plan {
  /// Calls entities what the run called them, and marks what the environment fed then: a target does not tell that of
  /// what it holds.
  mutating func recall(_ way: WayBack, _ journal: Journal) {
    let names = way.names
    let fed = Dictionary(grouping: journal.records.filter { !$0.fed.isEmpty }, by: \.kind)
      .mapValues { Dictionary($0.map { ($0.id, $0.fed) }, uniquingKeysWith: { $0.union($1) }) }
    for index in changes.indices {
      let kind = changes[index].kind
      guard let id = id(of: changes[index]) else { continue }
      let isDeletion = changes[index].action == .delete
      // What is deleted to be made anew elsewhere is called by where it is, unless that is secret.
      let isLeft = isDeletion && way.deletable[kind]?.contains(id) != true
      if let name = names[kind]?[id], !isLeft || name.contains(Secrets.mask) { changes[index].label = name }
      if isDeletion {
        for path in fed[kind]?[id] ?? [] { changes[index].old?.markFromEnvironment(at: path[...]) }
      }
    }
    for index in changes.indices {
      for position in changes[index].references.indices {
        let reference = changes[index].references[position]
        guard
          let kind = changes[index].kind.reference(reference.field).flatMap({ EntityKind.collection($0.collection) }),
          let name = self.id(of: reference).flatMap({ names[kind]?[$0] })
        else { continue }
        changes[index].references[position].label = name
      }
    }
  }

  /// What a change's entity is known by; one without an id by what it refers to.
  private func id(of change: Change) -> String? {
    guard !change.kind.hasID, change.id == nil else { return change.id }
    let references = change.references.compactMap { reference in
      id(of: reference).map { EntityReference(field: reference.field, target: .id($0)) }
    }
    return change.kind.link(references, fields: change.fields).id
  }

  private func id(of reference: Change.Reference) -> String? {
    switch reference.target {
    case .id(let id): id
    case .change(let position): changes[position].id
    }
  }
}
