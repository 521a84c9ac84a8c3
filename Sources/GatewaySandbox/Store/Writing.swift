import Documents
import GatewayModel
import GatewaySchemas

extension Store {
  /// Judges and stores an entity, in the gateway's order: completion, references by name, schema, then what must be
  /// unique and what must exist.
  ///
  /// - Parameters:
  ///   - given: What the request says.
  ///   - id: The id of the entity that is changed or replaced, or that a new one is to have.
  ///   - key: The field by which the path names the entity; nil for its id.
  /// - Returns: The id under which it is stored.
  mutating func write(
    _ collection: Collection, _ given: Object, id: UniqueID?, change: Change, by key: String? = nil
  ) throws(SandboxRefusal) -> UniqueID {
    let kind = collection.name
    tables[kind]?.removeExpired(now: generated.now)
    let old = id.flatMap { self.entity(kind, $0) }
    var input = given
    if let id, change != .update { input["id"] = Node(.string("\(id)")) }
    if change == .update { input.removeValue(forKey: "id") }
    try normalize(&input, kind: kind)
    let expiry = try Expiry(taking: &input, from: collection)
    if change == .update, let old { Self.addKeys(to: &input, from: old, kind: kind) }

    let schema = try self.schema(kind, for: input)
    var entity = try completed(input, old: old, schema: schema, change: change)
    try resolveReferences(in: &entity, schema: schema)
    if let violations = schema.violations(of: entity, updating: change == .update) { throw .schema(violations) }
    if !catalog.hasDatabase { throw .unsupported(change, kind, by: key) }
    entity = LuaNumber.rounded(entity)
    try transform(&entity, given: given, kind: kind, change: change)

    guard let newID = entity["id"]?.string.flatMap(UniqueID.init) ?? id else { throw .invalidPrimaryKey("") }
    entity["id"] = Node(.string("\(newID)"))
    if change == .insert, row(kind, newID) != nil { throw .primaryKey(newID) }
    if let fields = tables[kind]?.conflict(of: entity, id: newID) { throw .unique(fields, in: entity) }
    try checkReferences(of: entity, kind: kind)
    let kept = change == .update ? row(kind, newID)?.expires : nil
    put(
      kind, schema.presented(entity), id: newID,
      expires: expiry.end(now: generated.now) ?? (expiry.isGiven ? nil : kept))
    try followUp(kind, newID, given: given, change: change)
    return newID
  }

  /// The entity with defaults and generated values; for an update the stored one with the changes merged in.
  private func completed(
    _ input: Object, old: Object?, schema: Schema, change: Change
  ) throws(SandboxRefusal) -> Object {
    do throws(Violations) {
      guard change == .update, let old else {
        return try schema.filled(input, context: .write, generated: generated)
      }
      let changes = try schema.filled(input, context: .update, generated: generated)
      return try schema.completed(schema.merged(changes, into: schema.withoutShorthands(old)), generated: generated)
    } catch {
      throw .schema(error)
    }
  }

  /// What the gateway reads of the stored entity before it can judge a change to it.
  private static func addKeys(to input: inout Object, from old: Object, kind: String) {
    let keys = ["plugins": "name", "vaults": "name", "routes": "protocols", "partials": "type"]
    guard let key = keys[kind], input[key] == nil else { return }
    input[key] = old[key]
  }

  /// Puts ids in place of references by name or other unique values.
  private func resolveReferences(in entity: inout Object, schema: Schema) throws(SandboxRefusal) {
    var missing: [(field: String, key: String, value: Node, kind: String)] = []
    for field in schema.root.fields {
      guard let kind = field.reference, let value = entity[field.name]?.object, value["id"] == nil else { continue }
      guard let target = tables[kind] else { continue }
      var names: [(field: String, key: String, value: Node, kind: String)] = []
      for member in value {
        guard let text = member.node.string else { continue }
        if let id = target.id(where: member.key, is: text) {
          entity[field.name] = ["id": Node(.string("\(id)"))]
          names = []
          break
        }
        names.append((field.name, member.key, member.node, kind))
      }
      missing += names
    }
    if !missing.isEmpty { throw .unresolved(missing) }
  }

  private func checkReferences(of entity: Object, kind: String) throws(SandboxRefusal) {
    for reference in tables[kind]?.references ?? [] {
      guard let id = Table.target(entity[reference.field]) else { continue }
      guard tables[reference.target] != nil, row(reference.target, id) == nil else { continue }
      throw .missingReference(reference.field, id: id, kind: reference.target)
    }
  }
}

/// The life of an entity that can expire, as a request gives it: `ttl` in seconds, outside the schema.
private struct Expiry {
  let isGiven: Bool
  private let seconds: Int?

  init(taking input: inout Object, from collection: Collection) throws(SandboxRefusal) {
    guard collection.hasExpiry, let ttl = input.removeValue(forKey: "ttl") else {
      isGiven = false
      seconds = nil
      return
    }
    isGiven = true
    guard !ttl.isNull else {
      seconds = nil
      return
    }
    if let violations = Schema.unlisted.violations(filling: Object([.init(key: "ttl", node: ttl)])) {
      throw .schema(violations)
    }
    seconds = ttl.integer == 0 ? nil : ttl.integer
  }

  func end(now: Double) -> Double? { seconds.map { now + Double($0) } }
}
