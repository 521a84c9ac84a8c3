import Diagnostics
import Documents

extension StateAudit {
  private static let adminPorts = [8001, 8444]
  /// In milliseconds; answers of language models take some minutes at the most.
  private static let longestTimeout = 600_000
  private static let mostRetries = 10

  mutating func checkServices() {
    let reached = Set(inventory.routes.map(\.owner))
    for (index, service) in inventory.services.enumerated() {
      let title = Self.title("service", service)
      let name = service.name ?? service.fields["id"]?.string ?? "#\(index + 1)"
      let ids = [name, service.fields["id"]?.string].compactMap { $0 }
      if !ids.contains(where: { reached.contains(.service($0)) }) {
        tell("service-without-route", .info, "no route leads to \(title)", at: service.place, service.ignored)
      }
      checkTarget(of: service, title)
      if service.fields["tls_verify"]?.bool == false {
        tell(
          "unverified-tls", .warn, "\(title) does not verify the upstream's certificate",
          at: service.place(of: "tls_verify"), service.ignored,
          hint: "set tls_verify to true, and ca_certificates if needed")
      }
      for field in ["connect_timeout", "read_timeout", "write_timeout"] {
        guard let timeout = service.fields[field]?.integer, timeout > Self.longestTimeout else { continue }
        tell(
          "long-timeout", .info, "\(title) waits up to \(timeout / 1000) seconds", at: service.place(of: field),
          service.ignored)
      }
      if let retries = service.fields["retries"]?.integer, retries > Self.mostRetries {
        tell(
          "many-retries", .info, "\(title) tries a request up to \(retries) times more",
          at: service.place(of: "retries"),
          service.ignored, hint: "each retry is more load for an upstream that fails")
      }
    }
    for upstream in inventory.upstreams where upstream.fields["healthchecks"] == nil {
      tell(
        "upstream-without-health-checks", .hint,
        "nobody looks whether the targets of \(Self.title("upstream", upstream)) are alive",
        at: upstream.place, upstream.ignored)
    }
  }

  private mutating func checkTarget(of service: StateInventory.Item, _ title: String) {
    var host = service.fields["host"]?.string ?? ""
    var port = service.fields["port"]?.integer
    var scheme = service.fields["protocol"]?.string
    var place = scheme == nil ? service.place(of: "host") : service.place(of: "protocol")
    if let url = service.fields["url"], let text = url.string, let parts = EndpointText(text) {
      (scheme, host, port, place) = (parts.scheme, parts.host, parts.port, url.place)
    }
    guard !host.isEmpty, !host.contains("${{") else { return }
    let isLocal = EndpointText.isLoopback(host)
    if let port, Self.adminPorts.contains(port), isLocal || host.contains("kong") {
      tell(
        "admin-api-exposed", .error, "\(title) leads to the gateway's Admin API at \(host):\(port)", at: place,
        service.ignored, hint: "whoever reaches a route to it owns the gateway; protect it well, or remove it")
    }
    if ["http", "grpc", "tcp", "ws", "udp"].contains(scheme ?? "http"), scheme != "udp", !isLocal {
      tell(
        "plaintext-upstream", .warn, "\(title) speaks \(scheme ?? "http") to \(host), without encryption", at: place,
        service.ignored, hint: "use https, grpcs, tls or wss")
    }
  }
}

/// Scheme, host and port of a URL.
struct EndpointText {
  let scheme: String
  let host: String
  let port: Int?

  init?(_ url: String) {
    let parts = URLParts(url)
    guard let scheme = parts.scheme, let host = parts.host else { return nil }
    self.scheme = scheme
    self.host = host
    port = parts.port.flatMap { ASCII.isNumber($0) ? Int($0) : nil }
  }

  /// Whether a host is the machine itself, whose traffic nobody else sees.
  static func isLoopback(_ host: String) -> Bool {
    host == "localhost" || host.hasPrefix("127.") || host == "::1" || host.hasSuffix(".localhost")
  }
}
