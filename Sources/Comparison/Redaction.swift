import Diagnostics
public import Documents
public import GatewayModel
public import GatewaySchemas

extension Secrets {
  /// Whether a text under this name is secret by its name or by its field's schema.
  public static func isSecret(name: String, field: SchemaField?) -> Bool {
    if field?.encrypted == true || fieldNames.contains(name) { return true }
    return headerNames.contains(name) || headerNames.contains(name.lowercased())
  }

  /// A copy that may be shown: each text that is secret by name, by schema or by origin is replaced by the mask.
  ///
  /// - Parameters:
  ///   - node: The value to show.
  ///   - name: The key under which it stands; list items go by the key of their list.
  ///   - field: What the schema says of it, if it does.
  ///   - counterpart: The value from the files in the same place: where that came from the environment, this one is
  ///     secret too, such as the value that it replaces.
  public static func redacted(_ node: Node, name: String, field: SchemaField?, counterpart: Node? = nil) -> Node {
    redacted(node, name: name, field: field, counterpart: counterpart, isMarked: false)
  }

  /// The same below a list or mapping that its schema marks as a whole, which then marks none of its items.
  private static func redacted(
    _ node: Node, name: String, field: SchemaField?, counterpart: Node?, isMarked: Bool
  ) -> Node {
    let isMarked = isMarked || field?.encrypted == true
    if node.place.origin.isEnvironment || counterpart?.place.origin.isEnvironment == true {
      return node.isNull ? node : Node(.string(mask), at: node.place)
    }
    switch node.value {
    case .string(let text):
      guard !text.isEmpty, isMarked || isSecret(name: name, field: field), !isVaultReference(text) else { return node }
      return Node(.string(mask), at: node.place)
    case .array(let items):
      let tainted = counterpart?.array?.contains { $0.containsEnvironmentValue } ?? false
      return Node(
        .array(
          items.map { item in
            if tainted { return Node(.string(mask), at: item.place) }
            return redacted(
              item, name: name, field: field?.elements ?? field, counterpart: nil, isMarked: isMarked)
          }), at: node.place)
    case .object(let object):
      return Node(
        .object(
          Object(
            object.map { member in
              var shown = member
              shown.node = redacted(
                member.node, name: member.key, field: field?.record?[member.key] ?? field?.values,
                counterpart: counterpart?[member.key], isMarked: isMarked)
              return shown
            })), at: node.place)
    default:
      return node
    }
  }
}

extension Secrets {
  /// The fields of an entity as they may be shown.
  ///
  /// - Parameters:
  ///   - fields: The fields.
  ///   - kind: What the entity is.
  ///   - schema: The schema of its kind, if it is known.
  ///   - configuration: The schema of its own configuration, if it is known.
  ///   - counterpart: The fields from the files where these are the live ones: what is secret there is secret here.
  public static func redacted(
    _ fields: Object, of kind: EntityKind, schema: Schema?, configuration: Schema?, counterpart: Object?
  ) -> Object {
    Object(
      fields.map { member in
        var shown = member
        guard !kind.secretFields.contains(member.key) else {
          if !member.node.isNull { shown.node = Node(.string(mask), at: member.node.place) }
          return shown
        }
        let own = member.key == kind.configField ? configuration?.config : nil
        shown.node = redacted(
          member.node, name: member.key, field: own ?? schema?.root[member.key], counterpart: counterpart?[member.key])
        return shown
      })
  }
}
