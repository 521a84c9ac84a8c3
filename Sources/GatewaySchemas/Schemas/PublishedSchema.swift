public import Documents

/// Lays a JSON schema over a schema in the gateway's own form: it tells defaults, values and limits, while it does not
/// tell what is a set, what must be unique or what refers to another entity.
public enum PublishedSchema {
  /// The joined document.
  ///
  /// - Parameters:
  ///   - schema: The JSON schema; fields of a credential may stand in a property `value`.
  ///   - base: The document in the gateway's form; nil where there is none.
  ///   - unset: Fields that only some entities have, so that their defaults are not filled in for all.
  public static func document(_ schema: Node, onto base: Node?, unset: Set<String> = []) -> Node {
    let schema = unwrapped(schema)
    guard var result = base?.object else { return SchemaJSONForm.document(schema) }
    let joined = fields(base?["fields"]?.array ?? [], schema, default: nil)
    result["fields"] = Node(
      .array(
        joined.map { item in
          guard let member = item.object?.members.first, unset.contains(member.key) else { return item }
          var attributes = member.node.object ?? Object()
          attributes[SchemaField.unsetMark] = true
          return named(member.key, attributes: attributes)
        }))
    return Node(.object(result))
  }

  /// The document of a vault's configuration, which the schema of vaults describes under a condition on their name.
  public static func vaultDocument(_ name: String, in schema: Node) -> Node? {
    for branch in unwrapped(schema)["allOf"]?.array ?? [] {
      guard branch["if"]?["properties"]?["name"]?["const"]?.string == name else { continue }
      guard let own = branch["then"]?["properties"]?["config"]?["properties"]?[name] else { continue }
      return SchemaJSONForm.document(["properties": ["config": own]])
    }
    return Node?.none
  }

  /// What stands in the property `value`, beside the other properties.
  private static func unwrapped(_ schema: Node) -> Node {
    guard var object = schema.object, var properties = object["properties"]?.object,
      let inner = properties["value"]?["properties"]?.object
    else { return schema }
    let required = (object["required"]?.array ?? []) + (properties["value"]?["required"]?.array ?? [])
    properties.removeValue(forKey: "value")
    for member in inner { properties[member.key] = member.node }
    object["properties"] = Node(.object(properties))
    object["required"] = Node(.array(required.filter { $0.string != "value" }))
    return Node(.object(object))
  }

  /// - Parameter whole: The default of the record that the fields belong to, which counts instead of their own.
  private static func fields(_ base: [Node], _ schema: Node, default whole: Object?) -> [Node] {
    var left = schema["properties"]?.object ?? Object()
    var result = base.map { item -> Node in
      guard let member = item.object?.members.first, let attributes = member.node.object else { return item }
      let property = left.removeValue(forKey: member.key) ?? [:]
      // What the whole leaves out is left unset where the whole is.
      let isUnset = whole != nil && whole?[member.key] == nil
      return named(
        member.key, attributes: joined(attributes, property, default: whole?[member.key], isUnset: isUnset))
    }
    guard !left.isEmpty else { return result }
    var rest = schema.object ?? Object()
    rest["properties"] = Node(.object(left))
    result += SchemaJSONForm.document(Node(.object(rest)))["fields"]?.array ?? []
    return result
  }

  private static func joined(
    _ base: Object, _ property: Node, default given: Node?, isUnset: Bool = false
  ) -> Object {
    var result = base
    let fallback = given ?? property["default"]
    if let inner = base["fields"]?.array {
      result["fields"] = Node(.array(fields(inner, property, default: fallback?.object ?? (isUnset ? Object() : nil))))
      return result
    }
    guard base["type"]?.string != "foreign" else { return result }
    let isStated = fallback.map { !$0.isNull } ?? false
    if let fallback, isStated { result["default"] = fallback }
    if result["default"] != nil, isUnset || !isStated { result[SchemaField.unsetMark] = true }
    if let values = property["enum"]?.array { result["one_of"] = Node(.array(values.filter { !$0.isNull })) }
    if let minimum = property["minimum"], let maximum = property["maximum"] {
      result["between"] = Node(.array([minimum, maximum]))
    }
    if property["x-encrypted"]?.bool == true { result["encrypted"] = true }
    if let elements = base["elements"]?.object, let items = property["items"] {
      result["elements"] = Node(.object(joined(elements, items, default: nil)))
    }
    return result
  }

  private static func named(_ name: String, attributes: Object) -> Node {
    Node(.object(Object([Object.Member(key: name, node: Node(.object(attributes)))])))
  }
}
