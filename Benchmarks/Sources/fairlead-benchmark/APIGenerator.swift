/// Writes OpenAPI documents of any size, whose operations have parameters, bodies and schemas that refer to each other.
enum APIGenerator {
  private static let schemas = 200

  /// A document of so many operations, four on each path, all of them validated.
  static func document(operations: Int) -> String {
    var text = """
      openapi: 3.1.0
      info: {title: Benchmark, version: "1"}
      servers: [{url: https://api.example.com/v1}]
      x-kong-plugin-request-validator: {config: {verbose_response: true}}
      x-kong-plugin-rate-limiting: {config: {minute: 100, policy: local}}
      paths:

      """
    for number in 0..<operations / 4 {
      text += """
          /things-\(number)/{thing-id}/parts/{part}:
            parameters:
            - {name: thing-id, in: path, required: true, schema: {type: string, format: uuid}}
            - {name: part, in: path, required: true, schema: {type: integer, minimum: 1}}

        """
      for method in ["get", "put", "patch", "delete"] {
        text += """
              \(method):
                operationId: \(method)Thing\(number)
                summary: What \(method) does with thing \(number)
                parameters:
                - {name: dry_run, in: query, schema: {type: boolean, default: false}}

          """
        if method.hasPrefix("p") {
          let schema = "{$ref: '#/components/schemas/S\(number % schemas)'}"
          text += "      requestBody: {content: {application/json: {schema: \(schema)}}}\n"
        }
        text += "      responses: {\"200\": {description: Fine.}}\n"
      }
    }
    text += "components:\n  schemas:\n"
    for number in 0..<schemas {
      text += """
            S\(number):
              type: object
              required: [name]
              properties:
                name: {type: string, minLength: 1, maxLength: 80, description: What it is called.}
                state: {type: string, enum: [new, open, closed]}

        """
      // In groups of ten, each refers to the next and to the last.
      if number % 10 < 9 {
        text += """
                  last: {$ref: '#/components/schemas/S\(number - number % 10 + 9)'}
                  list: {type: array, items: {$ref: '#/components/schemas/S\(number + 1)'}}

          """
      }
    }
    return text
  }
}
