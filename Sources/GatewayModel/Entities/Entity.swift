public import Diagnostics
public import Documents

/// One entity, of a state file or of the gateway: its fields, and apart from them what it refers to.
public struct Entity: Sendable {
  /// What it is.
  public let kind: EntityKind
  /// The fields but for references, `id` among them, in the order and with the places they were read.
  public var fields: Object
  /// What the entity refers to; a reference that is null or absent is not among them.
  public var references: [EntityReference]
  /// Where the entity begins in its file; `.none` for one of the gateway.
  public var place: SourcePlace

  /// Makes an entity.
  public init(kind: EntityKind, fields: Object, references: [EntityReference] = [], place: SourcePlace = .none) {
    self.kind = kind
    self.fields = fields
    self.references = references
    self.place = place
  }

  /// The id, if one is given.
  public var id: String? { fields["id"]?.string }
  /// The `name`, if there is one.
  public var name: String? { fields["name"]?.string }

  /// Whether the entity has all of these tags.
  public func hasTags(_ tags: [String]) -> Bool {
    let own = fields["tags"]?.array?.compactMap(\.string) ?? []
    return tags.allSatisfy(own.contains)
  }

  /// The reference in a field.
  public func reference(_ field: String) -> EntityReference? {
    for index in references.indices where references[index].field == field { return references[index] }
    return nil
  }
}

/// A reference from one entity to another, with where it is written.
public struct EntityReference: Sendable {
  /// What is known of the entity referred to.
  public enum Target: Sendable, Hashable {
    /// Another entity of the same desired state, by its position.
    case desired(Int)
    /// An entity by its id.
    case id(String)
    /// An entity by its natural key, an id possibly: as the user wrote it, not yet found.
    case name(String)
  }

  /// The field that holds the reference.
  public var field: String
  /// The entity referred to.
  public var target: Target
  /// Where the reference is written; for a nested entity, where that begins.
  public var place: SourcePlace
  /// The position in the field's list, where that holds several references.
  public var item: Int?
  /// The field that a name is the value of, where it is not the first natural key.
  public var keyField: String?

  /// Makes a reference.
  public init(
    field: String, target: Target, place: SourcePlace = .none, item: Int? = nil, keyField: String? = nil
  ) {
    self.field = field
    self.target = target
    self.place = place
    self.item = item
    self.keyField = keyField
  }
}

extension EntityKind {
  /// Takes a body as targets answer it apart into fields and references; nulls at the top, which say nothing, are left
  /// out.
  ///
  /// Returns nil for what is no entity: not a mapping, or without an id where the kind has one.
  ///
  /// - Parameter owner: The reference to the entity below which it was listed, if it was.
  ///
  /// The mapping is taken and changed where it is: a listing has an entity for every few microseconds.
  public func entity(fromAnswer node: consuming Node, owner: EntityReference? = nil) -> Entity? {
    guard var fields = node.takeObject() else { return nil }
    var references: [EntityReference] = []
    func refer(_ field: String, _ id: String, _ item: Int? = nil) {
      references.append(EntityReference(field: field, target: .id(id), item: item))
    }
    if let owner { references.append(owner) }
    guard !hasID || fields["id"]?.string != nil else { return nil }
    for index in self.references.indices {
      let name = self.references[index].field
      guard let node = fields[name], !node.isNull else { continue }
      if self.references[index].form == .list {
        for (index, item) in (node.array ?? []).enumerated() {
          if let id = item["id"]?.string { refer(name, id, index) }
        }
        fields[name] = EntityKind.withoutKeys(node)
      } else {
        if name != owner?.field, let id = node["id"]?.string { refer(name, id) }
        fields.removeValue(forKey: name)
      }
    }
    fields.removeAll { $0.node.isNull || !echoedFields.isEmpty && echoedFields.contains($0.key) }
    var entity = Entity(kind: self, fields: fields, references: references)
    for spelling in spellings { spelling.settle(&entity.fields) }
    return hasID ? entity : withoutID(entity)
  }

  /// An entity of a kind without ids, such as the link that joins two others.
  public func link(_ references: [EntityReference], fields: Object = Object()) -> Entity {
    withoutID(Entity(kind: self, fields: fields, references: references))
  }

  /// An entity of a kind without ids goes by its natural key.
  private func withoutID(_ entity: Entity) -> Entity {
    var copy = entity
    let parts = (naturalKeys.first ?? []).map { entity.referenceID($0) ?? entity.fields[$0]?.string ?? "" }
    copy.fields["id"] = Node(.string(parts.joined(separator: " ")))
    return copy
  }

  /// The items of a list of references without what they refer to, which stands among the references.
  public static func withoutKeys(_ list: Node) -> Node {
    var copy = list
    guard let items = list.array else { return list }
    copy.value = .array(
      items.map { item in
        guard let object = item.object else { return item }
        return Node(.object(Object(object.filter { $0.key != "id" && $0.key != "name" })), at: item.place)
      })
    return copy
  }
}

extension EntityReference {
  /// The id or name that the reference holds; nil where it refers to an entity of the files by its position.
  public var referredID: String? {
    switch target {
    case .id(let id), .name(let id): id
    case .desired: nil
    }
  }
}

extension Entity {
  /// Whether something tells the entity from others of its kind: an id or a natural key, where the kind needs either.
  public var isIdentifiable: Bool {
    !kind.needsKeyOrID || id != nil
      || kind.naturalKeys.contains { key in
        // A key whose variable is not set has been reported as such.
        key.contains { fields[$0].map { !$0.isNull || $0.place.origin.isEnvironment } ?? false }
      }
  }

  /// The id that a reference holds; nil where there is none, or none known yet.
  public func referenceID(_ field: String) -> String? {
    for index in references.indices where references[index].field == field { return references[index].referredID }
    return nil
  }
}
