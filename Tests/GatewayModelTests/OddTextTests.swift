import Documents
import GatewayRules
import GatewaySchemas
import Testing

/// Texts that a parser takes for numbers and a gateway does not.
@Suite struct OddTextTests {
  @Test(arguments: [
    ("services", "host", "[::+1f]"), ("services", "host", "::+1f"), ("services", "path", "/%+f"),
    ("services", "path", "/%-1"), ("services", "host", "1.2.3.+4"),
  ]) func aSignIsNoDigit(_ kind: String, _ field: String, _ text: String) throws {
    var entity = Object()
    entity["host"] = "h"
    entity[field] = Node(.string(text))
    let violations = try #require(SchemaBundle.oss.violations(of: entity, kind: kind))
    #expect(violations.flattened().contains { $0.path.description == field })
  }

  @Test(arguments: ["/+8", "/-1", "/ 8", "/", "/33"]) func theWidthOfANetworkIsANumber(_ width: String) {
    let entity: Object = Object([
      .init(key: "name", node: "ip-restriction"),
      .init(key: "config", node: ["allow": Node(.array([Node(.string("10.0.0.0" + width))]))]),
    ])
    #expect(SchemaBundle.oss.violations(of: entity, kind: "plugins") != nil)
  }
}
