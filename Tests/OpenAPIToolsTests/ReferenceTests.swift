import Diagnostics
import Documents
import OpenAPI
import OpenAPITools
import Testing

/// References within a document and to files beside it.
@Suite struct ReferenceTests {
  private static let head = "openapi: 3.0.3\ninfo: {title: T}\n"

  private func body(_ result: Conversion) -> Node? {
    result.state?["services"]?.array?.first?["routes"]?.array?.first?["plugins"]?.array?.first?["config"]?[
      "body_schema"]
  }

  @Test func otherFilesAreFollowedAndComeAlong() throws {
    let whole = Conversion.kong(
      Self.head + "x-states: [{enum: [new]}]\npaths: {/a: {$ref: ./paths/../a.yaml}}\n",
      files: [
        "apis/a.yaml": """
        post:
          x-kong-plugin-request-validator: {}
          requestBody: {content: {application/json: {schema: {$ref: 'schemas.yaml#/Order'}}}}
        """,
        "apis/schemas.yaml": """
        Order: {type: object, properties: {line: {$ref: '#/a~1b'}, state: {$ref: 'api.yaml#/x-states/0'}}}
        a/b: {type: string}
        """,
      ])
    #expect(whole.said == [])
    #expect(
      body(whole)?.string
        == ##"{"$ref":"#/definitions/Order","definitions":{"0":{"enum":["new"]},"Order":{"properties":{"line":{"$ref":"#/definitions/a~1b"},"state":{"$ref":"#/definitions/0"}},"type":"object"},"a/b":{"type":"string"}}}"##
    )
  }

  @Test(arguments: ["../a.yaml", "/etc/passwd", "x/../../a.yaml", "%2e%2e/a.yaml"])
  func filesOutsideOfTheFolderAreNotRead(path: String) {
    var asked: [String] = []
    var diagnostics = DiagnosticCollector()
    let text = Self.head + "paths: {/a: {$ref: '\(path)'}}\n"
    let document = APIDocumentReader.read(
      Array(text.utf8), name: "apis/api.yaml",
      load: { path throws(DiagnosticError) in
        asked.append(path)
        return []
      }, &diagnostics)
    #expect(document == nil && asked.isEmpty)
    #expect(diagnostics.diagnostics.map(\.code) == ["outside-reference"])
  }

  @Test func aFileThatIsNotThereIsToldWhereItIsReferredTo() {
    let result = Conversion.kong(Self.head + "paths: {/a: {$ref: b.yaml}}\n")
    #expect(result.said == ["3:20 unreadable-file!"])
  }

  @Test func whatIsAValueIsNoReference() {
    let result = Conversion.kong(
      Self.head + """
        paths: {}
        components:
          schemas:
            A: {type: object, example: {$ref: '#/nowhere'}, default: {$ref: x}, properties: {$ref: {type: string}}}
        """)
    #expect(result.said == [])
  }

  static let circles: [(name: String, schemas: String, told: String?)] = [
    (
      "required properties",
      "A: {required: [b], properties: {b: {$ref: '#/components/schemas/B'}}}\n    B: {required: [a], properties: {a: {$ref: '#/components/schemas/A'}}}",
      "A -> B -> A"
    ),
    ("required lists", "A: {required: [b], properties: {b: {items: {$ref: '#/components/schemas/A'}}}}", "A -> A"),
    ("properties that may be missing", "A: {properties: {b: {$ref: '#/components/schemas/A'}}}", nil),
    ("alternatives", "A: {required: [b], properties: {b: {oneOf: [{$ref: '#/components/schemas/A'}]}}}", nil),
  ]

  @Test(arguments: circles)
  func schemasThatRequireThemselvesAreTold(circle: (name: String, schemas: String, told: String?)) {
    let text = Self.head + "paths: {}\ncomponents:\n  schemas:\n    \(circle.schemas)\n"
    let result = Conversion.kong(text)
    #expect((result.state == nil) == (circle.told != nil), "\(circle.name)")
    if let told = circle.told {
      #expect(result.diagnostics.map(\.code) == ["circular-reference"], "\(circle.name)")
      #expect(result.diagnostics.first?.message.hasSuffix(": \(told)") == true, "\(circle.name)")
    }
    #expect(Conversion.kong(text) { $0.ignoresCircles = true }.said == [], "\(circle.name)")
  }

  @Test func longChainsOfSchemasAreNoTrouble() {
    var text = Self.head + "paths: {}\ncomponents:\n  schemas:\n"
    for number in 0..<5_000 {
      text += "    S\(number): {required: [n], properties: {n: {$ref: '#/components/schemas/S\(number + 1)'}}}\n"
    }
    text += "    S5000: {type: string}\n"
    #expect(Conversion.kong(text).said == [])
  }
}
