import Documents
import Foundation
import GatewayRules
import GatewaySandbox
import GatewaySchemas
import Testing

/// A canary in every field that can hold one: it is in no plan, on no page, and in nothing that is said.
@Suite struct PlanCanaryTests {
  private static let canary = "CANARY"

  /// Makes a plan, shows it as each kind of page, and returns how the planning ended.
  private func plan(
    _ gateway: Gateway, _ arguments: [String], _ environment: [String: String] = [:]
  ) async throws -> Int32 {
    try? FileManager.default.removeItem(at: gateway.scratch.url("plan.json"))
    let run = try await gateway.run(["plan", "-o", "plan.json"] + arguments, environment: environment)
    #expect(!run.everything.contains(Self.canary), "\(run.everything)")
    guard run.status == 0 else { return run.status }
    #expect(!(try gateway.scratch.read("plan.json").contains(Self.canary)))
    for format in ["text", "markdown", "html", "json"] {
      let page = try await Program.run(
        "fairlead", ["plan", "show", "--format", format, "plan.json"], in: gateway.scratch.folder)
      #expect(page.status == 0 && !page.everything.contains(Self.canary), "\(page.everything)")
    }
    return run.status
  }

  /// Each text of a file comes from a variable of its own, equal ones from the same: alone and then, where the gateway takes
  /// them, all together, as something new and as a change.
  @Test func whatComesFromTheEnvironmentIsNotShown() async throws {
    let document = try StatePair.creating.document()
    var texts: [String] = []
    var names: Set<String> = []
    Self.visit(document) { key, text in
      if Self.naming.contains(key) { names.insert(text) }
      // What chooses a form or a plugin is no value.
      if !Self.choosing.contains(key), !Self.plugins.contains(text), !texts.contains(text) { texts.append(text) }
    }
    try await Gateway.run(.everything) { gateway in
      func write(_ chosen: [Int]) throws {
        let replaced = Self.replacing(document) { text in
          guard let index = texts.firstIndex(of: text), chosen.contains(index) else { return text }
          return "${{ env \"DECK_C\(index)\" }}"
        }
        try gateway.scratch.write("kong.yaml", String(decoding: YAMLWriter.write(replaced), as: UTF8.self))
      }
      func environment(_ chosen: [Int], _ number: Int) -> [String: String] {
        Dictionary(
          uniqueKeysWithValues: chosen.map {
            // What names an entity stays: nobody can tell that what has gone was named by a variable.
            ("DECK_C\($0)", texts[$0] + "\(Self.canary)-\($0)" + (names.contains(texts[$0]) ? "" : "-\(number)"))
          })
      }
      var taken: [Int] = []
      for index in texts.indices {
        try write([index])
        if try await plan(gateway, ["kong.yaml"], environment([index], 1)) == 0 { taken.append(index) }
      }
      #expect(taken.count * 2 > texts.count, "\(taken.count) of \(texts.count)")
      try write(taken)
      for number in 1...2 {
        let variables = environment(taken, number)
        #expect(try await plan(gateway, ["--max-deletes", "100%", "kong.yaml"], variables) == 0)
        let sync = try await gateway.fairlead("sync", "--max-deletes", "100%", "kong.yaml", environment: variables)
        #expect(sync.status == 0, "\(sync.everything)")
      }
    }
  }

  /// What a schema marks as secret is written out in the file, in each plugin that has such a field.
  @Test func whatASchemaMarksIsNotShown() async throws {
    let bundle = SchemaBundle.enterprise
    try await Gateway.run(.everything) { gateway in
      var (marked, taken) = (0, 0)
      for name in bundle.pluginNames {
        guard let record = bundle.plugin(name)?.config?.record else { continue }
        let base = EdgeBase.configurations[name]?.object ?? EdgeValues.needed(record)
        for config in Self.marked(record, base) {
          marked += 1
          let field = bundle.plugin(name)?.root["service"]
          let isGlobal = field?.attributes["eq"]?.isNull == true
          let plugin: Node = ["name": Node(.string(name)), "config": Node(.object(config))]
          let document: Object =
            isGlobal ? ["plugins": [plugin]] : ["services": [["name": "s", "host": "h", "plugins": [plugin]]]]
          try gateway.file(String(decoding: YAMLWriter.write(Node(.object(document))), as: UTF8.self))
          if try await plan(gateway, ["kong.yaml"]) == 0 { taken += 1 }
        }
      }
      #expect(taken * 2 > marked, "\(taken) of \(marked)")
    }
  }

  /// A gateway answers with a secret under its former name as well.
  @Test func anotherNameOfASecretIsOne() async throws {
    try await Gateway.run { gateway in
      func acme(_ redis: String) throws -> String {
        try gateway.file(
          "plugins: [{name: acme, config: {account_email: a@b.example, tos_accepted: true, storage: redis, "
            + "storage_config: {redis: {host: h, \(redis)}}}}]")
      }
      let sync = try await gateway.fairlead("sync", try acme("password: \(Self.canary)-one"), "--verbose", "1")
      #expect(sync.status == 0, "\(sync.everything)")
      let update = try await gateway.fairlead("diff", "--json-output", try acme("auth: \(Self.canary)-two"))
      let none = try gateway.file("services: [{name: s, host: h}]")
      let plan = try await gateway.fairlead("plan", none, "-o", "plan.json", "--verbose", "1")
      #expect(plan.status == 0 && update.status == 0, "\(plan.everything)\(update.everything)")
      let page = try await gateway.unset(["plan", "show", "plan.json", "--format", "html"])
      let shown =
        sync.everything + update.everything + plan.everything + page.everything
        + (try gateway.scratch.read("plan.json"))
      #expect(shown.contains("acme") && !shown.contains(Self.canary), "\(shown)")
    }
  }

  @Test func headersForAuthenticationAreNotShown() async throws {
    try await Gateway.run { gateway in
      func transformer(_ word: String) throws -> String {
        try gateway.file(
          "plugins: [{name: request-transformer, config: {add: {headers: ['Authorization:Bearer \(word)', 'x-team:plain']}}}]"
        )
      }
      let sync = try await gateway.fairlead("sync", try transformer("\(Self.canary)-one"), "--verbose", "1")
      let update = try await gateway.fairlead("diff", try transformer("\(Self.canary)-two"), "--verbose", "1")
      let file = try gateway.file("services: [{name: s, host: h}]")
      let plan = try await gateway.fairlead("plan", file, "-o", "plan.json")
      #expect(sync.status == 0 && update.status == 0 && plan.status == 0, "\(sync.everything)\(plan.everything)")
      #expect(update.output.contains("updating plugin request-transformer"), "\(update.output)")
      let shown = sync.everything + update.everything + plan.everything + (try gateway.scratch.read("plan.json"))
      #expect(!shown.contains(Self.canary) && shown.contains("x-team:plain"), "\(shown)")
    }
  }

  /// The configuration once for each field in it that is marked, on whatever level, with the canary there.
  private static func marked(_ record: RecordSchema, _ base: Object) -> [Object] {
    record.fields.flatMap { field -> [Object] in
      func with(_ value: Node) -> Object {
        var changed = base
        changed[field.name] = value
        return changed
      }
      if field.encrypted {
        switch field.type {
        case .string: return [with(Node(.string(canary + "-literal")))]
        case .array, .set: return [with([Node(.string(canary + "-literal"))])]
        case .map: return [with(["k": Node(.string(canary + "-literal"))])]
        default: return []
        }
      }
      if let inner = field.record {
        return marked(inner, base[field.name]?.object ?? EdgeValues.needed(inner)).map { with(Node(.object($0))) }
      }
      if let inner = field.elements?.record {
        return marked(inner, base[field.name]?.array?.first?.object ?? EdgeValues.needed(inner))
          .map { with([Node(.object($0))]) }
      }
      return []
    }
  }

  private static let naming: Set = [
    "name", "username", "group", "uri", "query", "type_path", "target", "prefix", "client_id", "kid", "subject_name",
    "service", "consumer",
  ]
  private static let choosing: Set = ["_format_version", "type", "ref"]
  private static let plugins: Set = ["rate-limiting", "rate-limiting-advanced", "key-auth-two", "own"]

  /// Goes through the texts of a document, with the keys that they stand under.
  private static func visit(_ node: Node, key: String = "", _ body: (_ key: String, _ text: String) -> Void) {
    switch node.value {
    case .string(let text): body(key, text)
    case .array(let items): for item in items { visit(item, key: key, body) }
    case .object(let object): for member in object { visit(member.node, key: member.key, body) }
    default: break
    }
  }

  /// The same document with other texts.
  private static func replacing(_ node: Node, _ other: (String) -> String) -> Node {
    switch node.value {
    case .string(let text): Node(.string(other(text)))
    case .array(let items): Node(.array(items.map { replacing($0, other) }))
    case .object(let object):
      Node(.object(Object(object.map { Object.Member(key: $0.key, node: replacing($0.node, other)) })))
    default: node
    }
  }
}
