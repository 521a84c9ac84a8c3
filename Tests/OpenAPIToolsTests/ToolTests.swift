import Diagnostics
import Documents
import JSONSchemas
import OpenAPITools
import Testing

/// Operations as tools of an MCP server.
@Suite struct ToolTests {
  private static let text = """
    openapi: 3.0.3
    info: {title: Shop}
    servers: [{url: 'https://shop/v1'}]
    security: [{o2: [write, read]}]
    x-kong-mcp-default-acl: [{allow: [admin]}]
    paths:
      /orders/{id}:
        parameters:
        - {name: id, in: path, required: true, description: Which, schema: {type: string, format: uuid}}
        put:
          summary: Change
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}, text/csv: {}}
        get: {operationId: readOrder, description: Reads, security: [{}], x-kong-mcp-tool-name: fetch}
        head: {description: Looks}
        delete: {x-kong-mcp-exclude: true}
    components:
      securitySchemes:
        o2: {type: oauth2, x-kong-mcp-acl: {acl_attribute_type: oauth_access_token, access_token_claim_field: scope}}
      schemas:
        Order:
          type: object
          xml: {name: o}
          required: [state]
          properties:
            state: {type: string, nullable: true, enum: [new, paid], description: How far, x-internal: 1}
            price: {type: number, minimum: 0, exclusiveMinimum: true}
            either: {oneOf: [{type: string}, {$ref: '#/components/schemas/Line'}], discriminator: {propertyName: p}}
            more: {type: object, additionalProperties: {type: integer}}
        Line: {type: object, properties: {a: {type: string}}, additionalProperties: false}
    """

  private func tools(_ result: Conversion) -> [Node] {
    config(result)?["tools"]?.array ?? []
  }

  private func config(_ result: Conversion) -> Node? {
    result.state?["services"]?.array?.first?["routes"]?.array?.first?["plugins"]?.array?.first?["config"]
  }

  @Test func whatAClientCanUseOfASchemaIsKept() {
    let result = Conversion.tools(Self.text)
    #expect(result.said == ["16:5 odd-method"])
    #expect(
      tools(result)
        == Conversion.yaml(
          """
          - {name: fetch, description: Reads, method: GET, path: '/orders/{id}', parameters: [{name: id, in: path,
             required: true, description: Which, schema: {type: string, format: uuid}}]}
          - name: put-orders-id
            description: Change
            annotations: {title: Change}
            method: PUT
            path: /orders/{id}
            acl: {allow: [read, write]}
            parameters: [{name: id, in: path, required: true, description: Which, schema: {type: string, format: uuid}}]
            request_body:
              required: true
              content:
                text/csv: {}
                application/json:
                  schema:
                    type: object
                    required: [state]
                    properties:
                      state: {type: string, enum: [new, paid], description: How far}
                      price: {type: number, exclusiveMinimum: 0}
                      either:
                        oneOf: [{type: string}, {type: object, properties: {a: {type: string}}, additionalProperties: false}]
                      more: {type: object, additionalProperties: {type: integer}}
          """)?.array)
  }

  @Test func everySchemaIsOneOfJSONSchema() throws {
    for tool in tools(Conversion.tools(Self.text)) {
      let bodies = (tool["request_body"]?["content"]?.object ?? Object()).compactMap { $0.node["schema"] }
      for node in (tool["parameters"]?.array ?? []).compactMap({ $0["schema"] }) + bodies {
        let schema = try JSONSchema(node)
        #expect(schema.violations(in: node).count >= 0)
      }
    }
    let body = try #require(
      tools(Conversion.tools(Self.text)).last?["request_body"]?["content"]?["application/json"]?["schema"])
    let schema = try JSONSchema(body)
    #expect(schema.violations(in: ["state": "new", "price": 1]).isEmpty)
    #expect(!schema.violations(in: ["state": "old"]).isEmpty)
    #expect(!schema.violations(in: ["state": "new", "price": 0]).isEmpty)
  }

  @Test(arguments: ToolMode.allCases)
  func whoMayUseAToolIsSaidInModesThatAnswerClients(mode: ToolMode) {
    let result = Conversion.tools(Self.text) { $0.mode = mode }
    let decides = mode != .conversion && mode != .conversionOnly
    #expect(config(result)?["mode"]?.string == mode.rawValue)
    #expect((config(result)?["acl_attribute_type"] != nil) == decides)
    #expect((config(result)?["default_acl"] != nil) == decides)
    #expect(tools(result).contains { $0["acl"] != nil } == decides)
  }

  @Test func ordinaryRoutesStayWhereAskedFor() {
    let text = Self.text.replacing(
      "paths:\n", with: "paths:\n  /b: {servers: [{url: 'https://b'}], get: {summary: B}}\n")
    func names(_ result: Conversion) -> [[String]] {
      (result.state?["services"]?.array ?? []).map { ($0["routes"]?.array ?? []).compactMap { $0["name"]?.string } }
    }
    #expect(names(Conversion.tools(text)) == [["shop-mcp"], []])
    let all = names(Conversion.tools(text) { $0.keepsRoutes = true })
    #expect(all.map(\.count) == [5, 1] && all[0].first == "shop-mcp")
  }

  @Test func schemasWithoutEndAreRefused() {
    let circle = Self.text.replacing("{a: {type: string}}", with: "{a: {$ref: '#/components/schemas/Line'}}")
    let result = Conversion.tools(circle)
    #expect(result.said.contains("31:49 circular-reference!"))
    #expect(result.diagnostics.contains { $0.message.hasSuffix("Line -> Line") })

    var levels = "openapi: 3.0.3\ninfo: {title: T}\npaths: {/a: {get: {summary: s, parameters: [{name: p, in: query, "
    levels += "schema: {$ref: '#/components/schemas/S0'}}]}}}\ncomponents:\n  schemas:\n"
    for level in 0..<30 {
      let next = "{$ref: '#/components/schemas/S\(level + 1)'}"
      levels += "    S\(level): {properties: {a: \(next), b: \(next)}}\n"
    }
    levels += "    S30: {type: string}\n"
    #expect(Conversion.tools(levels).diagnostics.map(\.code) == ["too-large"])
  }
}
