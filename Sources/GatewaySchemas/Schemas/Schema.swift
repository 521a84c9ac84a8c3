public import Documents
import GatewayModel

/// What a gateway says of one kind of entity or of one plugin: its fields, their types, defaults and limits.
///
/// A plugin's schema has the same form as an entity's; its own fields stand under `config`.
public final class Schema: Sendable {
  /// The name of the entity kind (`services`) or of the plugin (`key-auth`).
  public let name: String
  /// The fields at the top.
  public let root: RecordSchema
  /// For a plugin, where in it partials of each type may stand, by the types: `config.redis`.
  public let supportedPartials: [String: [String]]

  /// Makes a schema.
  public init(name: String, root: RecordSchema, supportedPartials: [String: [String]] = [:]) {
    self.name = name
    self.supportedPartials = supportedPartials
    self.root = root
  }

  /// The fields of a plugin's configuration; nil for an entity or a plugin without any.
  public var config: SchemaField? { root["config"] }
}

/// A group of named fields: an entity, a plugin's configuration, or a record within either.
public final class RecordSchema: Sendable {
  /// The fields in the gateway's order.
  public let fields: [SchemaField]
  /// Other names under which fields may be written, most of them deprecated.
  public let shorthands: [ShorthandField]
  /// Rules over several fields, as the gateway writes them.
  public let entityChecks: [Node]

  /// Whether this record or one within it has shorthands.
  let hasShorthands: Bool
  /// Where the record stands, for the rules that the gateway keeps as functions.
  let scope: RuleScope?
  /// The rules over several fields that the gateway keeps as functions.
  let customRules: [CustomRecordRule]

  /// The names of the fields.
  public let names: [String]
  /// What it means for each field to be absent from a file.
  public let absences: [Absence]
  /// The fields whose values may have to be brought into form before they are compared.
  public let formedFields: [SchemaField]
  /// The fields that may be null although they have a default.
  public let defaultedFields: [SchemaField]
  /// The fields that must be given, or hold fields that must.
  let neededFields: [SchemaField]

  /// What a field that a file leaves out asks of the gateway.
  public enum Absence: Sendable {
    /// To keep what it has.
    case kept
    /// To have nothing.
    case empty
    /// To have a default.
    case filled
  }

  private let index: PositionIndex
  private let shorthandIndex: [String: Int]
  /// Names that are no fields and yet not unknown.
  private let ignored: Set<String>

  /// Makes a record; of two fields with one name the first counts.
  public convenience init(fields: [SchemaField], shorthands: [ShorthandField] = [], entityChecks: [Node] = []) {
    self.init(fields: fields, shorthands: shorthands, entityChecks: entityChecks, scope: nil)
  }

  /// Makes a record of some fields of another one, for comparing: the names that are left out are not unknown.
  public convenience init(comparing fields: [SchemaField], shorthands: [ShorthandField], ignoring: Set<String>) {
    self.init(fields: fields, shorthands: shorthands, entityChecks: [], scope: nil, ignored: ignoring)
  }

  init(
    fields: [SchemaField], shorthands: [ShorthandField], entityChecks: [Node], scope: RuleScope?,
    ignored: Set<String> = []
  ) {
    self.ignored = ignored
    self.scope = scope
    self.customRules = scope?.recordRules ?? []
    self.fields = fields
    self.shorthands = shorthands
    self.entityChecks = entityChecks
    self.hasShorthands = !shorthands.isEmpty || fields.contains { $0.hasShorthands }
    self.names = fields.map(\.name)
    self.absences = fields.map { field in
      if field.auto { return .kept }
      return field.defaultValue == nil && !(field.type == .record && field.required) ? .empty : .filled
    }
    self.formedFields = fields.filter(\.takesForm)
    self.defaultedFields = fields.filter(\.leavesNull)
    self.neededFields = fields.filter(\.mayNotBeAbsent)
    var index = PositionIndex(capacity: fields.count)
    for (position, field) in fields.enumerated() { index.insert(KeyHash(field.name), position) }
    self.index = index
    self.shorthandIndex = Dictionary(
      shorthands.enumerated().map { ($1.field.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The field of a name.
  public subscript(name: String) -> SchemaField? { position(of: name).map { fields[$0] } }

  /// The position of the field of a name.
  public func position(of name: String) -> Int? { index.first(KeyHash(name)) { names[$0] == name } }

  /// Whether a name that is no field is known all the same.
  public func isIgnored(_ name: String) -> Bool { ignored.contains(name) }

  /// The rules over several fields, ready for use.
  var checks: [EntityCheck] { checkCache.checks(of: self) }
  private let checkCache = EntityCheckCache()

  /// The field or shorthand of a name.
  public func named(_ name: String) -> SchemaField? { self[name] ?? shorthand(name)?.field }

  /// The shorthand of a name.
  public func shorthand(_ name: String) -> ShorthandField? { shorthandIndex[name].map { shorthands[$0] } }
}

/// A second name for one or several fields of the same record, such as `redis_host` for `redis.host`.
public final class ShorthandField: Sendable {
  /// The field as it may be written.
  public let field: SchemaField
  /// The paths, from the record, of the fields it stands for; empty where the gateway does not say.
  public let replacements: [[String]]

  private let translations: [(written: Node, stored: Node)]

  /// Makes a shorthand; what is written as the one value is stored as the other.
  public init(field: SchemaField, replacements: [[String]], translations: [(written: Node, stored: Node)] = []) {
    self.field = field
    self.replacements = replacements
    self.translations = translations
  }

  /// What the fields that it stands for hold where this is written.
  public func stored(_ value: Node) -> Node {
    guard let translation = translations.first(where: { $0.written == value }) else { return value }
    return Node(translation.stored.value, at: value.place)
  }
}

/// The types that fields have.
public enum FieldType: String, Sendable {
  /// Text.
  case string
  /// A whole number.
  case integer
  /// Any number.
  case number
  /// True or false.
  case boolean
  /// A list whose order matters.
  case array
  /// A list whose order does not matter.
  case set
  /// Free keys with values of one type.
  case map
  /// Named fields.
  case record
  /// A reference to another entity, written `{"id": …}`.
  case foreign
  /// A function's source text.
  case function
  /// Any JSON value.
  case json
  /// A type this program does not know: taken as it comes.
  case any
}

/// One field of a record.
public final class SchemaField: Sendable {
  /// The name; empty for the elements of a list and the keys and values of a map.
  public let name: String
  /// The type.
  public let type: FieldType
  /// Whether null is refused. A required record is filled with its fields' defaults where it is absent.
  public let required: Bool
  /// The value of an absent field; nil where there is none (a default of null counts as none).
  public let defaultValue: Node?
  /// Whether the gateway generates a value where none is given.
  public let auto: Bool
  /// Whether no two entities may have the same value.
  public let unique: Bool
  /// Whether the gateway marks the value as secret.
  public let encrypted: Bool
  /// Whether a `{vault://…}` reference may stand for the value.
  public let referenceable: Bool
  /// The kind of entity that a foreign field refers to (`services`).
  public let reference: String?
  /// The schema of the items of an array or set.
  public let elements: SchemaField?
  /// The schema of the keys of a map.
  public let keys: SchemaField?
  /// The schema of the values of a map.
  public let values: SchemaField?
  /// The fields of a record.
  public let record: RecordSchema?
  /// Everything the gateway says of the field, for the rules that are looked up by name.
  public let attributes: Object
  /// The limits on the value, ready for use.
  let rules: [FieldRule]
  /// Whether the field is judged by another schema.
  let isAbstract: Bool
  /// Whether only null will do.
  let mustBeNull: Bool
  /// Whether a record within the value has shorthands.
  public let hasShorthands: Bool
  /// Whether a target may hold nothing where the default would be: it does not say that it fills it in.
  public let mayStayUnset: Bool
  /// Whether a value may be null although the field has a default: its absence says something else.
  public var leavesNull: Bool { defaultValue != nil && !required && !auto && !mayStayUnset }

  /// - Parameter scope: where the field stands, for the rules that the gateway keeps as functions.
  public init(name: String, attributes: Object, scope: RuleScope? = nil) {
    self.name = name
    self.attributes = attributes
    self.type = attributes["type"]?.string.flatMap(FieldType.init(rawValue:)) ?? .any
    self.required = attributes["required"]?.bool ?? false
    self.defaultValue = attributes["default"].flatMap { $0.isNull ? nil : $0 }
    self.auto = attributes["auto"]?.bool ?? false
    self.mayStayUnset = attributes[SchemaField.unsetMark]?.bool ?? false
    self.unique = attributes["unique"]?.bool ?? false
    self.encrypted = attributes["encrypted"]?.bool ?? false
    self.referenceable = attributes["referenceable"]?.bool ?? false
    self.reference = attributes["reference"]?.string
    self.isAbstract = attributes["abstract"] != nil
    self.mustBeNull = attributes["eq"]?.isNull == true
    func inner(_ key: String, _ mark: String) -> SchemaField? {
      attributes[key]?.object.map { SchemaField(name: "", attributes: $0, scope: scope?.within(mark)) }
    }
    let elements = inner("elements", "[]")
    let values = inner("values", "{}")
    let record = attributes["fields"] == nil ? nil : RecordSchema(document: attributes, scope: scope)
    self.elements = elements
    self.keys = inner("keys", "{key}")
    self.values = values
    self.record = record
    self.hasShorthands = record?.hasShorthands ?? elements?.hasShorthands ?? values?.hasShorthands ?? false
    self.rules = FieldRule.rules(in: attributes, type: type, custom: scope?.rule)
  }
}

extension SchemaField {
  /// The attribute of a field that a target may leave unset.
  static let unsetMark = "may_stay_unset"

  /// Whether a value of the field may be written in another form than the one that is compared and sent.
  public var takesForm: Bool {
    switch type {
    case .boolean, .number, .integer: true
    case .record: record.map { !$0.shorthands.isEmpty || !$0.formedFields.isEmpty } ?? false
    case .array, .set: elements?.takesForm ?? false
    default: false
    }
  }
}
