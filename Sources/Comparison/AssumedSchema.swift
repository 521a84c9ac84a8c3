public import Documents
public import GatewaySchemas

extension RecordSchema {
  /// What is assumed of an entity whose schema the gateway does not serve: the fields that the files have, each of the
  /// type it has there, and tags. Whatever else the gateway has stays as it is.
  public static func assumed(for object: Object) -> RecordSchema {
    let fields = object.map { SchemaField.assumed($0.key, for: $0.node) }
    return RecordSchema(fields: object["tags"] == nil ? fields + [.tags] : fields)
  }
}

extension SchemaField {
  /// What is assumed of a field with a value.
  public static func assumed(_ name: String, for node: Node) -> SchemaField {
    if name == "tags" { return .tags }
    guard let object = node.object else { return SchemaField(name: name, attributes: Object()) }
    return SchemaField(
      name: name,
      attributes: Object([
        Object.Member(key: "type", node: "record"),
        Object.Member(key: "fields", node: Node(.array(object.map { assumedAttributes($0) }))),
      ]))
  }

  private static func assumedAttributes(_ member: Object.Member) -> Node {
    let inner = member.node.object.map { object in
      Object([
        Object.Member(key: "type", node: "record"),
        Object.Member(key: "fields", node: Node(.array(object.map { assumedAttributes($0) }))),
      ])
    }
    return Node(.object(Object([Object.Member(key: member.key, node: Node(.object(inner ?? Object())))])))
  }

  fileprivate static let tags = SchemaField(
    name: "tags",
    attributes: Object([
      Object.Member(key: "type", node: "set"), Object.Member(key: "elements", node: ["type": "string"]),
    ]))
}
