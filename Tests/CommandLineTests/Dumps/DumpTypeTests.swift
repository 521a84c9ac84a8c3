import Diagnostics
import Documents
import GatewayRules
import GatewaySandbox
import GatewaySchemas
import Targets
import Testing

/// A dump is a file that decK takes: no null stands in it outside of a plugin's configuration, but for one that says
/// something else than its absence would, which nothing else can say.
@Suite struct DumpTypeTests {
  /// Whatever flags it is made with.
  private static let flags = [[], ["--with-id"], ["--skip-defaults"], ["--format", "json"]]

  private static func documents(_ gateway: Gateway, _ more: [String] = []) async throws -> [Node] {
    var documents: [Node] = []
    for flags in Self.flags {
      let dump = try await gateway.run(["dump", "--yes"] + flags + more)
      #expect(dump.status == 0, "\(dump.everything)")
      var found = DiagnosticCollector()
      let read = YAMLReader.read(Array(dump.output.utf8), source: SourceID(name: "dump"), diagnostics: &found)
      #expect(found.diagnostics.isEmpty && read.count == 1)
      documents += read
    }
    return documents
  }

  /// The paths of nulls outside of what schemas of plugins and their like describe.
  private static func nulls(_ node: Node, _ path: DocumentPath = DocumentPath()) -> [String] {
    switch node.value {
    case .null: return ["\(path)"]
    case .array(let items): return items.enumerated().flatMap { nulls($1, path.appending($0)) }
    case .object(let object):
      return object.flatMap { member -> [String] in
        let isFree = ["config", "_plugin_configs"].contains(member.key) || member.key == "fields"
        return isFree ? [] : nulls(member.node, path.appending(member.key))
      }
    default: return []
    }
  }

  private static func expectTaken(_ document: Node, but kept: Set<String> = []) throws {
    #expect(Set(nulls(document)) == kept)
    guard let types = try DeckFileTypes.recorded() else {
      print("no record of decK's types is beside the package: dumps are held against the rule alone")
      return
    }
    let refusals = types.refusals(of: document).filter { refusal in
      // Where decK has whole numbers alone, a gateway may have others: no file can say that to it.
      !kept.contains { refusal.hasPrefix("\($0): ") } && !refusal.hasSuffix("integer, not a number")
    }
    #expect(refusals.isEmpty, "\(refusals.prefix(20).joined(separator: "\n"))")
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>) func everyKindIsTaken(seed: UInt64) async throws {
    var generated = GeneratedState(seed: seed)
    generated.hasHashes = seed.isMultiple(of: 2)
    let text = generated.text()
    try await Gateway.run(.everything) { gateway in
      try gateway.scratch.write("kong.yaml", text)
      let sync = try await gateway.fairlead("sync", "kong.yaml")
      try #require(sync.status == 0, "\(sync.everything)")
      for document in try await Self.documents(gateway, ["--include-plugin-definitions"]) {
        try Self.expectTaken(document)
      }
    }
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>) func rolesAreTaken(seed: UInt64) async throws {
    var generated = GeneratedState(seed: seed)
    let text = String(decoding: YAMLWriter.write(generated.roles()), as: UTF8.self)
    try await Gateway.run(.everything) { gateway in
      try gateway.scratch.write("roles.yaml", text)
      #expect(try await gateway.fairlead("sync", "--rbac-resources-only", "roles.yaml").status == 0)
      for document in try await Self.documents(gateway, ["--rbac-resources-only"]) { try Self.expectTaken(document) }
    }
  }

  /// Values at the edges of each field of the core kinds, as far as the gateway takes them.
  @Test(arguments: EdgeBase.kinds.indices) func edgesAreTaken(_ index: Int) async throws {
    let kind = EdgeBase.kinds[index]
    let schema = try #require(EdgeValueTests.bundle.entity(kind.name)?.root)
    try await Gateway.run { gateway in
      let fields = schema.fields.filter { !kind.except.contains($0.name) && $0.name != kind.identity }
      var taken = 0
      for (number, (field, value)) in fields.flatMap({ field in EdgeValues.values(of: field).map { (field, $0) } })
        .enumerated()
      {
        // What makes an entity what it is, a file has to say.
        if value.isNull, kind.entity[field.name] != nil { continue }
        var entity = kind.entity
        entity[field.name] = value
        let name = kind.name == "targets" ? "10.0.0.\(number % 250 + 1):80" : "e\(number)"
        entity[kind.identity] = Node(.string(name))
        do {
          try await gateway.store(entity, of: kind)
          taken += 1
        } catch {
          continue
        }
      }
      #expect(taken > 2)
      for document in try await Self.documents(gateway) {
        // What says something else than its absence would: such as retries that are none, not five.
        let kept = Self.nulls(document)
        for path in kept {
          let name = path.split(separator: ".").last.map(String.init) ?? ""
          #expect(schema.fields(named: name).contains { $0.defaultValue != nil && !$0.required }, "\(path)")
        }
        try Self.expectTaken(document, but: Set(kept))
      }
    }
  }

  /// What a dump holds for decK's sake is nothing that a sync of it would change.
  @Test func aNullInPlaceOfADefaultIsKept() async throws {
    try await Gateway.run { gateway in
      try await gateway.api.post(
        ["services"], body: ["name": "s", "host": "h", "retries": Node(.null), "path": Node(.null)])
      for document in try await Self.documents(gateway) {
        try Self.expectTaken(document, but: ["services[0].retries"])
      }
      let dump = try await gateway.fairlead("dump").output
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", "-", input: dump).status == 0)
      try await gateway.reset([])
      #expect(try await gateway.fairlead("sync", "-", input: dump).status == 0)
      #expect(try await gateway.get("services", "s")["retries"]?.isNull == true)
    }
  }
}

extension Gateway {
  /// Stores an entity as it stands, below another one where its kind is.
  fileprivate func store(_ entity: Object, of kind: EdgeBase.Kind) async throws {
    let paths = [
      "keyauth_credentials": "key-auth", "basicauth_credentials": "basic-auth", "hmacauth_credentials": "hmac-auth",
      "jwt_secrets": "jwt", "oauth2_credentials": "oauth2", "key_sets": "key-sets",
    ]
    var path = [paths[kind.name] ?? kind.name]
    if let parent = kind.parent, let name = (parent.entity["name"] ?? parent.entity["username"])?.string {
      try await api.put([parent.kind, name], body: Node(.object(parent.entity)))
      path = [parent.kind, name] + path
    }
    try await api.post(path, body: Node(.object(entity)))
  }
}

extension RecordSchema {
  /// The fields of a name, at every depth.
  fileprivate func fields(named name: String) -> [SchemaField] {
    fields.flatMap { field in
      (field.name == name ? [field] : []) + (field.record?.fields(named: name) ?? [])
    }
  }
}
