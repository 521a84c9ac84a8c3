import Documents

/// A request to the Admin API, free of the server that received it.
struct AdminRequest: Sendable {
  /// In capitals.
  var method: String
  /// The path's parts, percent-decoded.
  var path: [String]
  /// The query's parameters, decoded, in their order.
  var query: [(name: String, value: String)] = []
  /// The media type of the body, in lower case, without parameters; nil where the header is missing.
  var contentType: String?
  /// The parameters of the media type, as they came.
  var contentTypeParameters = ""
  var body: [UInt8] = []
  /// The `Authorization` header.
  var authorization: String?

  /// Takes a request's target apart.
  init(method: String, target: String, contentType header: String? = nil, body: [UInt8] = []) {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    self.method = method
    self.path = (parts.first ?? "").split(separator: "/").map { PercentEncoding.lenientlyDecoded($0) }
    if parts.count > 1 { self.query = FormText.parameters(parts[1]) }
    if let header {
      let pieces = header.split(separator: ";", maxSplits: 1)
      self.contentType = pieces.first.map { $0.lowercased().filter { $0 != " " } }
      self.contentTypeParameters = pieces.count > 1 ? String(pieces[1]) : ""
    }
    self.body = body
  }

  /// Whether it changes nothing: it reads, or asks what is thought of an entity.
  var isRead: Bool {
    switch method {
    case "GET", "HEAD", "OPTIONS": true
    case "POST": path.last == "validate" && path.dropLast(2).last == "schemas"
    default: false
    }
  }

  /// The first value of a query parameter.
  func parameter(_ name: String) -> String? { query.first { $0.name == name }?.value }
}

/// An answer of the Admin API.
struct AdminResponse: Sendable {
  var status: Int
  var body: [UInt8] = []
  var contentType: String? = "application/json; charset=utf-8"
  var headers: [(name: String, value: String)] = []

  /// An answer with a JSON body.
  static func json(_ status: Int, _ node: Node) -> AdminResponse {
    AdminResponse(status: status, body: JSONWriter.write(node))
  }

  /// An answer with a JSON body that is written already.
  static func json(_ status: Int, bytes: [UInt8]) -> AdminResponse {
    AdminResponse(status: status, body: bytes)
  }

  static func message(_ status: Int, _ message: String) -> AdminResponse {
    .json(status, ["message": Node(.string(message))])
  }

  static let noContent = AdminResponse(status: 204, contentType: nil)
  static let notFound = AdminResponse.message(404, "Not found")
  static let unexpected = AdminResponse.message(500, "An unexpected error occurred")
  static let methodNotAllowed = AdminResponse.message(405, "Method not allowed")
}
