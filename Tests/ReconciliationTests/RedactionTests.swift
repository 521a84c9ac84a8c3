import Comparison
import Documents
import GatewayModel
import GatewayRules
import GatewaySchemas
import StateFiles
import Testing

/// What of an entity may be shown, whatever kind it is.
@Suite struct RedactionTests {
  private let canary = "a-canary-that-must-not-be-seen"

  @Test("what a configuration's own schema marks as encrypted is masked, of plugins, partials and vaults alike")
  func configurations() throws {
    let document = try JSONReader.read(
      Array(
        #"{"fields":[{"config":{"type":"record","fields":[{"plain":{"type":"string"}},{"hidden":{"type":"string","encrypted":true}}]}}]}"#
          .utf8))
    let own = try #require(Schema(name: "own", document: document))
    for kind in [EntityKind.plugin, .partial, .vault] {
      let rule = try #require(kind.configuration)
      var schemas = SchemaSet()
      schemas.configurations[rule.schemas] = ["own": own]
      let fields: Object = Object([
        .init(key: rule.selector, node: "own"),
        .init(key: "config", node: ["plain": "seen", "hidden": Node(.string(canary))]),
      ])
      let shown = Secrets.redacted(
        fields, of: kind, schema: nil, configuration: schemas.configuration(for: Entity(kind: kind, fields: fields)),
        counterpart: nil)
      #expect(shown["config"]?["plain"]?.string == "seen")
      #expect(shown["config"]?["hidden"]?.string == Secrets.mask)
    }
  }

  @Test("of a list or mapping that is marked as a whole, each item is masked, also within a list of records")
  func listsAndMappings() throws {
    let document = try JSONReader.read(
      Array(
        #"{"fields":[{"config":{"type":"record","fields":[{"issuers":{"type":"array","elements":{"type":"record","fields":[{"ids":{"type":"array","encrypted":true,"elements":{"type":"string"}}},{"words":{"type":"map","encrypted":true,"keys":{"type":"string"},"values":{"type":"string"}}}]}}}]}}]}"#
          .utf8))
    let own = try #require(Schema(name: "own", document: document))
    let value: Node = [["ids": [Node(.string(canary)), "{vault://env/x}"], "words": ["a": Node(.string(canary))]]]
    let shown = Secrets.redacted(value, name: "issuers", field: own.config?.record?["issuers"])
    #expect(
      shown == [
        ["ids": [Node(.string(Secrets.mask)), "{vault://env/x}"], "words": ["a": Node(.string(Secrets.mask))]]
      ])
  }

  @Test("secrets by the kind's row are masked without any schema")
  func rows() {
    let fields = Object([.init(key: "key", node: Node(.string(canary))), .init(key: "ttl", node: 5)])
    let shown = Secrets.redacted(fields, of: .keyAuth, schema: nil, configuration: nil, counterpart: nil)
    #expect(shown["key"]?.string == Secrets.mask)
    #expect(shown["ttl"]?.integer == 5)
  }
}
