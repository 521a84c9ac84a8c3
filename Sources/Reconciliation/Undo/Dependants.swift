import GatewayModel

/// What refers to entities, or belongs to them.
struct Dependants {
  private var entities: [String: [String: [Entity]]] = [:]

  init(of records: [Journal.Record], in state: GatewayState) {
    var wanted: [String: Set<String>] = [:]
    for record in records { wanted[record.kind.collection, default: []].insert(record.id) }
    guard !wanted.isEmpty else { return }
    for kind in EntityKind.all where kind.references.contains(where: { wanted[$0.collection] != nil }) {
      for entity in state.all(kind) {
        for reference in entity.references {
          guard let rule = kind.reference(reference.field), let id = reference.referredID,
            wanted[rule.collection]?.contains(id) == true
          else { continue }
          entities[rule.collection, default: [:]][id, default: []].append(entity)
        }
      }
    }
  }

  func of(_ record: Journal.Record) -> [Entity] { entities[record.kind.collection]?[record.id] ?? [] }
}
