import Documents
import GatewayModel
import GatewaySchemas

/// All workspaces of a gateway, each with entities of its own. The open source edition has but one.
struct WorkspaceStore: Sendable {
  static let standardName = "default"

  let catalog: Catalog
  private var generated: GeneratedValues
  /// The workspace that every gateway has.
  var standard: Store
  /// The others, by name.
  private(set) var others: [String: Store] = [:]
  /// How many requests have changed something since the start.
  var changes = 0
  /// The entities that describe the workspaces.
  private(set) var descriptions: Table?

  init(catalog: Catalog, generated: GeneratedValues) {
    self.catalog = catalog
    self.generated = generated
    self.standard = Store(catalog: catalog, generated: generated)
    let collection = Collection("workspaces", key: "name")
    self.descriptions = catalog.bundle.entity("workspaces").map { Table(collection: collection, schema: $0) }
    _ = try? describe(Object([Object.Member(key: "name", node: Node(.string(Self.standardName)))]), id: nil)
  }

  /// The time that changes are made at.
  var now: Double {
    get { generated.now }
    set {
      generated.now = newValue
      standard.generated.now = newValue
    }
  }

  /// Takes the workspace's name from the head of a path; the default one where there is none.
  func take(from request: inout AdminRequest) -> String {
    guard let first = request.path.first else { return Self.standardName }
    let name = UniqueID(first).flatMap { descriptions?.entity($0)?["name"]?.string } ?? first
    guard name == Self.standardName || others[name] != nil else { return Self.standardName }
    request.path.removeFirst()
    return name
  }

  /// Works within a workspace.
  mutating func with<Result>(
    _ name: String, _ body: (inout Store) throws(SandboxRefusal) -> Result
  ) throws(SandboxRefusal) -> Result {
    guard var store = others.removeValue(forKey: name) else { return try body(&standard) }
    store.generated.now = now
    defer { others[name] = store }
    return try body(&store)
  }

  /// The id of a workspace by id or name.
  func find(_ key: String) -> UniqueID? {
    if let id = UniqueID(key) { return descriptions?.entity(id) == nil ? nil : id }
    return descriptions?.id(where: "name", is: key)
  }

  /// Writes the description of a workspace, which makes the workspace where it is new.
  mutating func describe(_ fields: Object, id: UniqueID?) throws(SandboxRefusal) -> UniqueID {
    guard let schema = catalog.bundle.entity("workspaces") else { throw SandboxRefusal(.notFound) }
    let old = id.flatMap { descriptions?.entity($0) }
    var entity: Object
    do throws(Violations) {
      if let old {
        let changes = try schema.filled(fields, context: .update, generated: generated)
        entity = try schema.completed(schema.merged(changes, into: old), generated: generated)
      } else {
        entity = try schema.filled(fields, context: .write, generated: generated)
      }
    } catch {
      throw .schema(error)
    }
    if let violations = schema.violations(of: entity) { throw .schema(violations) }
    guard let name = entity["name"]?.string, let newID = entity["id"]?.string.flatMap(UniqueID.init) else {
      throw .schema(Violations("name", "required field missing"))
    }
    if let old, old["name"]?.string != name { throw .schema(Violations("name", "immutable field cannot be updated")) }
    if let taken = descriptions?.conflict(of: entity, id: newID) { throw .unique(taken, in: entity) }
    entity = LuaNumber.rounded(entity)
    descriptions?.store(entity, id: newID)
    addStore(name)
    return newID
  }

  private mutating func addStore(_ name: String) {
    guard name != Self.standardName, others[name] == nil else { return }
    others[name] = Store(catalog: catalog, generated: generated)
  }

  /// Deletes a workspace that is empty, or with all that is in it.
  mutating func delete(_ id: UniqueID, cascade: Bool) throws(SandboxRefusal) {
    guard let name = descriptions?.entity(id)?["name"]?.string else { return }
    if name == Self.standardName { throw SandboxRefusal(.message(400, "Cannot delete default workspace")) }
    let isEmpty = others[name]?.tables.values.allSatisfy { $0.count == 0 } ?? true
    guard isEmpty || cascade else { throw SandboxRefusal(.message(400, "Workspace is not empty")) }
    others[name] = nil
    descriptions?.remove(id)
  }

  /// Puts a stored entity back, as it was read from a file; a description where it names no workspace.
  mutating func restore(
    _ kind: String, _ entity: Object, _ id: UniqueID, workspace: String?, expires: Double?
  ) {
    guard let workspace else {
      if let name = entity["name"]?.string, let own = find(name), own != id { descriptions?.remove(own) }
      descriptions?.store(entity, id: id)
      if let name = entity["name"]?.string { addStore(name) }
      return
    }
    if workspace == Self.standardName {
      standard.put(kind, entity, id: id, expires: expires)
    } else {
      var store = others.removeValue(forKey: workspace) ?? Store(catalog: catalog, generated: generated)
      store.put(kind, entity, id: id, expires: expires)
      others[workspace] = store
    }
  }
}
