import Diagnostics
import Testing

/// What is no API document, each fault with its place.
@Suite struct ReaderTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let said: [String]
    var testDescription: String { name }
  }

  private static let head = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n"

  static let faults: [Fault] = [
    Fault(name: "nothing", text: "", said: ["1:1 no-api-document!"]),
    Fault(name: "a list", text: "- a\n", said: ["1:1 no-api-document!"]),
    Fault(name: "Swagger 2", text: "swagger: '2.0'\npaths: {}\n", said: ["1:10 no-api-document!"]),
    Fault(name: "no version", text: "paths: {}\n", said: ["1:1 no-api-document!"]),
    Fault(name: "another version", text: "openapi: 4.0.0\npaths: {}\n", said: ["1:10 no-api-document!"]),
    Fault(name: "no paths", text: head, said: ["1:1 no-paths!"]),
    Fault(name: "paths as a list", text: head + "paths: []\n", said: ["3:8 wrong-type!"]),
    Fault(name: "an operation as a text", text: head + "paths: {/a: {get: yes}}\n", said: ["3:19 wrong-type!"]),
    Fault(
      name: "parameters as a mapping", text: head + "paths: {/a: {get: {parameters: {}}}}\n", said: ["3:32 wrong-type!"]
    ),
    Fault(
      name: "parameters without a place, and from nowhere",
      text: head + "paths:\n  /a:\n    parameters:\n    - {name: a}\n    - {name: b, in: body}\n",
      said: ["6:7 incomplete-parameter!", "7:21 odd-parameter"]),
    Fault(
      name: "one key twice", text: head + "paths:\n  /a: {}\n  /a: {}\n", said: ["5:3 duplicate-key!"]),
    Fault(
      name: "references to nothing, to a network, to what is not understood",
      text: head + """
        paths:
          /a:
            get:
              parameters: [{$ref: '#/components/parameters/Pag'}, {$ref: 'https://example.com/a.yaml'}, {$ref: '#a'}]
        components: {parameters: {Page: {name: p, in: query}}}
        """,
      said: ["6:66 remote-reference!", "6:104 unknown-reference!", "6:27 unknown-reference!"]),
    Fault(
      name: "a circle of references",
      text: head + """
        paths: {}
        components:
          schemas:
            A: {$ref: '#/components/schemas/B'}
            B: {$ref: '#/components/schemas/A'}
        """, said: ["6:15 circular-reference!"]),
    Fault(
      name: "a server's address",
      text: head + "servers: [{url: v2}, {url: 'http://a b/'}, {url: 'http://h:p/'}]\npaths: {}\n",
      said: ["3:17 odd-server!", "3:28 odd-server!", "3:50 odd-server!"]),
    Fault(
      name: "extensions of the wrong type",
      text: head + """
        x-kong-tags: team
        x-kong-plugin-cors: yes
        x-kong-service-default: {}
        paths:
          /a:
            x-kong-upstream-defaults: {$ref: '#/components/schemas/x'}
        components: {x-kong: []}
        """,
      said: [
        "5:1 unknown-extension", "9:22 odd-extension!", "3:14 odd-extension!", "4:21 odd-extension!",
        "8:38 odd-extension!",
      ]),
  ]

  @Test(arguments: faults)
  func theFaultIsTold(fault: Fault) {
    let result = Conversion.kong(fault.text)
    #expect(result.said == fault.said)
    #expect(result.state == nil)
  }

  @Test func whatIsNearIsNamed() {
    let result = Conversion.kong(
      Self.head + "paths: {/a: {get: {parameters: [{$ref: '#/components/parameters/Pag'}]}}}\n"
        + "components: {parameters: {Page: {name: p, in: query}}}\n")
    #expect(result.diagnostics.map(\.hint) == ["did you mean 'Page'?"])
  }

  @Test(arguments: ["3.0.0", "3.0.4", "3.1.0", "3.1.1", "3.2.0", "\"3.1\""])
  func versionsOfTheirKindAreRead(version: String) {
    #expect(Conversion.kong("openapi: \(version)\ninfo: {title: T}\npaths: {}\n").said == [])
  }
}
