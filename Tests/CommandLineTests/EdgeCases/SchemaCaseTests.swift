import Documents
import Foundation
import Testing

/// The cases of comparison that need a plugin of a certain shape, by their numbers in the reference for tools of this
/// kind: the gateway has made-up ones.
@Suite(.serialized) struct SchemaCaseTests {
  /// A plugin with a field of every shape that a case is about.
  static let shapes = #"""
    {"fields": [
      {"protocols": {"type": "set", "required": true, "default": ["http", "https"],
        "elements": {"type": "string", "one_of": ["http", "https", "grpc"]}}},
      {"config": {"type": "record", "required": true, "fields": [
        {"extra_jwks_uris": {"type": "set", "elements": {"type": "string"}}},
        {"bootstrap_servers": {"type": "set", "elements": {"type": "record", "fields": [
          {"host": {"type": "string", "required": true}},
          {"port": {"type": "integer", "required": true, "default": 9092}}]}}},
        {"statuses": {"type": "set", "elements": {"type": "integer"}}},
        {"switches": {"type": "set", "elements": {"type": "boolean"}}},
        {"steps": {"type": "array", "elements": {"type": "record", "fields": [
          {"name": {"type": "string"}}, {"factor": {"type": "number", "default": 1}}]}}},
        {"labels": {"type": "map", "keys": {"type": "string"},
          "values": {"type": "set", "elements": {"type": "string"}}}},
        {"level": {"type": "record", "default": {"name": "high"}, "fields": [
          {"name": {"type": "string"}}, {"size": {"type": "integer", "default": 1}}]}},
        {"word": {"type": "string", "default": "w"}},
        {"salt": {"type": "string", "auto": true}},
        {"redis": {"type": "record", "required": true, "fields": [
            {"host": {"type": "string"}},
            {"connect_timeout": {"type": "integer", "default": 2000}},
            {"read_timeout": {"type": "integer", "default": 2000}}],
          "shorthand_fields": [{"timeout": {"type": "integer", "deprecation": {"replaced_with": [
            {"path": ["connect_timeout"]}, {"path": ["read_timeout"]}]}}}]}}
      ]}}
    ]}
    """#

  private static func shaped(
    _ number: String, _ name: String, _ given: String, _ file: String, _ outcome: EdgeCase.Outcome = .changes([])
  ) -> EdgeCase {
    EdgeCase(
      number: number, name: name, given: "plugins: [{name: shapes, config: {\(given)}}]",
      file: "plugins: [{name: shapes, config: {\(file)}}]", schemas: ["shapes": shapes], outcome: outcome)
  }

  private static let changed = EdgeCase.Outcome.changes(["updating plugin shapes (global)"])

  static let cases: [EdgeCase] = [
    shaped("22", "a set of texts", "extra_jwks_uris: [u, v]", "extra_jwks_uris: [v, u, v]"),
    shaped(
      "22", "a set of records", "bootstrap_servers: [{host: a, port: 1}, {host: b}]",
      "bootstrap_servers: [{host: b, port: 9092}, {port: 1, host: a}]"),
    shaped(
      "22", "an item of a set of records changes", "bootstrap_servers: [{host: a, port: 1}, {host: b}]",
      "bootstrap_servers: [{host: b}, {host: a, port: 2}]", changed),
    shaped(
      "22", "an item of a set of records has a key that nobody knows", "bootstrap_servers: [{host: a}]",
      "bootstrap_servers: [{host: a, hots: b}]",
      .refused("kong.yaml:2:65: error: plugin shapes (global): unknown key 'config.bootstrap_servers[0].hots'")),
    shaped(
      "22", "sets of numbers and of switches", "statuses: [1, 2], switches: [true]",
      "switches: [true], statuses: [2, 1]"),
    shaped("22", "sets within a mapping", "labels: {a: [x, y], b: [z]}", "labels: {b: [z], a: [y, x]}"),
    shaped("22", "an array of records", "steps: [{name: a}, {name: b}]", "steps: [{name: b}, {name: a}]", changed),
    shaped("22", "an array of records with defaults", "steps: [{name: a}]", "steps: [{name: a, factor: 1.0}]"),
    shaped("23", "a record's own default", "word: w", "level: {name: high, size: 1}"),
    shaped("23", "a default that returns", "word: other", "level: {name: high}", changed),
    shaped(
      "24", "a shorthand for several fields", "redis: {timeout: 1000}",
      "redis: {connect_timeout: 1000, read_timeout: 1000}"),
    shaped(
      "24", "fields and their shorthand", "redis: {connect_timeout: 1000, read_timeout: 1000}", "redis: {timeout: 1000}"
    ),
    shaped(
      "24", "two names that differ", "redis: {connect_timeout: 1, read_timeout: 1000}",
      "redis: {connect_timeout: 1, timeout: 1000}", .refused("are two names of one field, and their values differ")),
    shaped("25", "a generated text stays", "word: w", ""),
    shaped("25", "a generated text stays through an update", "word: w", "word: v", changed),
    shaped("26", "a null where there is a default", "word: null", "word: null"),
    shaped("26", "a null instead of a default", "word: v", "word: null", changed),
  ]

  @Test(arguments: cases) func edgeCase(_ edgeCase: EdgeCase) async throws {
    try await edgeCase.check()
  }

  /// 7.25 and 7.26: what was generated and what was set to null stays, in the gateway and in dumps.
  @Test func whatIsGeneratedAndWhatIsNullStays() async throws {
    let saved = try Scratch()
    defer { saved.remove() }
    try saved.write("plugins/shapes.json", Self.shapes)
    try await Gateway.run(schemas: saved.folder.path) { gateway in
      let file = try gateway.file("plugins: [{name: shapes, config: {word: null, statuses: [1]}}]")
      #expect(try await gateway.fairlead("sync", file).status == 0)
      let salt = try await gateway.list("plugins").first?["config"]?["salt"]
      try gateway.file("plugins: [{name: shapes, config: {word: null, statuses: [2]}}]")
      #expect(try await gateway.fairlead("sync", file).output.contains("updating plugin shapes (global)"))
      let plugin = try #require(try await gateway.list("plugins").first)
      #expect(plugin["config"]?["salt"] == salt && salt?.string != nil)
      #expect(plugin["config"]?["word"]?.isNull == true)
      for flags in [[], ["--skip-defaults"]] {
        let dump = try await gateway.run(["dump"] + flags).output
        #expect(dump.contains("    word: null\n"), "\(dump)")
        #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", "-", input: dump).status == 0)
      }
    }
  }
}
