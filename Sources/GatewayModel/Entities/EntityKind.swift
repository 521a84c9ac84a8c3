/// A kind of entity as a row of data: how it is called, found, referred to, written and deleted.
///
/// The rows stand in ``EntityKind/all``; nothing else in the program knows one kind from another, so that a new kind is a new row.
/// Facts are those of the recorded gateway 3.9.1.
public final class EntityKind: Sendable {
  /// The word in messages: `service`, `key-auth`.
  public let name: String
  /// The key of its list in state files, and the name of its schema: `services`, `keyauth_credentials`.
  public let collection: String
  /// The Admin API's listing: `services`, `key-auths`.
  public let listing: String
  /// The fields that tell one entity from another where no id is given: alternatives in the order they are tried.
  public let naturalKeys: [[String]]
  /// Whether an entity without a natural key needs an id in a state file.
  public let needsKeyOrID: Bool
  /// The fields that hold a reference to another entity.
  public let references: [ReferenceRule]
  /// Fields that must stay unique over all entities of the kind, besides the natural keys.
  public let uniqueFields: [String]
  /// Fields at the top whose value is secret, whatever the schema says.
  public let secretFields: Set<String>
  /// Fields whose lists the gateway keeps in order although their order means nothing.
  public let unorderedFields: Set<String>
  /// Fields the schema does not list although the gateway takes them (`ttl`).
  public let unlistedFields: Set<String>
  /// The field that holds free configuration under a schema of its own, chosen by the entity's `name`.
  public let configField: String?
  /// Short forms that a state file may use.
  public let sugar: Set<Sugar>
  /// The path to one entity for PUT and DELETE.
  public let entityPath: [PathPart]
  /// How the entity is called in messages.
  public let label: LabelRule

  /// A part of an Admin API path.
  public enum PathPart: Sendable, Hashable {
    /// As it stands.
    case literal(String)
    /// The entity's own id.
    case id
    /// The id of the entity that this reference field points to.
    case reference(String)
  }

  /// Short forms that are taken apart when a state file is loaded.
  public enum Sugar: Sendable, Hashable {
    /// A service's `url` for protocol, host, port and path.
    case serviceURL
    /// A route for gRPC strips no path unless told otherwise.
    case grpcKeepsPath
  }

  /// How an entity is called, without ever using a secret.
  public struct LabelRule: Sendable, Hashable {
    /// The fields that may name it, the first with a value does; empty where its key is a secret.
    public var fields: [String]
    /// The references that belong to the name: `… for service mcp`.
    public var references: [String]
    /// Whether it is called `(global)` without any of these references.
    public var isGlobalAlone: Bool

    /// Makes a rule.
    public init(fields: [String], references: [String] = [], isGlobalAlone: Bool = false) {
      self.fields = fields
      self.references = references
      self.isGlobalAlone = isGlobalAlone
    }
  }

  /// Makes a row.
  public init(
    name: String, collection: String, listing: String, naturalKeys: [[String]], needsKeyOrID: Bool = true,
    references: [ReferenceRule] = [], uniqueFields: [String] = [], secretFields: Set<String> = [],
    unorderedFields: Set<String> = [], unlistedFields: Set<String> = [], configField: String? = nil,
    sugar: Set<Sugar> = [], entityPath: [PathPart]? = nil,
    label: LabelRule = LabelRule(fields: ["name"])
  ) {
    self.name = name
    self.collection = collection
    self.listing = listing
    self.naturalKeys = naturalKeys
    self.needsKeyOrID = needsKeyOrID
    self.references = references
    self.uniqueFields = uniqueFields
    self.secretFields = secretFields
    self.unorderedFields = unorderedFields
    self.unlistedFields = unlistedFields
    self.configField = configField
    self.sugar = sugar
    self.entityPath = entityPath ?? [.literal(listing), .id]
    self.label = label
  }

  /// The rule of a reference field.
  public func reference(_ field: String) -> ReferenceRule? { references.first { $0.field == field } }
}

extension EntityKind: Hashable {
  /// Rows are the same if they are the same row.
  public static func == (left: EntityKind, right: EntityKind) -> Bool { left === right }
  /// Hashes the row's identity.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// A field that refers to another entity.
public struct ReferenceRule: Sendable, Hashable {
  /// How a state file writes the reference.
  public enum FileForm: Sendable, Hashable {
    /// A text, an id or a name: `service: mcp`.
    case text
    /// A mapping with an id or a name: `service: {name: mcp}`.
    case mapping
  }

  /// What happens to the referring entity when the one referred to is deleted.
  public enum OnDeletion: Sendable, Hashable {
    /// It goes too.
    case cascade
    /// The gateway refuses the deletion while it is there.
    case refuse
  }

  /// The field.
  public let field: String
  /// The collection of the kind referred to: `services`.
  public let collection: String
  /// How a state file writes it.
  public let form: FileForm
  /// The key under which the referring entities may be nested in the one referred to; nil where they may not.
  public let nestedKey: String?
  /// What happens on deletion of the one referred to.
  public let onDeletion: OnDeletion
  /// Whether null is refused.
  public let required: Bool

  /// Makes a rule.
  public init(
    _ field: String, to collection: String, form: FileForm, nestedKey: String? = nil, onDeletion: OnDeletion,
    required: Bool = false
  ) {
    self.field = field
    self.collection = collection
    self.form = form
    self.nestedKey = nestedKey
    self.onDeletion = onDeletion
    self.required = required
  }
}
