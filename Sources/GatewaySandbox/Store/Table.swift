import Documents
import GatewayModel
import GatewaySchemas

/// The entities of one kind, with what finds them: by id, by unique values, by what they refer to.
struct Table: Sendable {
  let collection: Collection
  /// The fields that refer to other entities, from the kind's schema.
  let references: [Reference]

  private(set) var rows: [UniqueID: Row] = [:]
  private(set) var order = SortedIDs()
  private var uniques: [UniqueIndex]
  private var referring: [[UniqueID: SortedIDs]]
  /// The entities that end some time, and when the first of them does.
  private var ending: Set<UniqueID> = []
  private var nextEnd = Double.infinity

  /// A field that refers to entities of another kind.
  struct Reference: Sendable {
    let field: String
    let target: String
    /// Whether the entity goes when the one it refers to goes.
    let cascades: Bool
    /// Where the reference is unique: no two entities refer to the same one.
    let isUnique: Bool
  }

  /// The values of one unique field, or of several together.
  private struct UniqueIndex: Sendable {
    let fields: [String]
    var ids: [String: UniqueID] = [:]
  }

  init(collection: Collection, schema: Schema) {
    self.collection = collection
    self.references = schema.root.fields.compactMap { field in
      field.reference.map {
        Reference(
          field: field.name, target: $0,
          cascades: field.attributes["on_delete"]?.string == "cascade" || collection.cascades.contains(field.name),
          isUnique: field.unique)
      }
    }
    let single = schema.root.fields.filter(\.unique).map { [$0.name] }
    self.uniques = (collection.uniqueSets + single).map { UniqueIndex(fields: $0) }
    self.referring = references.map { _ in [:] }
  }

  var count: Int { rows.count }

  /// Stores an entity in place of the one with its id.
  mutating func store(_ entity: Object, id: UniqueID, expires: Double? = nil) {
    remove(id)
    rows[id] = Row(entity, expires: expires)
    if let expires {
      ending.insert(id)
      nextEnd = min(nextEnd, expires)
    }
    order.insert(id)
    for index in uniques.indices {
      if let key = Self.key(uniques[index].fields, in: entity) { uniques[index].ids[key] = id }
    }
    for (index, reference) in references.enumerated() {
      if let target = Self.target(entity[reference.field]) {
        referring[index][target, default: SortedIDs()].insert(id)
      }
    }
  }

  /// Removes an entity, if it is there.
  mutating func remove(_ id: UniqueID) {
    guard let row = rows.removeValue(forKey: id) else { return }
    let entity = row.entity
    order.remove(id)
    for index in uniques.indices {
      if let key = Self.key(uniques[index].fields, in: entity), uniques[index].ids[key] == id {
        uniques[index].ids[key] = nil
      }
    }
    for (index, reference) in references.enumerated() {
      guard let target = Self.target(entity[reference.field]) else { continue }
      referring[index][target]?.remove(id)
      if referring[index][target]?.count == 0 { referring[index][target] = nil }
    }
  }

  /// Removes the entities whose time is over.
  mutating func removeExpired(now: Double) {
    guard now >= nextEnd else { return }
    var next = Double.infinity
    for id in ending {
      guard let end = rows[id]?.expires else {
        ending.remove(id)
        continue
      }
      if end <= now { remove(id) } else { next = min(next, end) }
    }
    ending = ending.filter { rows[$0] != nil }
    nextEnd = next
  }

  /// The entity of an id, as a tree.
  func entity(_ id: UniqueID) -> Object? { rows[id]?.entity }

  /// The entity with a value of a unique field.
  func id(where field: String, is value: String) -> UniqueID? {
    guard let index = uniques.first(where: { $0.fields == [field] }) else { return nil }
    return index.ids[Self.text(Node(.string(value)))]
  }

  /// The entity with these values of fields that are unique together.
  func id(where fields: [String], are entity: Object) -> UniqueID? {
    guard let index = uniques.first(where: { $0.fields == fields }), let key = Self.key(fields, in: entity) else {
      return nil
    }
    return index.ids[key]
  }

  /// The first group of unique fields whose values another entity holds.
  func conflict(of entity: Object, id: UniqueID) -> [String]? {
    for index in uniques {
      guard let key = Self.key(index.fields, in: entity), let holder = index.ids[key], holder != id else { continue }
      return index.fields
    }
    return nil
  }

  /// The entities that refer to one by a field.
  func referring(by field: String, to target: UniqueID) -> SortedIDs {
    guard let index = references.firstIndex(where: { $0.field == field }) else { return SortedIDs() }
    return referring[index][target] ?? SortedIDs()
  }

  /// The id that a reference names.
  static func target(_ node: Node?) -> UniqueID? {
    node?["id"]?.string.flatMap(UniqueID.init)
  }

  /// The key of values that must be unique; nil where one alone is null, since nulls do not collide.
  private static func key(_ fields: [String], in entity: Object) -> String? {
    if fields.count == 1 {
      guard let value = entity[fields[0]], !value.isNull else { return nil }
      return text(value)
    }
    return fields.map { text(entity[$0] ?? .null) }.joined(separator: "\u{1}")
  }

  private static func text(_ node: Node) -> String {
    node.string ?? node["id"]?.string ?? (node.isNull ? "\u{0}" : LuaText.inline(node))
  }
}
