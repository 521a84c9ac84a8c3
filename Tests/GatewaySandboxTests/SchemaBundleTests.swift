import Documents
import GatewayModel
import GatewayRules
import GatewaySchemas
import Testing

/// The bundle against the recorded and published schema documents: same facts, same defaults, same verdicts.
@Suite(.enabled(if: Contract.isThere, "\(Contract.absence)"))
struct SchemaBundleTests {
  @Test func entitiesAreAsRecorded() throws {
    for (name, document) in try Contract.documents("schemas/entities") {
      let own = try #require(SchemaBundle.oss.entityDocument(name), "\(name)")
      #expect(own == document.withoutProse, "\(name)")
      try expectSameVerdicts(
        name, Schema(name: name, document: document, rules: .gateway), SchemaBundle.oss.entity(name))
    }
  }

  @Test func pluginsAreAsRecorded() throws {
    for (name, document) in try Contract.documents("schemas/plugins") {
      let own = try #require(SchemaBundle.oss.pluginDocument(name), "\(name)")
      // The secret of a session is drawn whenever a gateway starts.
      if name != "session" { #expect(own == document.withoutProse, "\(name)") }
      try expectSameVerdicts(
        name, Schema(name: name, document: document, rules: .gateway), SchemaBundle.oss.plugin(name))
    }
  }

  @Test func enterprisePluginsAreAsPublished() throws {
    let bundled = Set(try Contract.documents("schemas/plugins").map(\.name))
    let published = try Contract.documents("enterprise/plugins")
    #expect(published.count == 110)
    let newest = try #require(try Contract.documents("enterprise/versions").first { $0.name == "3.15" }).document
    for (name, schemaThen) in published {
      // Tools have names only in newer gateways: of this plugin the bundle has the newest schema.
      let schema = name == "ai-mcp-proxy" ? try #require(newest[name]) : schemaThen
      let document = SchemaJSONForm.pluginDocument(schema)
      let own = try #require(SchemaBundle.enterprise.plugin(name), "\(name)")
      guard bundled.contains(name) else {
        #expect(SchemaBundle.enterprise.pluginDocument(name) == document.withoutProse, "\(name)")
        try expectSameVerdicts(name, Schema(name: name, document: document, rules: .gateway), own)
        continue
      }
      // A plugin of both editions keeps what is recorded and gains what is published beyond it.
      let fields = Schema(name: name, document: document, rules: .gateway)?.config?.record?.fields ?? []
      let config = try #require(own.config?.record)
      for field in fields {
        #expect(config[field.name] != nil || config.shorthand(field.name) != nil, "\(name) \(field.name)")
      }
    }
  }

  private func expectSameVerdicts(_ name: String, _ left: Schema?, _ right: Schema?) throws {
    let left = try #require(left, "\(name)")
    let right = try #require(right, "\(name)")
    if name != "session" {
      #expect(try left.filled(Object(), context: .nested) == right.filled(Object(), context: .nested), "\(name)")
    }
    compare(left.root, right.root, name)
  }

  /// Tries values on every field of both, those around its limits among them.
  private func compare(_ left: RecordSchema, _ right: RecordSchema, _ path: String) {
    #expect(left.fields.map(\.name) == right.fields.map(\.name), "\(path)")
    for field in left.fields {
      guard let other = right[field.name] else { continue }
      for candidate in candidates(field) {
        #expect(
          field.violation(of: candidate) == other.violation(of: candidate), "\(path).\(field.name) \(candidate.value)")
      }
      if let inner = field.record, let otherInner = other.record {
        compare(inner, otherInner, "\(path).\(field.name)")
      }
      if let inner = field.elements?.record, let otherInner = other.elements?.record {
        compare(inner, otherInner, "\(path).\(field.name)[]")
      }
    }
  }

  private func candidates(_ field: SchemaField) -> [Node] {
    var list: [Node] = [
      .null, true, 0, 1, -1, 65536, "", "a", "/", "//", "*.b", "x y", "https://h/", "10.0.0.0/8", [], ["a", "a"], [1],
      [:], ["a": ["b"]], ["id": "x"], Node(.decimal(DecimalNumber(text: "0.5"))),
    ]
    if let value = field.defaultValue { list.append(value) }
    list += field.attributes["one_of"]?.array ?? []
    for limit in field.attributes["between"]?.array?.compactMap(\.integer) ?? [] {
      list += [limit - 1, limit, limit + 1].map { Node(.integer($0)) }
    }
    for key in ["len_min", "len_max", "len_eq"] {
      guard let length = field.attributes[key]?.integer, length < 10_000 else { continue }
      list += [length - 1, length, length + 1].map { Node(.string(String(repeating: "a", count: max(0, $0)))) }
    }
    if let elements = field.elements { list += candidates(elements).map { Node(.array([$0])) } }
    return list
  }
}

/// Judging entities offline, by the bundle alone.
struct OfflineValidationTests {
  @Test(
    arguments: [
      ("services", ["host": "h", "port": 70000], "port"), ("services", ["host": "h"], nil),
      ("routes", ["protocols": ["grpc"], "hosts": ["h"], "strip_path": true], "strip_path"),
      ("routes", ["paths": ["/a"], "service": ["name": "s"]], nil), ("plugins", ["name": "no-such"], "name"),
      ("plugins", [:], "name"), ("plugins", ["name": "cors", "config": ["max_age": "x"]], "config.max_age"),
      ("plugins", ["name": "cors", "config": ["origins": ["*", "["]]], "config.origins[1]"),
      ("vaults", ["name": "hcv", "prefix": "a-b"], "name"), ("consumers", [:], ""), ("no_such_kind", ["a": 1], nil),
    ] as [(String, Node, String?)])
  func violationsLeadToTheValues(_ kind: String, _ entity: Node, _ path: String?) {
    let violations = SchemaBundle.oss.violations(of: entity.object ?? Object(), kind: kind)
    #expect(violations?.flattened().first.map { "\($0.path)" } == path)
  }

  @Test func theEnterpriseEditionKnowsMore() {
    let plugin: Object = Object([
      .init(key: "name", node: "ai-rate-limiting-advanced"), .init(key: "config", node: ["llm_providers": "x"]),
    ])
    #expect(SchemaBundle.oss.violations(of: plugin, kind: "plugins")?.fields.keys.sorted() == ["name"])
    #expect(SchemaBundle.enterprise.violations(of: plugin, kind: "plugins")?.fields.keys.sorted() == ["config"])
  }
}
