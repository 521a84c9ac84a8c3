/// A kind of entity as a row of data: how it is called, what tells its entities apart, what they refer to, what of them is
/// secret.
///
/// How a target reaches it stands beside the target, in tables over ``EntityKind/identity``.
/// Facts are those of the recorded gateway 3.9.1, for the enterprise edition those published for 3.11.
package final class EntityKind: Sendable {
  /// Which kind it is.
  package let identity: Identity
  /// The word in messages: `service`, `key-auth`.
  package let name: String
  /// The key of its list in state files: `services`, `keyauth_credentials`.
  package let collection: String
  /// The name of its schema.
  package let schemaName: String
  /// The fields that tell one entity from another where no id is given: alternatives in the order they are tried.
  package let naturalKeys: [[String]]
  /// Whether an entity without a natural key needs an id in a state file.
  package let needsKeyOrID: Bool
  /// The fields that hold a reference to another entity.
  package let references: [ReferenceRule]
  /// Fields that must stay unique over all entities of the kind, besides the natural keys.
  package let uniqueFields: [String]
  /// Fields at the top whose value is secret, whatever the schema says.
  package let secretFields: Set<String>
  /// Fields whose lists the gateway keeps in order although their order means nothing.
  package let unorderedFields: Set<String>
  /// Fields the schema does not list although the gateway takes them (`ttl`).
  package let unlistedFields: Set<String>
  /// Fields that an answer has besides the entity's own, such as the names of a certificate's SNIs.
  package let echoedFields: Set<String>
  /// Fields that the gateway fills in itself where they are left out, though its schema does not say so.
  package let generatedFields: Set<String>
  /// The field that holds free configuration under a schema of its own.
  package let configuration: ConfigurationRule?
  /// Whether only a gateway can tell which values its schema allows: what it was made with.
  package let isEnumeratedByGateway: Bool
  /// Texts that mean the same although they are written differently.
  package let textForms: [String: TextForm]
  /// Short forms that a state file may use.
  package let sugar: [Sugar]
  /// The field that a bare text stands for where the entity is nested.
  package let shortField: String?
  /// How a state file writes it at the top level.
  package let fileForm: FileForm
  /// When it takes part in a run.
  package let management: Management
  /// Whether it has an id of its own. One that has none is known by its natural key.
  package let hasID: Bool
  /// Whether a dump keeps its id in any case: what nothing else names, or what others refer to by id alone.
  package let dumpsID: Bool
  /// Fields that a dump keeps although they have their default, since other readers of the format want them.
  package let alwaysDumped: Set<String>
  /// Whether it only joins two others: nested in one of them, its entry names the other.
  package let isLink: Bool
  /// How the entity is called in messages.
  package let label: LabelRule
  /// The rule of the field that holds a list of references, if the kind has one.
  package let listReference: ReferenceRule?
  /// Whether fields are compared as they stand: the gateway neither fills in nor rewrites any of them.
  package let isComparedPlainly: Bool

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
  package func reference(_ field: String) -> ReferenceRule? {
    for index in references.indices where references[index].field == field { return references[index] }
    return nil
  }

  /// The field that holds free configuration.
  package var configField: String? { configuration?.field }
}

extension EntityKind: Hashable {
  /// Rows are the same if they are the same row.
  package static func == (left: EntityKind, right: EntityKind) -> Bool { left === right }
  /// Hashes the row's identity.
  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
