import Documents
import GatewaySchemas

/// Values at the edges of what a field's schema says: null, empty, the default, least and greatest, one item, two in
/// either order, and the same with each member of a record in turn. Not all are valid.
enum EdgeValues {
  static func values(of field: SchemaField) -> [Node] {
    var values: [Node] = [Node(.null)]
    if let fallback = field.defaultValue { values.append(fallback) }
    let choices = field.attributes["one_of"]?.array ?? []
    values += [choices.first, choices.last].compactMap(\.self)
    switch field.type {
    case .string:
      values += ["", valid(field), " x ", "ü", "0", "true", Node(.string(String(repeating: "a", count: 300)))]
    case .integer: values += [0, 1, 2_147_483_648] + bounds(of: field)
    case .number:
      let decimals = [0.1, 1.0 / 3, 0.30000000000000004, 1e10].map { Node(.decimal(DecimalNumber($0))) }
      values += [0, 1, 12_345_678_901_234] + decimals + bounds(of: field)
    case .boolean: values += [true, false]
    case .array, .set: values += lists(of: field)
    case .map: values += maps(of: field)
    case .record: values += field.record.map { [Node(.object(Object()))] + records(of: $0) } ?? []
    case .foreign, .function, .json, .any: break
    }
    return distinct(values)
  }

  /// A value that most rules take.
  static func valid(_ field: SchemaField) -> Node {
    if let choice = field.attributes["one_of"]?.array?.first { return choice }
    if let fallback = field.defaultValue, field.type != .record { return fallback }
    switch field.type {
    case .string:
      if field.attributes["uuid"]?.bool == true { return "11111111-1111-4111-8111-111111111111" }
      if field.name.contains("url") || field.name.contains("uri") || field.name.contains("endpoint") {
        return "http://example.com/x"
      }
      if field.name.contains("host") { return "a.example" }
      return field.name.contains("path") ? "/x" : "10.0.0.1"
    case .integer, .number: return bounds(of: field).first ?? 3
    case .boolean: return true
    case .array, .set: return Node(.array(field.elements.map { [valid($0)] } ?? []))
    case .map: return Node(.object(field.values.map { ["k": valid($0)] } ?? Object()))
    case .record: return Node(.object(field.record.map(needed) ?? Object()))
    case .foreign, .function, .json, .any: return Node(.null)
    }
  }

  /// A record with what it cannot do without.
  static func needed(_ record: RecordSchema) -> Object {
    Object(
      record.fields.filter { $0.required && $0.defaultValue == nil }.map {
        Object.Member(key: $0.name, node: valid($0))
      })
  }

  /// A record once for each value of each of its fields, under the names of today and of old.
  static func records(of record: RecordSchema, from base: Object? = nil) -> [Node] {
    let base = base ?? needed(record)
    return (record.fields + record.shorthands.map(\.field)).flatMap { field in
      values(of: field).map { value in
        var changed = base
        changed[field.name] = value
        return Node(.object(changed))
      }
    }
  }

  private static func bounds(of field: SchemaField) -> [Node] {
    let above = field.attributes["gt"]?.integer.map { [Node(.integer($0 + 1))] } ?? []
    return (field.attributes["between"]?.array ?? []) + above
  }

  private static func lists(of field: SchemaField) -> [Node] {
    guard let elements = field.elements else { return [[]] }
    let one = valid(elements)
    var lists: [Node] = [[], [one], [one, one]]
    if let other = values(of: elements).first(where: { !$0.isNull && $0 != "" && $0 != one }) {
      lists += [[one, other], [other, one]]
    }
    return lists + (elements.record.map { records(of: $0).map { [$0] } } ?? [])
  }

  private static func maps(of field: SchemaField) -> [Node] {
    guard let inner = field.values else { return [[:]] }
    return [[:], ["b": valid(inner), "a": valid(inner)]] + values(of: inner).filter { !$0.isNull }.map { ["k": $0] }
  }

  private static func distinct(_ values: [Node]) -> [Node] {
    var seen: Set<[UInt8]> = []
    return values.filter { seen.insert(JSONWriter.write($0)).inserted }
  }
}
