import Documents
import GatewayModel
import GatewaySchemas

/// A declarative configuration taken apart: its entities, flat, each with where it stood.
struct Declaration {
  /// An entity of the document.
  struct Item {
    /// The collection that it belongs to.
    var collection: Collection
    /// What it says, but for what is nested in it and what is for people alone.
    var fields: Object
    /// What it stood in, by position among the items, and the field that the nesting stands for.
    var owner: (position: Int, field: String)?
    /// The lists and positions on the way to it, from the top of the document.
    var path: [FaultTree.Step]
    /// The id it goes by, once it is settled.
    var id: UniqueID?

    /// Whether the document itself gives the id.
    var hasOwnID: Bool { fields["id"]?.string != nil }
  }

  /// The entities; what is nested comes after what it stands in.
  private(set) var items: [Item] = []
  /// Whether secrets are written plainly, to be hashed.
  private(set) var transforms = true
  /// What is wrong with the document itself.
  private(set) var faults = FaultTree()

  private let catalog: Catalog
  private static let versions = ["1.1", "2.1", "3.0"]
  private static let remarks: Set<String> = ["_comment", "_ignore"]

  /// Takes a document apart.
  init(_ document: Object, catalog: Catalog) {
    self.catalog = catalog
    readHeader(document)
    for member in document where !member.key.hasPrefix("_") {
      guard let collection = catalog.collection(named: member.key) else {
        faults.own[member.key] = .message("unknown field")
        continue
      }
      add(member.node, of: collection, in: nil, at: [])
    }
    refuseNestedServerNames(document)
  }

  private mutating func readHeader(_ document: Object) {
    switch document["_format_version"] {
    case nil: faults.own["_format_version"] = .message("required field missing")
    case let version?:
      if version.string.map(Declaration.versions.contains) != true {
        faults.own["_format_version"] = .message("expected one of: \(Declaration.versions.joined(separator: ", "))")
      }
    }
    transforms = document["_transform"]?.bool ?? true
    for key in document.keys where key.hasPrefix("_") {
      if !Declaration.remarks.contains(key), key != "_format_version", key != "_transform" {
        faults.own[key] = .message("unknown field")
      }
    }
  }

  private mutating func add(
    _ list: Node, of collection: Collection, in owner: (position: Int, field: String)?, at path: [FaultTree.Step]
  ) {
    guard let nodes = list.luaList else {
      if !list.isNull {
        faults.add(Violations(collection.name, "expected an array"), at: path)
      }
      return
    }
    for (index, node) in nodes.enumerated() {
      let step = FaultTree.Step(list: collection.name, index: index)
      guard let object = node.object else {
        faults.add(Violations(entity: "expected a record"), at: path + [step])
        continue
      }
      add(object, of: collection, in: owner, at: path + [step])
    }
  }

  private mutating func add(
    _ object: Object, of collection: Collection, in owner: (position: Int, field: String)?, at path: [FaultTree.Step]
  ) {
    let position = items.count
    let children = catalog.children[collection.name] ?? []
    var fields = object
    fields.removeAll { Declaration.remarks.contains($0.key) }
    var nested: [(Collection, String, Node)] = []
    for (child, reference) in children {
      // A field of the entity's own goes before a kind of the same name, such as a certificate's SNIs.
      guard let node = fields[child.name] else { continue }
      fields.removeValue(forKey: child.name)
      nested.append((child, reference.field, node))
    }
    items.append(Item(collection: collection, fields: fields, owner: owner, path: path))
    for (child, field, node) in nested { add(node, of: child, in: (position, field), at: path) }
  }

  /// A fault of that gateway: SNIs within a certificate lose it as soon as the document has consumers too.
  private mutating func refuseNestedServerNames(_ document: Object) {
    guard document["consumers"]?.array?.isEmpty == false else { return }
    for item in items where item.collection.name == "snis" && item.owner != nil {
      faults.add(Violations("certificate", "required field missing"), at: item.path)
    }
  }

  /// Settles the id of an item.
  mutating func settle(_ position: Int, id: UniqueID) { items[position].id = id }
  /// Changes the fields of an item.
  mutating func update(_ position: Int, _ change: (inout Object) -> Void) { change(&items[position].fields) }
}

extension Node {
  /// The value as a list; an empty mapping is one too.
  fileprivate var luaList: [Node]? { array ?? (object?.isEmpty == true ? [] : nil) }
}
