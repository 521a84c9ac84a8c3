import Documents

/// An error in Konnect's words: a problem document (RFC 7807), or a code with details where entities are concerned.
struct KonnectError: Error, Sendable {
  let response: AdminResponse

  private static let titles = [
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    409: "Conflict", 429: "Too Many Requests", 500: "Internal Server Error", 503: "Service Unavailable",
  ]
  /// The codes that stand beside statuses.
  private static let codes = [
    400: 3, 401: 16, 403: 7, 404: 5, 405: 12, 409: 6, 429: 8, 500: 13, 501: 12, 503: 14,
  ]

  /// A problem document.
  static func problem(_ status: Int, _ detail: String, invalid: [Node] = []) -> KonnectError {
    var object: Object = [
      "status": Node(.integer(status)), "title": Node(.string(titles[status] ?? "Error")),
      "instance": "konnect:trace:1", "detail": Node(.string(detail)),
    ]
    if !invalid.isEmpty { object["invalid_parameters"] = Node(.array(invalid)) }
    var response = AdminResponse.json(status, Node(.object(object)))
    response.contentType = "application/problem+json"
    return KonnectError(response: response)
  }

  /// A problem with one parameter.
  static func invalid(_ field: String, _ reason: String, _ detail: String = "Invalid parameters") -> KonnectError {
    problem(400, detail, invalid: [["field": Node(.string(field)), "reason": Node(.string(reason))]])
  }

  /// An error concerning an entity.
  static func entity(_ status: Int, code: Int? = nil, _ message: String, details: [Node] = []) -> KonnectError {
    KonnectError(
      response: .json(
        status,
        [
          "code": Node(.integer(code ?? codes[status] ?? 2)), "message": Node(.string(message)),
          "details": Node(.array(details)),
        ]))
  }

  /// What a fault answers with, in Konnect's form; pages and successes stay.
  static func worded(_ answer: AdminResponse, isProblem: Bool) -> AdminResponse {
    guard answer.status >= 400, let message = (try? JSONReader.read(answer.body))?["message"]?.string else {
      return answer
    }
    var result: AdminResponse
    if isProblem {
      result = problem(answer.status, message).response
    } else if answer.status == 401 {
      result = .json(401, ["message": Node(.string(message)), "status": 401])
    } else {
      result = entity(answer.status, message).response
    }
    result.headers = answer.headers
    return result
  }
}
