extension EntityKind {
  /// A part of an Admin API path.
  public enum PathPart: Sendable, Hashable {
    /// As it stands.
    case literal(String)
    /// The entity's own id.
    case id
    /// The id of the entity that this reference field points to.
    case reference(String)
    /// The text of a field, each part between slashes a segment of its own.
    case field(String)

    /// The text of a part that stands as it is; nil for any other.
    public var text: String? { if case .literal(let text) = self { text } else { nil } }
  }

  /// Short forms that are taken apart when a state file is loaded.
  public enum Sugar: Sendable, Hashable {
    /// A service's `url` for protocol, host, port and path.
    case serviceURL
    /// A route for gRPC strips no path unless told otherwise.
    case grpcKeepsPath
    /// A target without a port means port 8000, an IPv6 address has many spellings.
    case targetAddress
    /// A path with or without the slash at its beginning.
    case leadingSlash(String)
    /// An empty mapping under this key says nothing.
    case emptyMeansAbsent(String)
    /// An entity without this list means it with one item.
    case listDefault(String, item: String)
  }

  /// Texts that mean the same although they differ.
  public enum TextForm: Sendable, Hashable {
    /// A JSON document: compared by content.
    case json
    /// What the gateway stores is the SHA-1 of the text followed by the id in this reference field.
    case sha1(salt: String)
    /// What the gateway stores is a salted PBKDF2 string, if this field is true.
    case pbkdf2(switch: String)
  }

  /// How a state file writes entities of a kind.
  public enum FileForm: Sendable, Hashable {
    /// In a list under the name of their collection.
    case collection
    /// In the list `custom_entities`, with `type` and `fields`.
    case customEntity
    /// Only nested in the entity that it belongs to.
    case nested
  }

  /// When a kind takes part in a run.
  public enum Management: Sendable, Hashable {
    /// Always.
    case proxy
    /// Always, but for runs within select tags, since entities of the kind have none.
    case untagged
    /// Only in runs for roles and permissions alone.
    case rbac
    /// Only when plugin definitions are asked for.
    case definitions
    /// Only when the older interface for the limits of consumer groups is asked for.
    case overrides
    /// Never written, and read only when asked for.
    case readOnly
  }

  /// How entities of a kind are listed.
  public struct ListingRule: Sendable, Hashable {
    /// The path; a reference in it means one listing for each entity of the kind referred to.
    public var path: [PathPart]
    /// Whether the gateway filters the listing by tags; where it does not, whoever reads has to.
    public var honoursTags: Bool
    /// The reference that each item of the listing is the target of, where it lists no entities of the kind itself.
    public var itemReference: String?
    /// The key of the list in the answer, where it is part of a larger document; nil for the usual one.
    public var itemsKey: String?
    /// A field that items of the list have which are of another kind.
    public var foreignField: String?
    /// Further parameters of the request.
    public var query: [String: String] = [:]
    /// The reference field in the path, if there is one.
    public var parent: String? {
      for case .reference(let field) in path { return field }
      return nil
    }

    /// Makes a rule.
    public init(
      path: [PathPart], honoursTags: Bool = true, itemReference: String? = nil, itemsKey: String? = nil,
      foreignField: String? = nil, query: [String: String] = [:]
    ) {
      self.path = path
      self.honoursTags = honoursTags
      self.itemReference = itemReference
      self.itemsKey = itemsKey
      self.foreignField = foreignField
      self.query = query
    }
  }

  /// How entities of a kind are written.
  public struct WritingRule: Sendable, Hashable {
    /// How a new entity is made.
    public enum Creation: Sendable, Hashable {
      /// PUT to its path.
      case put
      /// POST to this path, with the id in the body if the kind has one.
      case post([PathPart])
    }

    /// How an entity is changed.
    public enum Update: Sendable, Hashable {
      /// PUT of the whole; what is left out returns to its default.
      case put
      /// PUT, and what is left out stays as it is.
      case mergingPut
      /// PATCH of what changes.
      case patch
    }

    /// How a new entity is made.
    public var creation: Creation
    /// How an entity is changed.
    public var update: Update
    /// Whether references stand in the body as bare ids.
    public var bareReferences: Bool
    /// Lists that stand in the body as one text with commas.
    public var joinedLists: Set<String>
    /// The only fields that a body has, since the path says the rest; nil for all.
    public var bodyFields: Set<String>?

    /// Makes a rule.
    public init(
      creation: Creation = .put, update: Update = .put, bareReferences: Bool = false, joinedLists: Set<String> = [],
      bodyFields: Set<String>? = nil
    ) {
      self.creation = creation
      self.update = update
      self.bareReferences = bareReferences
      self.joinedLists = joinedLists
      self.bodyFields = bodyFields
    }
  }

  /// Where a kind has configuration of its own kind for each entity.
  public struct ConfigurationRule: Sendable, Hashable {
    /// The field with the configuration.
    public var field: String
    /// The field whose text chooses the schema.
    public var selector: String
    /// The segment below `schemas` under which such schemas are served: `plugins`.
    public var schemas: String
    /// Whether an entity without a schema is at fault; else its configuration is compared as it is written.
    public var isRequired: Bool

    /// Makes a rule.
    public init(field: String, selector: String, schemas: String, isRequired: Bool) {
      self.field = field
      self.selector = selector
      self.schemas = schemas
      self.isRequired = isRequired
    }
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
}

/// A field that refers to another entity.
public struct ReferenceRule: Sendable, Hashable {
  /// How a state file writes the reference.
  public enum FileForm: Sendable, Hashable {
    /// A text, an id or a name: `service: mcp`.
    case text
    /// A mapping with an id or a name: `service: {name: mcp}`.
    case mapping
    /// A list of such mappings, each perhaps with more in it: `partials: [{name: redis, path: config.redis}]`.
    case list
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
  /// Whether a dump nests them there.
  public let isDumpedNested: Bool
  /// Whether the entries nested there, which name the other end of a link, bring it into being where no file has it.
  public let nestedEntriesCreate: Bool
  /// What happens on deletion of the one referred to.
  public let onDeletion: OnDeletion
  /// Whether null is refused.
  public let required: Bool

  /// Makes a rule.
  public init(
    _ field: String, to collection: String, form: FileForm, nestedKey: String? = nil, isDumpedNested: Bool = true,
    nestedEntriesCreate: Bool = false, onDeletion: OnDeletion, required: Bool = false
  ) {
    self.field = field
    self.collection = collection
    self.form = form
    self.nestedKey = nestedKey
    self.isDumpedNested = isDumpedNested
    self.nestedEntriesCreate = nestedEntriesCreate
    self.onDeletion = onDeletion
    self.required = required
  }
}
