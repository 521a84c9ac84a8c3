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
    return PercentEncoding.unsoundEscape(in: text).map { "invalid url-encoded value: '\($0)'" }
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
    let decoded = PercentEncoding.normalized(path)
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
