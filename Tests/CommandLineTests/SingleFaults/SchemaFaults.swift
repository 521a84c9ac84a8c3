import Documents
import GatewaySchemas
import TestSupport

/// Files with one fault each, drawn from the limits that schemas tell of.
enum SchemaFaults {
  /// One fault of each sort for each field of a kind or plugin, at every depth.
  static func files(of schema: String) -> [FaultyFile] {
    let sound = FaultyFile.sound(schema)
    if let plugin = FaultyFile.bundle.plugin(schema) {
      guard let record = plugin.config?.record else { return [] }
      return faults(in: record, sound["config"]?.object ?? Object()).map { fault, config in
        FaultyFile(
          schema: schema, fault: "config.\(fault)", entity: sound.setting(["config"], to: Node(.object(config))))
      }
    }
    guard let root = FaultyFile.bundle.entity(schema)?.root else { return [] }
    return faults(in: root, sound).map { FaultyFile(schema: schema, fault: $0, entity: $1) }
  }

  /// What the gateway alone decides, and what is told by where an entity stands.
  private static let left: Set<String> = ["id", "created_at", "updated_at", "ws_id", "cert_digest", "password"]

  private static func faults(in record: RecordSchema, _ sound: Object) -> [(String, Object)] {
    var faults = [("an unknown field", sound.setting(["no-such-field"], to: 1))]
    for field in record.fields where field.type != .foreign && !left.contains(field.name) {
      if field.required, field.defaultValue == nil, sound[field.name] != nil, field.type != .record {
        var without = sound
        without.removeValue(forKey: field.name)
        faults.append(("\(field.name) missing", without))
      }
      faults += values(field).map { ("\(field.name) \($0)", sound.setting([field.name], to: $1)) }
      if let inner = field.record {
        faults += SchemaFaults.faults(in: inner, sound[field.name]?.object ?? EdgeValues.needed(inner)).map {
          ("\(field.name).\($0)", sound.setting([field.name], to: Node(.object($1))))
        }
      }
    }
    return faults
  }

  private static func values(_ field: SchemaField) -> [(String, Node)] {
    var values: [(String, Node)] = []
    switch field.type {
    case .string: values = [("of a wrong type", 5)] + texts(field)
    case .integer:
      values = [("of a wrong type", "text"), ("no whole number", Node(.decimal(DecimalNumber(0.5))))] + numbers(field)
    case .number: values = [("of a wrong type", "text")] + numbers(field)
    case .boolean: values = [("of a wrong type", 5)]
    case .array, .set:
      values = [("of a wrong type", 5)]
      if let elements = field.elements {
        values += SchemaFaults.values(elements).map { ("with an item \($0)", [$1]) }
      }
    case .map, .record: values = [("of a wrong type", 5)]
    case .foreign, .function, .json, .any: break
    }
    return values
  }

  private static func texts(_ field: SchemaField) -> [(String, Node)] {
    var values: [(String, Node)] = []
    if field.attributes["one_of"]?.array?.isEmpty == false { values.append(("of no choice", "no-such-choice")) }
    if field.attributes["uuid"]?.bool == true { values.append(("no id", "no-id")) }
    if let length = field.attributes["len_max"]?.integer {
      values.append(("too long", Node(.string(String(repeating: "a", count: length + 1)))))
    }
    if field.attributes["len_min"]?.integer ?? 1 > 0 { values.append(("empty", "")) }
    if field.attributes["starts_with"] != nil { values.append(("with a wrong beginning", "x")) }
    return values
  }

  private static func numbers(_ field: SchemaField) -> [(String, Node)] {
    var values: [(String, Node)] = []
    let limits = (field.attributes["between"]?.array ?? []).compactMap(\.integer)
    if limits.count == 2 {
      values += [("too small", Node(.integer(limits[0] - 1))), ("too large", Node(.integer(limits[1] + 1)))]
    }
    if let limit = field.attributes["gt"]?.integer { values.append(("too small", Node(.integer(limit)))) }
    return values
  }
}
