import Documents
import GatewaySchemas

/// Rules on hosts, addresses and the names of headers.
enum HostRules {
  static let host = CustomRule("host") { text in
    do throws(HostName.Problem) {
      return try HostName(text).port == nil ? nil : "must not have a port"
    } catch .port {
      return "must not have a port"
    } catch {
      return "invalid value: \(text)"
    }
  }

  static let hostWithOptionalPort = CustomRule("host-with-optional-port") { text in
    do throws(HostName.Problem) {
      _ = try HostName(text)
      return nil
    } catch {
      return error.message
    }
  }

  /// A route's host: each wildcard may stand for a label.
  static let routeHost = CustomRule("route-host") { text in
    do throws(HostName.Problem) {
      _ = try HostName(text.replacing("*", with: "abc"))
      return nil
    } catch {
      return error.message
    }
  }

  static let wildcardHost = CustomRule("wildcard-host") { text in
    var plain = text
    if text.contains("*") {
      guard text.hasPrefix("*") || text.hasSuffix("*") else {
        return "wildcard must be leftmost or rightmost character"
      }
      guard text.utf8.count(where: { $0 == UInt8(ascii: "*") }) == 1 else {
        return "only one wildcard must be specified"
      }
      plain = text.replacing("*", with: "wildcard")
    }
    do throws(HostName.Problem) {
      let host = try HostName(plain)
      if host.kind != .name { return "must not be an IP" }
      return host.port == nil ? nil : "must not have a port"
    } catch .port {
      return "must not have a port"
    } catch {
      return "invalid value: \(plain)"
    }
  }

  static let upstreamName = CustomRule("upstream-name") { text in
    guard let host = try? HostName(text) else { return "Invalid name ('\(text)'); must be a valid hostname" }
    if host.kind != .name { return "Invalid name ('\(text)'); no ip addresses allowed" }
    return host.port == nil ? nil : "Invalid name ('\(text)'); no port allowed"
  }

  static let target = CustomRule("target") { text in
    (try? HostName(text)) == nil ? "Invalid target; not a valid hostname or ip address" : nil
  }

  static let ipOrCIDR = CustomRule("ip-or-cidr") { text in
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let problem = "invalid ip or cidr range: '\(text)'"
    guard parts.count <= 2, let host = try? HostName(String(parts[0])), host.port == nil, host.kind != .name,
      !text.hasPrefix("[")
    else { return problem }
    guard parts.count == 2 else { return nil }
    guard ASCII.isNumber(parts[1]), let bits = Int(parts[1]), (0...(host.kind == .ipv4 ? 32 : 128)).contains(bits)
    else { return problem }
    return nil
  }

  static let headerName = CustomRule("header-name") { text in
    let isName = text.utf8.allSatisfy { ASCII.isAlphanumeric($0) || $0 == 0x2D || $0 == 0x5F }
    return isName
      ? nil : "bad header name '\(text)', allowed characters are A-Z, a-z, 0-9, '_', and '-'"
  }

  static let cookieName = CustomRule("cookie-name") { text in
    let isName = text.utf8.allSatisfy { ASCII.isAlphanumeric($0) || $0 == 0x2D || $0 == 0x5F }
    return isName
      ? nil : "bad cookie name '\(text)', allowed characters are A-Z, a-z, 0-9, '_', and '-'"
  }
}
