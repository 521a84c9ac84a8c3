import Documents
import GatewayModel
import Reconciliation
import TestSupport

/// A state as a table: entities by kind and name, with a few fields of which a test knows all that there is to know.
struct Sketch {
  /// What an entity is known by.
  struct Key: Hashable {
    var kind: String
    var name: String
  }

  /// A field with its values; the first stands for a field that is left out.
  private struct Field {
    var name: String
    var fallback: Node
    var values: [Node]
    var isRequired = false
  }

  private static let tags = Field(name: "tags", fallback: .null, values: [["x"], ["y"], ["x", "y"], ["y", "x"]])
  private static let services: [Field] = [
    Field(name: "host", fallback: "", values: ["a.example", "b.example", "c.example"], isRequired: true),
    Field(name: "retries", fallback: 5, values: [5, 0, 7]),
    Field(name: "port", fallback: 80, values: [80, 8080]),
    Field(name: "path", fallback: .null, values: ["/p", "/q"]), tags,
  ]
  private static let routes: [Field] = [
    Field(name: "paths", fallback: .null, values: [["/a"], ["/b"], ["/a", "/b"]], isRequired: true),
    Field(name: "strip_path", fallback: true, values: [true, false]),
    Field(name: "methods", fallback: .null, values: [["GET"], ["GET", "POST"]]),
  ]
  private static let plugins: [Field] = [
    Field(name: "enabled", fallback: true, values: [true, false]),
    Field(name: "config.minute", fallback: .null, values: [1, 2, 3], isRequired: true),
    Field(name: "config.hour", fallback: .null, values: [100, 200]),
    Field(name: "config.policy", fallback: "local", values: ["local"]),
  ]
  private static let table: [String: [Field]] = [
    "services": services, "consumers": [tags], "routes": routes, "plugins": plugins,
  ]
  private static let names = [
    "services": ["s0", "s1", "s2", "s3"], "consumers": ["c0", "c1", "c2"], "routes": ["r0", "r1"],
    "plugins": ["rate-limiting"],
  ]

  private(set) var entities: [Key: [String: Node]] = [:]

  /// Some entities by chance.
  init(using generator: inout SeededGenerator) {
    for key in Sketch.keys where generator.chance(70) { entities[key] = Sketch.entity(key.kind, &generator) }
  }

  private static var keys: [Key] {
    names.keys.sorted().flatMap { kind in (names[kind] ?? []).map { Key(kind: kind, name: $0) } }
  }

  private static func entity(_ kind: String, _ generator: inout SeededGenerator) -> [String: Node] {
    var made: [String: Node] = [:]
    for field in table[kind] ?? [] where field.isRequired || generator.chance(50) {
      made[field.name] = field.values[generator.below(field.values.count)]
    }
    return made
  }

  /// What a field comes to: its default where it is left out, a set in order.
  static func meaning(_ kind: String, _ field: String, _ fields: [String: Node]?) -> Node {
    guard let fields else { return .null }
    let value = fields[field] ?? table[kind]?.first { $0.name == field }?.fallback ?? .null
    guard let items = value.array else { return value }
    let texts = items.compactMap(\.string)
    return Node(.array((field == "paths" ? texts : texts.sorted()).map { Node(.string($0)) }))
  }

  /// The fields of a kind.
  static func fieldNames(_ kind: String) -> [String] { (table[kind] ?? []).map(\.name) }

  /// Whether two entities mean the same.
  static func isSame(_ kind: String, _ left: [String: Node]?, _ right: [String: Node]?) -> Bool {
    fieldNames(kind).allSatisfy { meaning(kind, $0, left) == meaning(kind, $0, right) }
  }

  /// Changes one thing that means something; returns what.
  mutating func change(using generator: inout SeededGenerator) -> (key: Key, field: String?) {
    while true {
      let key = Sketch.keys[generator.below(Sketch.keys.count)]
      guard var fields = entities[key] else {
        entities[key] = Sketch.entity(key.kind, &generator)
        return (key, nil)
      }
      if generator.chance(15) {
        entities[key] = nil
        return (key, nil)
      }
      let choices = Sketch.table[key.kind] ?? []
      let field = choices[generator.below(choices.count)]
      let before = Sketch.meaning(key.kind, field.name, fields)
      fields[field.name] =
        !field.isRequired && generator.chance(30) ? nil : field.values[generator.below(field.values.count)]
      guard Sketch.meaning(key.kind, field.name, fields) != before else { continue }
      entities[key] = fields
      return (key, field.name)
    }
  }

  /// Gives an entity these fields, or takes it away.
  mutating func set(_ key: Key, to fields: [String: Node]?) { entities[key] = fields }

  /// The state as a file; with a generator, in an order made by chance.
  func text(shuffledBy generator: inout SeededGenerator) -> String {
    var kinds = Sketch.names.keys.sorted()
    kinds.shuffle(using: &generator)
    return kinds.map { kind in
      var keys = entities.keys.filter { $0.kind == kind }.sorted { $0.name < $1.name }
      keys.shuffle(using: &generator)
      return "# \(kind), number \(generator.next())\n" + line(kind, keys)
    }.joined(separator: "\n")
  }

  /// The state as a file.
  var text: String {
    Sketch.names.keys.sorted().map { kind in
      line(kind, entities.keys.filter { $0.kind == kind }.sorted { $0.name < $1.name })
    }.joined(separator: "\n")
  }

  private func line(_ kind: String, _ keys: [Key]) -> String {
    let items = keys.map { key -> Node in
      var object: Object = [(kind == "consumers" ? "username" : "name"): Node(.string(key.name))]
      var config = Object()
      for (name, value) in (entities[key] ?? [:]).sorted(by: { $0.key < $1.key }) {
        if name.hasPrefix("config.") { config[String(name.dropFirst(7))] = value } else { object[name] = value }
      }
      if !config.isEmpty { object["config"] = Node(.object(config)) }
      return Node(.object(object))
    }
    return "\(kind): \(String(decoding: JSONWriter.write(Node(.array(items))), as: UTF8.self))"
  }
}

extension Sketch.Key {
  /// The entity of a change.
  init(_ change: Change) {
    self.init(kind: change.kind.collection, name: change.kind == .plugin ? "rate-limiting" : change.label)
  }
}
