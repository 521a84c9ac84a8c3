public import Documents

/// Reads schemas in the form of JSON Schema, in which those of the enterprise edition's plugins are published.
///
/// That form says less than the gateway's own: it does not tell sets from lists, nor name rules over several fields.
/// Two things are assumed: a record in which something has a default, and in which nothing must be given, is filled where
/// it is absent; and a scope (`consumer`, `route`, …) that is not listed is one that the plugin does not take.
public enum SchemaJSONForm {
  private static let scopes = [
    ("consumer", "consumers"), ("consumer_group", "consumer_groups"), ("service", "services"), ("route", "routes"),
  ]

  /// Whether a document is in this form.
  public static func isJSONSchema(_ document: Node) -> Bool {
    document["properties"]?.object != nil && document["fields"] == nil
  }

  /// The document of a plugin in the gateway's own form.
  public static func pluginDocument(_ schema: Node) -> Node {
    var fields: [Node] = []
    for (scope, reference) in scopes {
      var attributes = Object([
        Object.Member(key: "type", node: "foreign"), Object.Member(key: "reference", node: Node(.string(reference))),
      ])
      if schema["properties"]?[scope] == nil { attributes["eq"] = .null }
      fields.append(named(scope, attributes))
    }
    if let protocols = schema["properties"]?["protocols"]?.object {
      var attributes = field(protocols, isRequired: true)
      attributes["type"] = "set"
      if var elements = attributes["elements"]?.object {
        elements["required"] = true
        attributes["elements"] = Node(.object(elements))
      }
      fields.append(named("protocols", attributes))
    }
    let config = schema["properties"]?["config"]?.object ?? Object([.init(key: "properties", node: [:])])
    var attributes = field(config, isRequired: true)
    attributes["type"] = "record"
    if attributes["fields"] == nil { attributes["fields"] = [] }
    fields.append(named("config", attributes))
    return ["fields": Node(.array(fields)), "entity_checks": []]
  }

  /// The document of an entity or any other record in the gateway's own form.
  public static func document(_ schema: Node) -> Node {
    ["fields": Node(.array(fields(schema.object ?? Object()))), "entity_checks": []]
  }

  private static func named(_ name: String, _ attributes: Object) -> Node {
    Node(.object(Object([Object.Member(key: name, node: Node(.object(attributes)))])))
  }

  private static func fields(_ schema: Object) -> [Node] {
    let required = Set((schema["required"]?.array ?? []).compactMap(\.string))
    return (schema["properties"]?.object ?? Object()).map { member in
      named(member.key, field(member.node.object ?? Object(), isRequired: required.contains(member.key)))
    }
  }

  private static func field(_ schema: Object, isRequired: Bool) -> Object {
    var result = typed(schema)
    let type = result["type"]?.string
    if isRequired || type == "record" && isFilled(schema) { result["required"] = true }
    guard type != "foreign" else { return result }
    let minimum = schema["minimum"]
    let maximum = schema["maximum"]
    if let minimum, let maximum {
      result["between"] = Node(.array([minimum, maximum]))
    } else {
      result["at_least"] = minimum
      result["at_most"] = maximum
    }
    let names = [
      ("default", "default"), ("enum", "one_of"), ("minLength", "len_min"), ("maxLength", "len_max"),
      ("x-encrypted", "encrypted"), ("x-referenceable", "referenceable"),
    ]
    for (theirs, ours) in names { result[ours] = schema[theirs] ?? result[ours] }
    return result
  }

  private static func typed(_ schema: Object) -> Object {
    var result = Object()
    func set(_ type: String) { result["type"] = Node(.string(type)) }
    let properties = schema["properties"]?.object
    let isReference = properties?.keys == ["id"] && schema["additionalProperties"]?.bool == false
    switch schema["type"]?.string {
    case _ where isReference || schema["x-foreign"]?.bool == true:
      set("foreign")
    case "object":
      if properties != nil {
        set("record")
        result["fields"] = Node(.array(fields(schema)))
      } else if let values = schema["additionalProperties"]?.object {
        set("map")
        result["keys"] = ["type": "string"]
        result["values"] = Node(.object(field(values, isRequired: false)))
      } else {
        set("json")
      }
    case "array":
      set("array")
      let items = schema["items"]?.object ?? Object()
      // Items that are one of several records are taken as they come.
      result["elements"] = items["oneOf"] != nil ? ["type": "json"] : Node(.object(field(items, isRequired: false)))
    case let type?:
      set(type)
    case nil:
      set("any")
    }
    return result
  }

  /// Whether an absent record becomes one of defaults: something in it has one, and nothing is left to be given.
  private static func isFilled(_ schema: Object) -> Bool {
    let wanted = (schema["required"]?.array ?? []).compactMap { name in
      name.string.flatMap { schema["properties"]?[$0]?.object }
    }
    return hasDefault(schema) && wanted.allSatisfy { $0["default"] != nil || isFilled($0) }
  }

  private static func hasDefault(_ schema: Object) -> Bool {
    (schema["properties"]?.object ?? Object()).contains { member in
      guard let inner = member.node.object else { return false }
      return inner["default"] != nil || hasDefault(inner)
    }
  }
}
