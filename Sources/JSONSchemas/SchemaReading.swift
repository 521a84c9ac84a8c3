import Documents

/// Looks through a schema before it is used, so that what is wrong with it is said whatever the values are like.
struct SchemaReading {
  private static let maximumDepth = 100
  /// Keywords whose value is a schema.
  private static let single = [
    "additionalItems", "additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then",
    "unevaluatedItems", "unevaluatedProperties", "contentSchema",
  ]
  /// Keywords whose value is a list of schemas.
  private static let lists = ["allOf", "anyOf", "oneOf", "prefixItems", "items"]
  /// Keywords whose value is a mapping with schemas.
  private static let mappings = [
    "$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties", "properties",
  ]
  private static let types: Set<String> = ["null", "boolean", "integer", "number", "string", "array", "object"]

  let root: Node
  var targets: [String: Node] = [:]
  var expressions: [String: RegularExpression] = [:]
  private var references: [(String, Node)] = []

  init(root: Node) {
    self.root = root
  }

  mutating func read(_ node: Node, depth: Int) throws(JSONSchemaError) {
    if node.bool != nil { return }
    guard let object = node.object else {
      throw JSONSchemaError(
        message: "a schema is a mapping or a boolean, not \(node.value.kindDescription)", node: node)
    }
    guard depth < Self.maximumDepth else {
      throw JSONSchemaError(message: "the schema is nested too deeply", node: node)
    }
    for name in ["$id", "id"] { if let id = object[name]?.string { targets[id] = node } }
    for name in ["$anchor", "$dynamicAnchor"] { if let anchor = object[name]?.string { targets["#" + anchor] = node } }
    for name in ["$ref", "$dynamicRef"] {
      guard let reference = object[name] else { continue }
      guard let text = reference.string else { throw JSONSchemaError(message: "'\(name)' is a text", node: reference) }
      references.append((text, reference))
    }
    try checkTypes(object)
    if let pattern = object["pattern"] { try compile(pattern.string, at: pattern) }
    for name in Self.single { if let inner = object[name], inner.array == nil { try read(inner, depth: depth + 1) } }
    for name in Self.lists {
      guard let inner = object[name] else { continue }
      for item in inner.array ?? [] { try read(item, depth: depth + 1) }
      if inner.array == nil, name != "items" { throw JSONSchemaError(message: "'\(name)' is a list", node: inner) }
    }
    for name in Self.mappings {
      guard let inner = object[name] else { continue }
      guard let members = inner.object else { throw JSONSchemaError(message: "'\(name)' is a mapping", node: inner) }
      for member in members where !(name == "dependencies" && member.node.array != nil) {
        if name == "patternProperties" { try compile(member.key, at: member.node) }
        try read(member.node, depth: depth + 1)
      }
    }
  }

  private func checkTypes(_ object: Object) throws(JSONSchemaError) {
    guard let type = object["type"] else { return }
    let names = type.array?.map(\.string) ?? [type.string]
    for name in names where name.map({ !Self.types.contains($0) }) ?? true {
      throw JSONSchemaError(
        message: "'type' is one of \(Self.types.sorted().joined(separator: ", "))\(name.map { ", not '\($0)'" } ?? "")",
        node: type)
    }
  }

  private mutating func compile(_ pattern: String?, at node: Node) throws(JSONSchemaError) {
    guard let pattern else { throw JSONSchemaError(message: "'pattern' is a text", node: node) }
    guard expressions[pattern] == nil else { return }
    do throws(RegularExpressionError) { expressions[pattern] = try RegularExpression(pattern) } catch {
      throw JSONSchemaError(message: "this is no regular expression: \(error)", node: node)
    }
  }

  mutating func resolveReferences() throws(JSONSchemaError) {
    for (reference, node) in references where targets[reference] == nil {
      guard let target = target(of: reference) else {
        let hint = reference.hasPrefix("#") ? "" : "; other documents are not fetched"
        throw JSONSchemaError(message: "nothing in the schema has the name '\(reference)'\(hint)", node: node)
      }
      targets[reference] = target
    }
  }

  private func target(of reference: String) -> Node? {
    guard reference.hasPrefix("#") else { return nil }
    var node = root
    for part in reference.dropFirst().split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      let name = String(part).replacing("~1", with: "/").replacing("~0", with: "~")
      switch node.value {
      case .object(let object):
        guard let next = object[name] else { return nil }
        node = next
      case .array(let items):
        guard let index = Int(name), items.indices.contains(index) else { return nil }
        node = items[index]
      default: return nil
      }
    }
    return reference == "#" || reference.hasPrefix("#/") ? node : nil
  }
}
