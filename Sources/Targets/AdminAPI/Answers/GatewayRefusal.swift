package import Documents

/// An answer with which the gateway says no.
package struct GatewayRefusal: Error, Sendable, Equatable {
  /// The HTTP status.
  package var status: Int
  /// The gateway's own words, cut off after 2,000 characters; they may quote values, secret ones too.
  package var message: String
  /// The gateway's number for the kind of refusal, such as 2 for a schema violation and 5 for a unique value in use.
  package var code: Int?
  /// The gateway's name for the kind of refusal, such as `schema violation`.
  package var name: String?
  /// What is wrong with which field, nested as the entity is; values may be secret.
  package var fields: Node?
  /// What is wrong with which field, where that is told in a list.
  var details: [Detail] = []
  /// Who refused.
  var speaker = "the gateway"
  /// What is wrong with which entity of a declarative configuration; values may be secret.
  var flattened: [Node] = []
  /// How often the request was sent.
  package var attempts: Int
  /// What was asked, as messages show it; empty where that is not known.
  var request = ""

  /// Makes a refusal.
  package init(
    status: Int, message: String, code: Int? = nil, name: String? = nil, fields: Node? = nil, attempts: Int = 1
  ) {
    self.status = status
    self.message = message
    self.code = code
    self.name = name
    self.fields = fields
    self.attempts = attempts
  }

  /// Whether the gateway does not know who asks (401), or does not let them (403).
  package var isForbidden: Bool { status == 401 || status == 403 }
  /// Whether another entity holds a value that must be unique.
  package var isUniqueViolation: Bool {
    // Where numbers are those of gRPC, 5 is that of what is not there.
    status == 409 || code == 5 && status != 404 || details.contains { $0.isAboutUniqueness }
  }
  /// The number of a refusal that tells what is wrong with which field.
  static let schemaViolation = 2
}

extension GatewayRefusal {
  /// Reads an answer: the gateway's JSON with its message, JSON with a message alone, a web page's title, or text.
  init(_ response: HTTPResponse) {
    self.init(status: response.status, message: "", attempts: response.attempts)
    self.request = response.request
    if let document = try? JSONReader.read(response.body), let object = document.object {
      // Proxies in front of a gateway write `error` or `detail`, and some a whole mapping.
      let words =
        object["message"]?.string ?? object["error"]?.string ?? object["detail"]?.string ?? object["title"]?.string
      self.message = GatewayRefusal.plain(words ?? "")
      self.code = object["code"]?.integer
      self.name = object["name"]?.string.map(GatewayRefusal.plain)
      self.details = Detail.list(in: object)
      self.flattened = object["flattened_errors"]?.array ?? []
      self.fields = [object["fields"], object["options"]].compactMap(\.self).first { !$0.isNull }
    } else {
      let text = String(decoding: response.body.prefix(64 << 10), as: UTF8.self)
      self.message = GatewayRefusal.plain(GatewayRefusal.title(of: text) ?? text)
    }
  }

  /// The title of a web page.
  private static func title(of text: String) -> String? {
    guard let start = text.firstRange(of: "<title>"), let end = text.firstRange(of: "</title>"),
      start.upperBound <= end.lowerBound
    else { return nil }
    return String(text[start.upperBound..<end.lowerBound])
  }

  /// One line without control characters, which could rewrite what a terminal shows, and of bounded length.
  static func plain(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(2000) {
      if scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value) {
        if line.last != " ", !line.isEmpty { line.append(" ") }
      } else {
        line.append(scalar)
      }
    }
    while line.last == " " { line.removeLast() }
    return String(line)
  }
}

extension GatewayRefusal: CustomStringConvertible {
  /// What the gateway says, with its status.
  package var description: String {
    let words = message.isEmpty ? "without a reason" : message
    let remarks = [request, attempts > 1 ? "tried \(attempts) times" : ""].filter { !$0.isEmpty }
    let remark = remarks.isEmpty ? "" : " (\(remarks.joined(separator: ", ")))"
    switch status {
    case 401: return "\(speaker) does not know who asks (status 401): \(words)\(remark)"
    case 403: return "\(speaker) does not permit this (status 403): \(words)\(remark)"
    default: return "\(speaker) refused with status \(status): \(words)\(remark)"
    }
  }
}
