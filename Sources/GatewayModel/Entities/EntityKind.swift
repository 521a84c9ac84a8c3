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
  /// Fields whose lists the gateway keeps in order although their order means nothing.
  public let unorderedFields: Set<String>
  /// Fields the schema does not list although the gateway takes them (`ttl`).
  public let unlistedFields: Set<String>
  /// Fields that an answer has besides the entity's own, such as the names of a certificate's SNIs.
  public let echoedFields: Set<String>
  /// Fields that the gateway fills in itself where they are left out, though its schema does not say so.
  public let generatedFields: Set<String>
  /// The field that holds free configuration under a schema of its own.
  public let configuration: ConfigurationRule?
  /// Whether only a gateway can tell which values its schema allows: what it was made with.
  public let isEnumeratedByGateway: Bool
  /// Texts that mean the same although they are written differently.
  public let textForms: [String: TextForm]
  /// Short forms that a state file may use.
  public let sugar: [Sugar]
  /// The field that a bare text stands for where the entity is nested.
  public let shortField: String?
  /// How a state file writes it at the top level.
  public let fileForm: FileForm
  /// When it takes part in a run.
  public let management: Management
  /// Whether it has an id of its own. One that has none is known by its natural key.
  public let hasID: Bool
  /// Whether a dump keeps its id in any case: what nothing else names, or what others refer to by id alone.
  public let dumpsID: Bool
  /// Fields that a dump keeps although they have their default, since other readers of the format want them.
  public let alwaysDumped: Set<String>
  /// Whether it only joins two others: nested in one of them, its entry names the other.
  public let isLink: Bool
  /// How the entity is called in messages.
  public let label: LabelRule
  /// The rule of the field that holds a list of references, if the kind has one.
  public let listReference: ReferenceRule?
  /// Whether fields are compared as they stand: the gateway neither fills in nor rewrites any of them.
  public let isComparedPlainly: Bool

  /// Makes a row.
  init(
    _ identity: Identity, name: String, collection: String, schemaName: String? = nil, naturalKeys: [[String]],
    needsKeyOrID: Bool = true,
    references: [ReferenceRule] = [], uniqueFields: [String] = [], secretFields: Set<String> = [],
    unorderedFields: Set<String> = [], unlistedFields: Set<String> = [], echoedFields: Set<String> = [],
    generatedFields: Set<String> = [], configuration: ConfigurationRule? = nil,
    isEnumeratedByGateway: Bool = false,
    textForms: [String: TextForm] = [:], sugar: [Sugar] = [], shortField: String? = nil,
    fileForm: FileForm = .collection, management: Management = .proxy, hasID: Bool = true, dumpsID: Bool = false,
    alwaysDumped: Set<String> = [],
    isLink: Bool = false,
    label: LabelRule = LabelRule(fields: ["name"])
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
    self.unorderedFields = unorderedFields
    self.unlistedFields = unlistedFields
    self.echoedFields = echoedFields
    self.generatedFields = generatedFields
    self.configuration = configuration
    self.isEnumeratedByGateway = isEnumeratedByGateway
    self.textForms = textForms
    self.sugar = sugar
    self.shortField = shortField
    self.fileForm = fileForm
    self.management = management
    self.hasID = hasID
    self.dumpsID = dumpsID
    self.alwaysDumped = alwaysDumped
    self.isLink = isLink
    self.label = label
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
