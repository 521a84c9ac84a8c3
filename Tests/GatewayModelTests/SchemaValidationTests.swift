import Documents
@testable import GatewayRules
@testable import GatewaySchemas
import Testing

@testable import Comparison
@testable import GatewayModel

/// Judging and completing entities by a schema, with the gateway's words.
struct SchemaValidationTests {
  private func schema(_ text: String, name: String = "things") throws -> Schema {
    try #require(Schema(name: name, document: JSONReader.read(Array(text.utf8)), rules: .gateway))
  }

  private func object(_ text: String) throws -> Object {
    try #require(JSONReader.read(Array(text.utf8)).object)
  }

  private func verdict(_ schema: Schema, _ entity: String, updating: Bool = false) throws -> String? {
    let verdict = try fullVerdict(schema, entity, updating: updating)
    // What is fine at a glance is fine in full.
    if verdict != nil, !updating { #expect(try !schema.accepts(object(entity))) }
    return verdict
  }

  private func fullVerdict(_ schema: Schema, _ entity: String, updating: Bool) throws -> String? {
    let filled: Object
    do {
      filled = try schema.filled(object(entity), context: .nested)
    } catch let violations as Violations {
      return violations.summary
    }
    return schema.violations(of: filled, updating: updating)?.summary
  }

  @Test(
    arguments: [
      (#"{"type":"string"}"#, #""""#, "length must be at least 1"), (#"{"type":"string","len_min":0}"#, #""""#, nil),
      (#"{"type":"string"}"#, "1", "expected a string"), (#"{"type":"integer"}"#, "1.5", "expected an integer"),
      (#"{"type":"integer"}"#, "1.0", nil), (#"{"type":"number","gt":0}"#, "0", "value must be greater than 0"),
      (#"{"type":"number","between":[0,1]}"#, "1.5", "value should be between 0 and 1"),
      (#"{"type":"boolean"}"#, #""true""#, "expected a boolean"),
      (#"{"type":"string","one_of":["a","b"]}"#, #""c""#, "expected one of: a, b"),
      (#"{"type":"integer","one_of":[1,2]}"#, "2", nil), (#"{"type":"string","one_of":[]}"#, #""c""#, nil),
      (#"{"type":"string","not_one_of":["a"]}"#, #""a""#, "must not be one of: a"),
      (#"{"type":"string","match":"^x"}"#, #""y""#, "invalid value: y"),
      (#"{"type":"string","match":"^x","err":"no"}"#, #""y""#, "no"),
      (#"{"type":"string","starts_with":"/"}"#, #""y""#, "should start with: /"),
      (#"{"type":"string","match_none":[{"pattern":"a","err":"has a"}]}"#, #""ba""#, "has a"),
      (#"{"type":"string","match_any":{"patterns":["^a","^b"],"err":"neither"}}"#, #""c""#, "neither"),
      (#"{"type":"string","uuid":true}"#, #""c""#, "expected a valid UUID"),
      (#"{"type":"string","len_eq":2}"#, #""abc""#, "length must be 2"),
      (#"{"type":"array","elements":{"type":"string"},"len_max":1}"#, #"["a","b"]"#, "length must be at most 1"),
      (#"{"type":"set","elements":{"type":"string"}}"#, #"{"a":1}"#, "expected a set"),
      (#"{"type":"array","elements":{"type":"string"},"contains":"x"}"#, #"["a"]"#, "expected to contain: x"),
      (#"{"type":"map","keys":{"type":"string"},"values":{"type":"integer"}}"#, #"{"a":"b"}"#, "expected an integer"),
      (#"{"type":"string","required":true}"#, "null", "required field missing"),
      (#"{"type":"string","eq":null}"#, #""a""#, "value must be null"),
      (#"{"type":"boolean","ne":true}"#, "true", "value must not be true"),
      (#"{"type":"string","is_regex":true}"#, #""[""#, "not a valid regex: ["),
      (#"{"type":"foreign","reference":"services"}"#, #"{"name":"a"}"#, nil),
    ] as [(String, String, String?)])
  func limits(_ attributes: String, _ value: String, _ message: String?) throws {
    let schema = try schema(#"{"fields":[{"f":\#(attributes)}]}"#)
    #expect(try verdict(schema, #"{"f":\#(value)}"#) == message.map { "schema violation (f: \($0))" })
  }

  @Test(arguments: [
    (#"{"id":"x"}"#, "schema violation (f.id: expected a valid UUID)"),
    ("{}", "schema violation (f.id: missing primary key)"),
  ])
  func references(_ value: String, _ message: String) throws {
    let schema = try schema(#"{"fields":[{"f":{"type":"foreign","reference":"services"}}]}"#)
    #expect(try verdict(schema, #"{"f":\#(value)}"#) == message)
  }

  @Test(
    arguments: [
      (#"{"at_least_one_of":["a","b"]}"#, "{}", "at least one of these fields must be non-empty: 'a', 'b'"),
      (#"{"at_least_one_of":["a","b"]}"#, #"{"a":"x"}"#, nil),
      (#"{"only_one_of":["a","b"]}"#, #"{"a":"x","b":"y"}"#, "exactly one of these fields must be non-empty: 'a', 'b'"),
      (#"{"mutually_required":["a","b"]}"#, #"{"a":"x"}"#, "all or none of these fields must be set: 'a', 'b'"),
      (
        #"{"mutually_exclusive":["a","b"]}"#, #"{"a":"x","b":"y"}"#,
        "only one or none of these fields must be set: 'a', 'b'"
      ),
      (#"{"distinct":["a","b"]}"#, #"{"a":"x","b":"x"}"#, "values of these fields must be distinct: 'a', 'b'"),
      (
        #"{"conditional":{"if_field":"a","if_match":{"eq":"x"},"then_field":"b","then_match":{"required":true}}}"#,
        #"{"a":"x"}"#, "failed conditional validation given value of field 'a'; b: required field missing"
      ),
      (
        #"{"conditional":{"if_field":"a","if_match":{"eq":"x"},"then_field":"b","then_match":{"required":true}}}"#,
        #"{"a":"y"}"#, nil
      ),
      (
        #"{"conditional_at_least_one_of":{"if_field":"a","if_match":{"one_of":["x"]},"then_at_least_one_of":["b"],"then_err":"set %s!"}}"#,
        #"{"a":"x"}"#, "set 'b'!"
      ),
    ] as [(String, String, String?)])
  func rulesOverSeveralFields(_ check: String, _ entity: String, _ message: String?) throws {
    let schema = try schema(
      #"{"fields":[{"a":{"type":"string"}},{"b":{"type":"string"}}],"entity_checks":[\#(check)]}"#)
    let summary = try verdict(schema, entity)
    #expect(summary.map { String($0.drop { $0 != "(" }.dropFirst().dropLast()) } == message)
  }

  @Test func whatIsNestedIsShownAsTables() throws {
    let schema = try schema(
      #"{"fields":[{"c":{"type":"record","required":true,"fields":[{"l":{"type":"array","elements":{"type":"record","fields":[{"n":{"type":"integer","required":true}}]}}},{"s":{"type":"string","required":true}}]}}]}"#
    )
    let filled = try schema.filled(object(#"{"c":{"l":[{"n":1},{"m":2}]}}"#), context: .nested)
    let violations = try #require(schema.violations(of: filled))
    #expect(
      violations.summary == """
        2 schema violations (c.l: {
          [2] = {
            m = "unknown field",
            n = "required field missing"
          }
        }; c.s: required field missing)
        """)
    #expect(violations.node["c"]?["l"] == [.null, ["m": "unknown field", "n": "required field missing"]])
    #expect(violations.flattened().map { "\($0.path)" } == ["c.l[1].m", "c.l[1].n", "c.s"])
  }

  @Test func defaultsAreFilledInAndSetsLoseRepeats() throws {
    let schema = try schema(
      #"{"fields":[{"a":{"type":"integer","default":3}},{"r":{"type":"record","required":true,"fields":[{"b":{"type":"boolean","required":true,"default":false}}]}},{"o":{"type":"record","fields":[{"c":{"type":"integer","default":1}}]}},{"s":{"type":"set","elements":{"type":"string"}}},{"q":{"type":"string","required":true}}]}"#
    )
    let filled = try schema.filled(object(#"{"s":["x","y","x"],"z":1}"#), context: .nested)
    #expect(Node(.object(filled)) == ["a": 3, "r": ["b": false], "o": .null, "s": ["x", "y"], "z": 1])
    #expect(
      schema.violations(of: filled)?.summary == "2 schema violations (q: required field missing; z: unknown field)")
  }

  @Test func anUpdateFillsNothingButTheTime() throws {
    let schema = try schema(
      #"{"fields":[{"id":{"type":"string","uuid":true,"auto":true}},{"updated_at":{"type":"integer","timestamp":true,"auto":true}},{"a":{"type":"integer","default":3}}]}"#
    )
    let generated = GeneratedValues(id: { "x" }, token: { "y" }, now: 12.9)
    #expect(try Node(.object(schema.filled(Object(), context: .update, generated: generated))) == ["updated_at": 12])
  }

  @Test func deprecatedNamesStandForFieldsAndMustAgree() throws {
    let schema = try schema(
      #"{"fields":[{"r":{"type":"record","required":true,"fields":[{"h":{"type":"string"}},{"p":{"type":"integer","default":1}}]}}],"shorthand_fields":[{"r_h":{"type":"string","deprecation":{"replaced_with":[{"path":["r","h"]}]}}}]}"#
    )
    let filled = try schema.filled(object(#"{"r_h":"x"}"#), context: .nested)
    #expect(Node(.object(filled)) == ["r": ["h": "x", "p": 1]])
    #expect(Node(.object(schema.presented(filled))) == ["r": ["h": "x", "p": 1], "r_h": "x"])
    #expect(
      try verdict(schema, #"{"r_h":"x","r":{"h":"y"}}"#)
        == "schema violation (r_h: both deprecated and new field are used but their values mismatch: r_h = x vs r.h = y)"
    )
  }

  @Test func aURLStandsForTheFieldsOfAService() throws {
    let schema = try schema(
      #"{"fields":[{"protocol":{"type":"string","default":"http"}},{"host":{"type":"string","required":true}},{"port":{"type":"integer","default":80}},{"path":{"type":"string"}}]}"#,
      name: "services")
    let filled = try schema.filled(object(#"{"url":"https://h.test/p","port":1}"#), context: .nested)
    #expect(Node(.object(filled)) == ["protocol": "https", "host": "h.test", "port": 443, "path": "/p"])
    #expect(try verdict(schema, #"{"host":"h:1"}"#) == "schema violation (host: must not have a port)")
  }

  @Test(
    arguments: [
      ("http", #""hosts":["a"]"#, nil),
      ("http", #""name":"r""#, "must set one of 'methods', 'hosts', 'headers', 'paths' when 'protocols' is 'http'"),
      ("tls_passthrough", #""snis":["a"]"#, nil),
      ("tls_passthrough", #""name":"r""#, "must set snis when 'protocols' is 'tls_passthrough'"),
      (
        "grpc", #""methods":["GET"],"hosts":["a"]"#,
        "methods: cannot set 'methods' when 'protocols' is 'grpc' or 'grpcs'"
      ),
      ("udp", #""sources":[{"port":1}]"#, nil),
    ] as [(String, String, String?)])
  func routesAreJudgedByTheirFirstProtocol(_ name: String, _ fields: String, _ message: String?) throws {
    let list = #"{"type":"array","elements":{"type":"string"}}"#
    let base = try JSONReader.read(
      Array(
        #"{"fields":[{"protocols":\#(list)},{"name":{"type":"string"}},{"hosts":\#(list)},{"methods":\#(list)},{"paths":\#(list)},{"headers":{"type":"json"}},{"snis":\#(list)},{"sources":{"type":"array","elements":{"type":"json"}}},{"destinations":{"type":"array","elements":{"type":"json"}}},{"strip_path":{"type":"boolean"}}]}"#
          .utf8))
    let special = try #require(RouteSchemas.document(protocols: [Node(.string(name))]))
    let schema = try #require(
      Schema(name: "routes", document: SchemaSpecialization.document(of: base, by: special), rules: .gateway))
    let summary = try verdict(schema, #"{"protocols":["\#(name)"],\#(fields)}"#)
    #expect(summary == message.map { "schema violation (\($0))" })
  }

  @Test func jsonSchemasAreReadAsThePluginsTheyDescribe() throws {
    let document = SchemaJSONForm.pluginDocument(
      try JSONReader.read(
        Array(
          #"{"properties":{"config":{"type":"object","required":["m"],"properties":{"m":{"type":"string","enum":["a"]},"n":{"type":"integer","minimum":1,"maximum":3,"default":2},"r":{"type":"object","properties":{"x":{"type":"boolean","default":true}}},"o":{"type":"object","required":["y"],"properties":{"y":{"type":"string"},"z":{"type":"integer","default":1}}},"k":{"type":"object","additionalProperties":{"type":"integer"}}}},"consumer":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string"}}}}}"#
            .utf8)))
    let schema = try #require(Schema(name: "p", document: document, rules: .gateway))
    let filled = try schema.filled(Object(), context: .nested)
    #expect(filled["config"] == ["n": 2, "r": ["x": true], "o": .null, "k": .null])
    #expect(try verdict(schema, #"{"config":{"m":"b","n":9}}"#)?.contains("n: value should be between 1 and 3") == true)
    #expect(
      try verdict(schema, #"{"config":{"m":"a"},"service":{"id":"10000000-0000-4000-8000-000000000001"}}"#)
        == "schema violation (service: value must be null)")
    #expect(
      try verdict(schema, #"{"config":{"m":"a"},"consumer":{"id":"10000000-0000-4000-8000-000000000001"}}"#) == nil)
  }
}
