import Documents
import GatewayModel
import GatewaySchemas

/// Reads request bodies: JSON, forms, or none.
enum Body {
  /// How much a request may carry, as the gateway's own default: 10 MiB.
  static let maximumBytes = 10 << 20
  private static let limits = DocumentLimits(maximumBytes: maximumBytes, maximumDepth: 100, maximumNodes: 1_000_000)

  /// The fields that a request gives.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - schema: Finds the schema, by which the texts of a form become numbers, lists and so on.
  /// - Returns: The fields.
  static func fields(
    of request: AdminRequest, schema: (Object) -> Schema? = { _ in nil }
  ) throws(SandboxRefusal) -> Object {
    switch request.contentType {
    case nil where request.body.isEmpty: return Object()
    case "application/json": return try json(request.body)
    case "application/x-www-form-urlencoded", nil:
      let parameters = FormText.parameters(Substring(decoding: request.body, as: UTF8.self))
      let fields = FormFields.untyped(parameters)
      return schema(fields).map { FormFields.typed(fields, $0) } ?? fields
    default:
      throw SandboxRefusal(unsupported)
    }
  }

  private static func json(_ bytes: [UInt8]) throws(SandboxRefusal) -> Object {
    guard let node = try? JSONReader.read(bytes, limits: limits), let object = node.object ?? node.emptyArrayAsObject
    else {
      throw SandboxRefusal(.message(400, "Cannot parse JSON body"))
    }
    return object
  }

  private static let unsupported = AdminResponse(
    status: 415,
    body: Array(
      """
      <html>
      <head><title>415 Unsupported Media Type</title></head>
      <body>
      <center><h1>415 Unsupported Media Type</h1></center>
      </body>
      </html>
      """.utf8), contentType: "text/html; charset=UTF-8")
}

extension Node {
  fileprivate var emptyArrayAsObject: Object? { array?.isEmpty == true ? Object() : nil }
}
