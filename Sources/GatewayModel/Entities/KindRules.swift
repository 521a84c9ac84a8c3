extension EntityKind {
  /// Texts that mean the same although they differ.
  public enum TextForm: Sendable, Hashable {
    /// A JSON document: compared by content.
    case json
    /// What the gateway stores is the SHA-1 of the text followed by the id in this reference field.
    case sha1(salt: String)
    /// What the gateway stores is a salted PBKDF2 string, if this field is true.
    case pbkdf2(switch: String)
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
    /// Only where files have some, or when an AI gateway is concerned.
    case aiGateway
    /// Only when the older interface for the limits of consumer groups is asked for.
    case overrides
    /// Never written, and read only when asked for.
    case readOnly
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
  /// Whether an entity keeps the one that it was made with: to belong to another it has to be made anew.
  public let isFixed: Bool

  /// Makes a rule.
  public init(
    _ field: String, to collection: String, form: FileForm, nestedKey: String? = nil, isDumpedNested: Bool = true,
    nestedEntriesCreate: Bool = false, onDeletion: OnDeletion, required: Bool = false, isFixed: Bool = false
  ) {
    self.field = field
    self.collection = collection
    self.form = form
    self.nestedKey = nestedKey
    self.isDumpedNested = isDumpedNested
    self.nestedEntriesCreate = nestedEntriesCreate
    self.onDeletion = onDeletion
    self.required = required
    self.isFixed = isFixed
  }
}
