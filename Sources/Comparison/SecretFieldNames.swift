import Diagnostics
import Documents
import GatewayModel
import GatewaySchemas

/// Which names make what stands below them secret, where the schemas of a target are not at hand: rather more than too few.
public struct SecretFieldNames: Sendable {
  /// The names that do so here, besides those that do everywhere.
  private var secret: Set<String> = []
  /// All names of fields here.
  private var known: Set<String> = []

  /// The names that kinds list.
  static let ofKinds = EntityKind.all.reduce(into: Set<String>()) { $0.formUnion($1.secretFields) }

  /// The names that are secret everywhere.
  public init() {}

  /// Those, and the names of fields that a plugin's schema marks as secret; nil for a plugin that is not known.
  public init?(plugin name: String) {
    guard let config = SecretFieldNames.bundle.plugin(name)?.config else { return nil }
    self.init(config)
  }

  /// Those, and the names of fields that a schema marks as secret.
  init(_ field: SchemaField) { collect(field, named: field.name) }

  /// Whether what stands under a name is secret.
  public func contains(_ name: String) -> Bool {
    secret.contains(name) || SecretFieldNames.ofKinds.contains(name) || Secrets.isSecret(name: name, field: nil)
  }

  /// Whether a name that no field has is nearly one that makes its value secret: who misspells it has a secret all the same.
  public func isNearly(_ name: String) -> Bool {
    guard !known.contains(name), !SecretFieldNames.ofEntities.contains(name) else { return false }
    return NearestName.find(name, among: secret) != nil
      || NearestName.find(name, among: SecretFieldNames.everywhere) != nil
  }

  private static let bundle = SchemaBundle(edition: .enterprise, rules: nil)

  private static let everywhere = Secrets.fieldNames.union(ofKinds)

  /// The names of all fields of entities, and of what is nested in them.
  private static let ofEntities = EntityKind.all.reduce(into: Set<String>()) { names, kind in
    var own = SecretFieldNames()
    if let root = bundle.entity(kind.collection)?.root { own.collect(root) }
    names.formUnion(own.known)
    names.insert(kind.collection)
    for nested in kind.nested { if let key = nested.rule.nestedKey { names.insert(key) } }
  }

  private mutating func collect(_ field: SchemaField, named name: String) {
    if !field.name.isEmpty { known.insert(field.name) }
    if field.encrypted { secret.insert(name) }
    if let record = field.record { collect(record) }
    for inner in [field.elements, field.values].compactMap(\.self) { collect(inner, named: name) }
  }

  private mutating func collect(_ record: RecordSchema) {
    for inner in record.fields { collect(inner, named: inner.name) }
    for inner in record.shorthands { collect(inner.field, named: inner.field.name) }
  }
}
