import Documents
import GatewaySchemas

/// Rules on URLs and paths.
enum URLRules {
  static let url = CustomRule("url") { text in
    let parts = URLParts(text)
    if parts.host == nil { return "missing host in url" }
    return parts.scheme == nil ? "missing scheme in url" : nil
  }

  static let redirectURI = CustomRule("redirect-uri") { text in
    let parts = URLParts(text)
    if parts.host == nil || parts.scheme == nil { return "cannot parse '\(text)'" }
    return parts.fragment == nil ? nil : "fragment not allowed in '\(text)'"
  }

  static let plainProxy = CustomRecordRule(name: "plain-proxy", sources: ["config.proxy_url"]) { record, violations in
    guard let url = record.value(at: ["config", "proxy_url"])?.string else { return }
    if let scheme = URLParts(url).scheme, scheme != "http" {
      violations.add(entity: "proxy_url scheme must be http")
    }
  }

  /// A path that is sent on: the characters of RFC 3986, percent signs only in escapes.
  static let path = CustomRule("path") { text in
    let others = Set("/%-._~:@!$&'()*+,;=".utf8)
    guard text.utf8.allSatisfy({ ASCII.isAlphanumeric($0) || others.contains($0) }) else {
      return "invalid path: '\(text)' (characters outside of the reserved list of RFC 3986 found)"
    }
    var rest = text[...]
    while let percent = rest.firstIndex(of: "%") {
      let escape = rest[percent...].prefix(3)
      guard escape.utf8.count == 3, ASCII.isHexadecimal(escape.dropFirst()) else {
        return "invalid url-encoded value: '\(escape)'"
      }
      rest = rest[percent...].dropFirst(3)
    }
    return nil
  }

  /// A route's path: a prefix in its normal form, or a regular expression after `~`.
  static let routePath = CustomRule("route-path") { text in
    if text.hasPrefix("~") {
      let expression = String(text.dropFirst())
      return RegexSyntax.problem(in: expression).map { "invalid regex: '\(expression)' (PCRE returned: \($0))" }
    }
    let normal = PathNormalForm.of(text)
    return normal == text ? nil : "non-normalized path, consider use '\(normal)' instead"
  }
}

/// The normal form of paths: no dot segments, no empty ones, no escapes of what needs none.
enum PathNormalForm {
  static func of(_ path: String) -> String {
    let decoded = unescaped(path)
    guard decoded.utf8.contains(UInt8(ascii: ".")) || decoded.contains("//") else { return decoded }
    var kept: [Substring] = []
    let segments = decoded.split(separator: "/", omittingEmptySubsequences: true)
    for segment in segments {
      switch segment {
      case ".": continue
      case "..": _ = kept.popLast()
      default: kept.append(segment)
      }
    }
    let isFolder = decoded.hasSuffix("/") || segments.last == "." || segments.last == ".."
    return "/" + kept.joined(separator: "/") + (isFolder && !kept.isEmpty ? "/" : "")
  }

  private static func unescaped(_ path: String) -> String {
    let bytes = Array(path.utf8)
    guard bytes.contains(UInt8(ascii: "%")) else { return path }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        case let digits = String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self),
        ASCII.isHexadecimal(digits),
        let value = UInt8(digits, radix: 16)
      {
        if ASCII.isAlphanumeric(value) || [0x2D, 0x2E, 0x5F, 0x7E].contains(value) {
          result.append(value)
        } else {
          result += Array("%".utf8) + bytes[(index + 1)...(index + 2)].map { $0 >= 0x61 ? $0 - 0x20 : $0 }
        }
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// The `url` of a service, which stands for protocol, host, port and path.
enum URLShorthand {
  /// The fields that a URL stands for; they win over what is given beside it.
  static func fields(of url: String) -> [(name: String, value: Node)] {
    let parts = URLParts(url)
    let port = parts.port.flatMap { ASCII.isNumber($0) ? Int($0) : nil }
    let scheme = parts.scheme ?? (port == 443 ? "https" : "http")
    var fields: [(name: String, value: Node)] = [("protocol", Node(.string(scheme)))]
    if let host = parts.host { fields.append(("host", Node(.string(host)))) }
    if let port = port ?? (parts.scheme == "https" ? 443 : parts.scheme == "http" ? 80 : nil) {
      fields.append(("port", Node(.integer(port))))
    }
    fields.append(("path", parts.path.map { Node(.string($0)) } ?? .null))
    return fields
  }
}
