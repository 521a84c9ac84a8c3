import Documents
import Foundation
import GatewayRules
import GatewaySchemas
import Testing

/// Whatever a field is written as: it is refused before anything is written, or it is what the gateway has afterwards, and
/// neither the next diff nor the dump shows a change that nobody made.
@Suite struct EdgeValueTests {
  static let bundle = SchemaBundle(edition: .oss, rules: .gateway)
  /// Those that a service can have: a plugin that only the whole gateway can have (acme) has one configuration at a time.
  static let plugins = bundle.pluginNames.filter { !isGlobal($0) }
  static let globalPlugins = bundle.pluginNames.filter(isGlobal)

  private static func isGlobal(_ name: String) -> Bool {
    guard let field = bundle.plugin(name)?.root["service"] else { return false }
    return field.attributes["eq"]?.isNull == true
  }

  @Test(arguments: plugins) func aPluginIsRefusedOrConverges(_ name: String) async throws {
    let config = try #require(Self.bundle.plugin(name)?.config?.record)
    let base = EdgeBase.configurations[name]?.object ?? EdgeValues.needed(config)
    let cases = [Node(.object(base))] + EdgeValues.records(of: config, from: base)
    try await converge(cases) { number, config in
      [
        "name": Node(.string("s\(number)")), "host": "h.example",
        "plugins": [["name": Node(.string(name)), "config": config]],
      ]
    } document: {
      ["services": Node(.array($0))]
    }
  }

  @Test(arguments: globalPlugins) func aGlobalPluginIsRefusedOrConverges(_ name: String) async throws {
    let config = try #require(Self.bundle.plugin(name)?.config?.record)
    let base = EdgeBase.configurations[name]?.object ?? EdgeValues.needed(config)
    let cases = EdgeValues.records(of: config, from: base)
    try await Gateway.run { gateway in
      var taken = 0
      // Each sixth: runs for each are many.
      for config in stride(from: 0, to: cases.count, by: 6).map({ cases[$0] }) {
        let plugin: Node = ["name": Node(.string(name)), "config": config]
        try gateway.scratch.write("edge.json", Self.text(["plugins": [plugin]], [plugin]))
        try await gateway.resetCounters()
        let sync = try await gateway.fairlead("sync", "edge.json")
        guard sync.status == 0 else {
          #expect(sync.status == 1, "\(sync.everything)")
          #expect(sync.errors.contains(/edge\.json:2:\d+: error:/), "\(sync.errors)")
          #expect(try await gateway.writes() == 0, "\(sync.errors)")
          continue
        }
        taken += 1
        let diff = try await gateway.fairlead("diff", "--non-zero-exit-code", "edge.json")
        #expect(diff.status == 0, "\(diff.everything)")
      }
      #expect(taken * 2 > cases.count / 6, "\(taken) of \(cases.count / 6)")
    }
  }

  @Test(arguments: EdgeBase.kinds.indices) func anEntityIsRefusedOrConverges(_ index: Int) async throws {
    let kind = EdgeBase.kinds[index]
    let schema = try #require(Self.bundle.entity(kind.name)?.root)
    let fields = RecordSchema(
      comparing: schema.fields.filter { !kind.except.contains($0.name) }, shorthands: schema.shorthands, ignoring: [])
    let cases = [Node(.object(kind.entity))] + EdgeValues.records(of: fields, from: kind.entity)
    try await converge(cases) { number, entity in
      guard var entity = entity.object else { return entity }
      if !kind.identity.isEmpty, entity[kind.identity] == nil {
        let text = kind.name == "targets" ? "10.0.\(number / 250).\(number % 250 + 1):80" : "e\(number)"
        entity[kind.identity] = Node(.string(text))
      }
      return Node(.object(entity))
    } document: { entities in
      guard let parent = kind.parent else { return [kind.name: Node(.array(entities))] }
      var above = parent.entity
      above[kind.name] = Node(.array(entities))
      return [parent.kind: [Node(.object(above))]]
    }
  }

  /// Syncs all that is not refused, and holds the gateway against the file and against its own dump.
  private func converge(
    _ cases: [Node], _ entity: (Int, Node) -> Node, document: ([Node]) -> Object
  ) async throws {
    try await Gateway.run { gateway in
      var entities = cases.enumerated().map { entity($0.offset, $0.element) }
      let all = entities.count
      var run = Program.Run(status: 1, output: "", errors: "")
      // What can be said of a file is said in one run; what is said with certainty only without that, in a second one.
      for _ in 0..<4 where run.status != 0 {
        try gateway.scratch.write("edges.json", Self.text(document(entities), entities))
        try await gateway.resetCounters()
        run = try await gateway.fairlead("sync", "edges.json")
        guard run.status != 0 else { break }
        try #require(run.status == 1 || run.status == 4, "\(run.status): \(run.errors.prefix(2000))")
        #expect(try await gateway.writes() == 0, "\(run.errors.prefix(2000))")
        let lines = Self.lines(of: run.errors)
        try #require(!lines.isEmpty, "no place: \(run.errors.prefix(2000))")
        entities = entities.indices.filter { !lines.contains($0 + 2) }.map { entities[$0] }
      }
      try #require(run.status == 0, "\(run.errors.prefix(2000))")
      // Where a plugin has little but a list that must not be empty, few are valid: 6 of 37 at the least, most of them elsewhere.
      #expect(entities.count * 7 >= all, "\(entities.count) of \(all) are taken")
      // The one to begin from is valid at least, so that the others are refused for themselves.
      #expect(entities.first.map { JSONWriter.write($0) } == JSONWriter.write(entity(0, cases[0])), "\(run.errors)")
      for file in ["edges.json", "dump.yaml"] {
        if file == "dump.yaml" {
          let dump = try await gateway.fairlead("dump", "--yes", "-o", file)
          #expect(dump.status == 0, "\(dump.errors)")
        }
        let diff = try await gateway.fairlead("diff", "--non-zero-exit-code", file)
        #expect(diff.status == 0, "\(file): \(diff.output.prefix(4000)) \(diff.errors.prefix(1000))")
      }
    }
  }

  /// The document with a line for each entity, from the second one on.
  private static func text(_ document: Object, _ entities: [Node]) -> String {
    let whole = String(decoding: JSONWriter.write(Node(.object(document))), as: UTF8.self)
    let list = "[" + entities.map { String(decoding: JSONWriter.write($0), as: UTF8.self) }.joined(separator: ",") + "]"
    let lined =
      "[\n" + entities.map { String(decoding: JSONWriter.write($0), as: UTF8.self) }.joined(separator: ",\n") + "\n]"
    return "{\"_format_version\": \"3.0\"," + whole.dropFirst().replacing(list, with: lined)
  }

  private static func lines(of errors: String) -> Set<Int> {
    Set(
      errors.matches(of: /edges\.json:(\d+):\d+: error:/).compactMap { Int($0.output.1) })
  }
}
