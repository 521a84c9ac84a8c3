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

  /// The reference in a field.
  public func reference(_ field: String) -> EntityReference? { references.first { $0.field == field } }
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

  /// Makes a reference.
  public init(field: String, target: Target, place: SourcePlace = .none) {
    self.field = field
    self.target = target
    self.place = place
  }
}

extension EntityKind {
  /// Takes a body as the gateway answers it apart into fields and references; nulls at the top, which say nothing, are
  /// left out.
  ///
  /// Returns nil for what is no entity: not a mapping, or without an id.
  public func entity(fromAnswer node: Node) -> Entity? {
    guard let object = node.object, object["id"]?.string != nil else { return nil }
    var fields: [Object.Member] = []
    fields.reserveCapacity(object.count)
    var references: [EntityReference] = []
    for member in object {
      if reference(member.key) != nil {
        if let id = member.node["id"]?.string {
          references.append(EntityReference(field: member.key, target: .id(id)))
        }
      } else if !member.node.isNull {
        fields.append(member)
      }
    }
    return Entity(kind: self, fields: Object(fields), references: references)
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
    switch reference(field)?.target {
    case .id(let id), .name(let id): id
    case nil, .desired: nil
    }
  }
}
