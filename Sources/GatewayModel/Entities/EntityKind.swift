/// A kind of entity as a row of data: how it is called, what tells its entities apart, what they refer to, what of them is
/// secret.
///
/// How a target reaches it stands beside the target, in tables over ``EntityKind/identity``.
/// Facts are those of the recorded gateway 3.9.1, for the enterprise edition those published for 3.11.
public final class EntityKind: Sendable {
  /// Which kind it is.
  public let identity: Identity
  /// The word in messages: `service`, `key-auth`.
  public let name: String
  /// The key of its list in state files: `services`, `keyauth_credentials`.
  public let collection: String
  /// The name of its schema.
  public let schemaName: String
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
  /// Fields the schema does not list although the gateway takes them (`ttl`).
  public let unlistedFields: Set<String>
  /// Fields that an answer has besides the entity's own, such as the names of a certificate's SNIs.
  public let echoedFields: Set<String>
  /// Fields that the gateway fills in itself where they are left out, though its schema does not say so.
  public let generatedFields: Set<String>
  /// The field that holds free configuration under a schema of its own.
  public let configuration: ConfigurationRule?
  /// Texts that mean the same although they are written differently.
  public let textForms: [String: TextForm]
  /// Texts that files and gateways may write in several ways.
  public let spellings: [Spelling]
  /// When it takes part in a run.
  public let management: Management
  /// Whether it has an id of its own. One that has none is known by its natural key.
  public let hasID: Bool
  /// Whether it only joins two others: nested in one of them, its entry names the other.
  public let isLink: Bool
  /// Whether its references limit where an entity applies: together with its name they tell it from others.
  public let hasScopes: Bool
  /// The rule of the field that holds a list of references, if the kind has one.
  public let listReference: ReferenceRule?
  /// Whether fields are compared as they stand: the gateway neither fills in nor rewrites any of them.
  public let isComparedPlainly: Bool

  /// Makes a row.
  init(
    _ identity: Identity, name: String, collection: String, schemaName: String? = nil, naturalKeys: [[String]],
    needsKeyOrID: Bool = true,
    references: [ReferenceRule] = [], uniqueFields: [String] = [], secretFields: Set<String> = [],
    unlistedFields: Set<String> = [], echoedFields: Set<String> = [],
    generatedFields: Set<String> = [], configuration: ConfigurationRule? = nil,
    textForms: [String: TextForm] = [:], spellings: [Spelling] = [], management: Management = .proxy,
    hasID: Bool = true, isLink: Bool = false, hasScopes: Bool = false
  ) {
    self.identity = identity
    self.name = name
    self.collection = collection
    self.schemaName = schemaName ?? collection
    self.naturalKeys = naturalKeys
    self.needsKeyOrID = needsKeyOrID
    self.references = references
    self.uniqueFields = uniqueFields
    self.secretFields = secretFields
    self.unlistedFields = unlistedFields
    self.echoedFields = echoedFields
    self.generatedFields = generatedFields
    self.configuration = configuration
    self.textForms = textForms
    self.spellings = spellings
    self.management = management
    self.hasID = hasID
    self.isLink = isLink
    self.hasScopes = hasScopes
    self.isComparedPlainly = generatedFields.isEmpty && textForms.isEmpty
    self.listReference = references.first { $0.form == .list }
  }

  /// The rule of a reference field.
  ///
  /// Asked for every field of every entity: rules are looked at where they are, since copying one counts references.
  public func reference(_ field: String) -> ReferenceRule? {
    for index in references.indices where references[index].field == field { return references[index] }
    return nil
  }

  /// The field that holds free configuration.
  public var configField: String? { configuration?.field }
}

extension EntityKind: Hashable {
  /// Rows are the same if they are the same row.
  public static func == (left: EntityKind, right: EntityKind) -> Bool { left === right }
  /// Hashes the row's identity.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
