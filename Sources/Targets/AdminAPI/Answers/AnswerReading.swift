import Diagnostics
import Documents

extension HTTPResponse {
  /// The document of an answer; an error where the gateway refused, or where the answer is no JSON.
  func document() throws(AdminError) -> Node {
    try checkStatus()
    do {
      return try JSONReader.read(body)
    } catch {
      throw AdminError.unexpectedAnswer(status: status, reason: "it is not JSON\(kind)\(asked)")
    }
  }

  /// Throws for every status but those of success.
  func checkStatus() throws(AdminError) {
    switch status {
    case 200..<300: return
    case 300..<400:
      throw .unexpectedAnswer(status: status, reason: "it sends the request elsewhere, which is not followed\(asked)")
    case 400...: throw .refused(GatewayRefusal(self))
    default: throw .unexpectedAnswer(status: status, reason: "no such status is known\(asked)")
    }
  }

  private var asked: String { request.isEmpty ? "" : " (\(request))" }

  private var kind: String {
    guard let type = header("content-type"), !type.hasPrefix("application/json") else { return "" }
    return " but \(type.prefix(60))"
  }
}
