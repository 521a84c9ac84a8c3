import Documents
import GatewayModel
import GatewayRules
import GatewaySchemas

/// Which names make what stands below them secret, seen without knowing what kind of entity a text is about: rather more
/// than too few.
enum SecretFieldNames {
  /// The names that kinds list.
  static let ofKinds = EntityKind.all.reduce(into: Set<String>()) { $0.formUnion($1.secretFields) }

  /// The names of fields in a plugin's configuration that its schema marks as secret; nil for a plugin that is not known.
  static func ofPlugin(_ name: String) -> Set<String>? {
    guard let config = SchemaBundle.enterprise.plugin(name)?.config else { return nil }
    var names: Set<String> = []
    collect(config, named: config.name, into: &names)
    return names
  }

  private static func collect(_ field: SchemaField, named name: String, into names: inout Set<String>) {
    if field.encrypted { names.insert(name) }
    for inner in field.record?.fields ?? [] { collect(inner, named: inner.name, into: &names) }
    for inner in field.record?.shorthands ?? [] { collect(inner.field, named: inner.field.name, into: &names) }
    for inner in [field.elements, field.values].compactMap(\.self) { collect(inner, named: name, into: &names) }
  }
}
