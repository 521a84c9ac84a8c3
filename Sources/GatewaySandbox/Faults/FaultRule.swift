import Documents

/// One thing that is made to go wrong: for which requests, how, and how often.
package struct FaultRule: Sendable, Equatable {
  /// What happens to a request.
  package enum Action: Sendable, Equatable {
    /// It is answered with a status, and nothing is done.
    case status(Int)
    /// The connection is closed before anything is done.
    case dropBefore
    /// The work is done, then the connection is closed without an answer.
    case dropAfter
    /// The work is done; half of the answer's body is sent, then the connection is closed.
    case truncate
    /// The work is done; the body comes in pieces over this many milliseconds.
    case slow(milliseconds: Int)
  }

  /// The method in capitals, or `*` for all.
  package var method: String
  /// The paths concerned; `*` stands for any text, `?` for one character.
  package var path: String
  /// What happens.
  package var action: Action
  /// How many requests are left that it happens to; nil for all.
  package var remaining: Int?
  /// The seconds that an answer with a status asks to wait; nil for none.
  package var retryAfter: Int?
  /// Whether those seconds are told as the time when they are over.
  package var tellsTime = false
  /// Where an answer with a status sends the client; nil for nowhere.
  package var location: String?
  /// Whether an answer with a status is a web page instead of a document, as that of a proxy in between.
  package var isPage = false

  /// Makes a rule.
  package init(method: String, path: String, action: Action, count: Int? = nil) {
    self.method = method.uppercased()
    self.path = path
    self.action = action
    self.remaining = count
  }

  /// Reads `METHOD:PATH[:VALUE][:COUNT]`, as the program's flags take it; nil for anything else.
  ///
  /// - Parameters:
  ///   - text: What the flag says.
  ///   - hasValue: Whether a number stands between path and count.
  ///   - action: Makes the action of the number, or of 0 where there is none.
  package init?(parsing text: String, hasValue: Bool, action: (Int) -> Action) {
    var parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 2, !parts[0].isEmpty else { return nil }
    let method = parts.removeFirst()
    var numbers: [Int] = []
    while parts.count > 1, numbers.count < (hasValue ? 2 : 1), let number = parts.last.flatMap({ Int($0) }) {
      numbers.insert(number, at: 0)
      parts.removeLast()
    }
    if hasValue, numbers.isEmpty { return nil }
    let count = numbers.count > (hasValue ? 1 : 0) ? numbers.last : nil
    let path = parts.joined(separator: ":")
    guard path.hasPrefix("/") || path.hasPrefix("*"), count ?? 1 > 0 else { return nil }
    self.init(method: method, path: path, action: action(hasValue ? numbers[0] : 0), count: count)
  }

  func matches(_ request: AdminRequest) -> Bool {
    guard method == "*" || method == request.method, remaining != 0 else { return false }
    return Glob.matches(Array(path.utf8), Array(("/" + request.path.joined(separator: "/")).utf8))
  }
}

extension FaultRule {
  /// The rule in the control path's form.
  var node: Node {
    var object = Object([
      Object.Member(key: "method", node: Node(.string(method))), Object.Member(key: "path", node: Node(.string(path))),
    ])
    switch action {
    case .status(let status): object["status"] = Node(.integer(status))
    case .dropBefore: object["drop"] = "before"
    case .dropAfter: object["drop"] = "after"
    case .truncate: object["truncate"] = true
    case .slow(let milliseconds): object["slow_ms"] = Node(.integer(milliseconds))
    }
    object["retry_after"] = retryAfter.map { Node(.integer($0)) }
    if tellsTime { object["retry_after_date"] = true }
    object["location"] = location.map { Node(.string($0)) }
    if isPage { object["page"] = true }
    object["count"] = remaining.map { Node(.integer($0)) }
    return Node(.object(object))
  }

  /// Reads the control path's form.
  init?(_ node: Node) {
    let action: Action
    if let status = node["status"]?.integer, (100...599).contains(status) {
      action = .status(status)
    } else if let drop = node["drop"]?.string, drop == "before" || drop == "after" {
      action = drop == "before" ? .dropBefore : .dropAfter
    } else if node["truncate"]?.bool == true {
      action = .truncate
    } else if let milliseconds = node["slow_ms"]?.integer, milliseconds >= 0 {
      action = .slow(milliseconds: milliseconds)
    } else {
      return nil
    }
    self.init(
      method: node["method"]?.string ?? "*", path: node["path"]?.string ?? "*", action: action,
      count: node["count"]?.integer)
    retryAfter = node["retry_after"]?.integer
    tellsTime = node["retry_after_date"]?.bool ?? false
    location = node["location"]?.string
    isPage = node["page"]?.bool ?? false
  }

  /// The answer with a status.
  func answer(_ status: Int) -> AdminResponse {
    var answer = AdminResponse.message(status, "An unexpected error occurred")
    if isPage {
      answer.body = Array("<html><head><title>\(status)</title></head><body>A page</body></html>".utf8)
      answer.contentType = "text/html"
    }
    if let retryAfter {
      answer.headers.append(("Retry-After", tellsTime ? TimeText.text(in: retryAfter) : "\(retryAfter)"))
    }
    if let location { answer.headers.append(("Location", location)) }
    return answer
  }
}

/// Patterns of paths.
enum Glob {
  /// Whether a text matches; each `*` is tried at its last place only, so that the work stays bounded.
  static func matches(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
    var p = 0
    var t = 0
    var star: (pattern: Int, text: Int)?
    while t < text.count {
      if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
        star = (p, t)
        p += 1
      } else if p < pattern.count, pattern[p] == text[t] || pattern[p] == UInt8(ascii: "?") {
        p += 1
        t += 1
      } else if let last = star {
        p = last.pattern + 1
        t = last.text + 1
        star = (last.pattern, t)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
