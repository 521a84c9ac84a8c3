import Documents

/// Turns the bundle's compact form, which `compact.py` describes and writes, into the document that a gateway serves.
enum CompactSchema {
  private static let types: [Character: String] = [
    "s": "string", "i": "integer", "n": "number", "b": "boolean", "a": "array", "e": "set", "m": "map", "r": "record",
    "f": "foreign", "u": "function", "j": "json", "x": "any",
  ]

  /// The document of a compact text; nil for a text that is none.
  static func document(_ text: String) -> Node? {
    guard let object = try? JSONReader.read(Array(text.utf8)).object else { return nil }
    var document = record(object)
    if document["entity_checks"] == nil { document["entity_checks"] = Node(.array([])) }
    return Node(.object(document))
  }

  private static func record(_ compact: Object) -> Object {
    var result = Object()
    if let fields = compact["fields"]?.object { result["fields"] = list(fields) }
    if let shorthands = compact["shorthands"]?.object { result["shorthand_fields"] = list(shorthands) }
    if let checks = compact["checks"] { result["entity_checks"] = checks }
    return result
  }

  private static func list(_ fields: Object) -> Node {
    Node(.array(fields.map { Node(.object(Object([Object.Member(key: $0.key, node: field($0.node))]))) }))
  }

  private static func field(_ compact: Node) -> Node {
    guard let object = compact.object else { return Node(.object(typed(compact.string ?? ""))) }
    var result = typed(object["t"]?.string ?? "")
    for member in object {
      switch member.key {
      case "t", "fields", "shorthands", "checks": continue
      case "of": result["elements"] = field(member.node)
      case "default" where member.node["random"] != nil:
        result["default"] = drawn(member.node["random"]?.integer ?? 32)
      case "keys", "values": result[member.key] = field(member.node)
      default: result[member.key] = member.node
      }
    }
    for member in record(object) { result[member.key] = member.node }
    return Node(.object(result))
  }

  /// A default that a gateway draws when it starts: random letters and digits.
  private static func drawn(_ length: Int) -> Node {
    let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    let bytes = (0..<max(0, length)).map { _ in letters[Int.random(in: letters.indices)] }
    return Node(.string(String(decoding: bytes, as: UTF8.self)))
  }

  private static func typed(_ code: String) -> Object {
    var result = Object()
    if let type = code.first.flatMap({ types[$0] }) { result["type"] = Node(.string(type)) }
    if code.hasSuffix("!") { result["required"] = true }
    if code.hasSuffix("?") { result["required"] = false }
    return result
  }
}
