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

  /// Whether a text is a header for authentication with its value, as transformers take them in lists: `Authorization:Bearer …`.
  static func isHeader(_ text: String, inListOf name: String) -> Bool {
    guard name == "headers", let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
    return headerNames.contains(text[..<colon].lowercased())
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
    redacted(node, name: name, field: field, counterpart: counterpart, isWithinSecret: false)
  }

  /// - Parameter isWithinSecret: Whether a list or a mapping around the value is secret as a whole.
  private static func redacted(
    _ node: Node, name: String, field: SchemaField?, counterpart: Node?, isWithinSecret: Bool
  ) -> Node {
    let isWithinSecret = isWithinSecret || field?.encrypted == true
    if node.place.origin.isEnvironment || counterpart?.place.origin.isEnvironment == true {
      return node.isNull ? node : Node(.string(mask), at: node.place)
    }
    switch node.value {
    case .string(let text):
      let isOwn = isWithinSecret || isSecret(name: name, field: field) || isHeader(text, inListOf: name)
      guard !text.isEmpty, isOwn, !isVaultReference(text) else { return node }
      return Node(.string(mask), at: node.place)
    case .array(let items):
      let tainted = counterpart?.array?.contains { $0.containsEnvironmentValue } ?? false
      return Node(
        .array(
          items.map { item in
            if tainted { return Node(.string(mask), at: item.place) }
            return redacted(
              item, name: name, field: field?.elements ?? field, counterpart: nil, isWithinSecret: isWithinSecret)
          }), at: node.place)
    case .object(let object):
      return Node(
        .object(
          object.mapNodes { key, node in
            redacted(
              node, name: key, field: field?.record?.named(key) ?? field?.values, counterpart: counterpart?[key],
              isWithinSecret: isWithinSecret)
          }), at: node.place)
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
    fields.mapNodes { key, node in
      if kind.secretFields.contains(key) { return node.isNull ? node : Node(.string(mask), at: node.place) }
      let own = key == kind.configField ? configuration?.config : nil
      return redacted(node, name: key, field: own ?? schema?.root[key], counterpart: counterpart?[key])
    }
  }
}
