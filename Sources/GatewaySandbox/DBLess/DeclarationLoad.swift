import Documents
import GatewayModel
import GatewaySchemas

/// Makes a state of a declarative configuration: all of it, or none.
struct DeclarationLoad {
  /// What was made of the document.
  enum Outcome {
    /// The state, and the entities as the gateway answers with them.
    case loaded(Store, Node)
    /// What is wrong, and the document's entities that it is wrong with.
    case refused(Declaration, FaultTree, hidden: FaultTree)
  }

  private let catalog: Catalog
  private var store: Store
  private var declaration: Declaration
  private var faults: FaultTree
  /// What is wrong and cannot be put to an entity, nor told in the flattened form.
  private var hidden = FaultTree()
  /// The entities with such a fault, by position: nothing else is said of them.
  private var dangling: Set<Int> = []

  /// Loads a document.
  static func load(_ document: Object, catalog: Catalog, generated: GeneratedValues) -> Outcome {
    var load = DeclarationLoad(document, catalog, generated)
    return load.run()
  }

  private init(_ document: Object, _ catalog: Catalog, _ generated: GeneratedValues) {
    self.catalog = catalog
    self.store = Store(catalog: catalog, generated: generated)
    self.declaration = Declaration(document, catalog: catalog)
    self.faults = declaration.faults
  }

  private mutating func run() -> Outcome {
    settleNamedIDs()
    for position in declaration.items.indices { resolveReferences(position) }
    settleOtherIDs()
    var entities: [Object?] = []
    for position in declaration.items.indices { entities.append(judged(position)) }
    guard faults.isEmpty, hidden.isEmpty else { return .refused(declaration, faults, hidden: hidden) }
    var answered: [String: [Object.Member]] = [:]
    for (position, entity) in entities.enumerated() {
      if let entity { keep(entity, position, answering: &answered) }
    }
    guard faults.isEmpty else { return .refused(declaration, faults, hidden: hidden) }
    let kinds = answered.sorted { $0.key < $1.key }
    return .loaded(
      store, Node(.object(Object(kinds.map { .init(key: $0.key, node: Node(.object(Object($0.value)))) }))))
  }

  // MARK: Ids

  /// The namespace of the ids that names give.
  private static let namespace = UniqueID(named: "declarative configuration", in: .zero)

  /// The kinds whose ids hang on more than a name of their own, or on nothing.
  private static let unnamed: Set<String> = ["plugins", "acls", "targets", "keyauth_credentials", "jwt_secrets"]

  private mutating func settleNamedIDs() {
    for position in declaration.items.indices {
      let item = declaration.items[position]
      let kind = item.collection.name
      if let id = item.fields["id"]?.string.flatMap(UniqueID.init) {
        declaration.settle(position, id: id)
      } else if !DeclarationLoad.unnamed.contains(kind), let key = item.collection.endpointKey,
        let name = item.fields[key]?.string
      {
        declaration.settle(position, id: UniqueID(named: "\(kind):\(name)", in: DeclarationLoad.namespace))
      } else if !DeclarationLoad.unnamed.contains(kind) {
        declaration.settle(position, id: UniqueID())
      }
    }
  }

  private mutating func settleOtherIDs() {
    for position in declaration.items.indices where declaration.items[position].id == nil {
      let item = declaration.items[position]
      var parts = [item.collection.name]
      switch item.collection.name {
      case "plugins": parts += ["name", "service", "route", "consumer"].map { text(item.fields[$0]) }
      case "acls": parts += ["consumer", "group"].map { text(item.fields[$0]) }
      case "targets": parts += ["upstream", "target"].map { text(item.fields[$0]) }
      default:
        declaration.settle(position, id: UniqueID())
        continue
      }
      declaration.settle(position, id: UniqueID(named: parts.joined(separator: ":"), in: DeclarationLoad.namespace))
    }
  }

  private func text(_ node: Node?) -> String { node?.string ?? node?["id"]?.string ?? "" }

  // MARK: References

  private mutating func resolveReferences(_ position: Int) {
    let item = declaration.items[position]
    if let owner = item.owner, let id = declaration.items[owner.position].id {
      declaration.update(position) { $0[owner.field] = ["id": Node(.string("\(id)"))] }
    }
    for reference in store.tables[item.collection.name]?.references ?? [] {
      guard item.owner?.field != reference.field, let node = item.fields[reference.field], !node.isNull,
        catalog.collection(named: reference.target) != nil
      else { continue }
      resolve(node, reference, position)
    }
  }

  private mutating func resolve(_ node: Node, _ reference: Table.Reference, _ position: Int) {
    let path = declaration.items[position].path
    if let object = node.object, object["id"] == nil {
      let missing = Violations("id", "missing primary key")
      return faults.add(Violations(reference.field, .record(missing)), at: path)
    }
    guard let wanted = node.string ?? node["id"]?.string else { return }
    guard let target = target(wanted, among: reference.target) else {
      let words = "invalid reference '\(reference.field): \(wanted)' (no such entry in '\(reference.target)')"
      dangling.insert(position)
      return hidden.add(Violations(reference.field, words), at: path)
    }
    declaration.update(position) { $0[reference.field] = ["id": Node(.string("\(target)"))] }
  }

  private lazy var byKey: [String: [String: UniqueID]] = {
    var found: [String: [String: UniqueID]] = [:]
    for item in declaration.items {
      guard let id = item.id else { continue }
      found[item.collection.name, default: [:]]["\(id)"] = id
      if let key = item.collection.endpointKey, let name = item.fields[key]?.string {
        found[item.collection.name, default: [:]][name] = id
      }
    }
    return found
  }()

  private mutating func target(_ text: String, among kind: String) -> UniqueID? {
    byKey[kind]?[UniqueID(text).map { "\($0)" } ?? text]
  }

  // MARK: Entities

  /// The completed entity; nil where something is wrong with it.
  private mutating func judged(_ position: Int) -> Object? {
    guard !dangling.contains(position) else { return nil }
    let item = declaration.items[position]
    let kind = item.collection.name
    var input = item.fields
    if let id = item.id { input["id"] = Node(.string("\(id)")) }
    do throws(SandboxRefusal) {
      try store.normalize(&input, kind: kind)
      let schema = try store.schema(kind, for: input)
      do throws(Violations) {
        let entity = try schema.filled(input, context: .write, generated: store.generated)
        guard let violations = schema.violations(of: entity) else { return LuaNumber.rounded(entity) }
        faults.add(violations, at: item.path)
      } catch {
        faults.add(error, at: item.path)
      }
    } catch {
      faults.add(error.violations(of: item.fields), at: item.path)
    }
    return nil
  }

  private mutating func keep(_ given: Object, _ position: Int, answering answered: inout [String: [Object.Member]]) {
    let item = declaration.items[position]
    let kind = item.collection.name
    guard let id = item.id, let schema = try? store.schema(kind, for: given) else { return }
    guard store.row(kind, id) == nil else {
      // Of two that a name gives the same id, the name is told.
      let key = DeclarationLoad.unnamed.contains(kind) ? nil : item.collection.endpointKey
      if let key, let name = given[key]?.string { return refuseTwin(position, key, name) }
      return refuseTwin(position, "primary key", "\(id)")
    }
    var entity = given
    if let fields = store.tables[kind]?.conflict(of: entity, id: id) {
      return refuseTwin(position, fields.joined(separator: ","), fields.map { text(entity[$0]) }.joined(separator: ","))
    }
    var shown = entity
    // What becomes of it when it is stored does not show in the answer.
    if kind == "targets" { shown["target"] = item.fields["target"] }
    answered[kind, default: []].append(.init(key: "\(id)", node: Node(.object(shown))))
    if declaration.transforms || !DeclarationLoad.hashed.contains(kind) {
      var whole = entity
      if (try? store.transform(&whole, given: entity, kind: kind, change: .insert)) != nil { entity = whole }
    }
    store.put(kind, schema.presented(entity), id: id)
  }

  /// Kinds of which `_transform` decides whether something is made of what is written: a hash, or the digest of a certificate.
  private static let hashed: Set<String> = ["basicauth_credentials", "oauth2_credentials", "ca_certificates"]

  /// What stands at the top is told where it stands; for what is nested the gateway names the kind alone.
  private mutating func refuseTwin(_ position: Int, _ key: String, _ value: String) {
    let item = declaration.items[position]
    let kind = item.collection.name
    let words = "uniqueness violation: '\(kind)' entity with \(key) set to '\(value)' already declared"
    if item.owner == nil {
      faults.add(Violations(entity: words), at: item.path)
    } else {
      faults.own[kind] = .list([.message(words)])
    }
  }
}
