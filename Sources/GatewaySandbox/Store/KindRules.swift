import Documents
import GatewayModel

/// What the gateway does to entities of single kinds beyond their schemas.
extension Store {
  /// Before an entity is stored: hashes and normal forms.
  func prepare(_ entity: inout Object, given: Object, kind: String, id: UniqueID?) throws(AdminError) {
  }

  /// After an entity was stored: what belongs to it.
  mutating func followUp(_ kind: String, _ id: UniqueID, given: Object, change: Change) throws(AdminError) {
  }

  /// The entity as the gateway answers with it.
  func presented(_ kind: String, _ id: UniqueID) -> [UInt8] {
    guard let row = row(kind, id), let collection = catalog.collection(named: kind) else { return [] }
    if collection.hasExpiry { return withExpiry(row) }
    guard kind == "plugins" else { return row.json }
    let entity = row.entity
    guard let schema = try? catalog.schema(kind, for: entity) else { return row.json }
    return JSONWriter.write(Node(.object(schema.presented(entity))))
  }

  /// The remaining life in whole seconds, among the members.
  private func withExpiry(_ row: Row) -> [UInt8] {
    let ttl = row.expires.map { String(Int(max(0, $0 - generated.now))) } ?? "null"
    return row.json.dropLast() + Array(",\"ttl\":\(ttl)}".utf8)
  }
}
