import Diagnostics
import Documents
import OpenAPI

/// Makes a service, and where it needs one an upstream, of servers and defaults.
struct ServiceBuilder {
  /// The tags of all that is made.
  let tags: Node
  /// Whether entities get ids.
  let hasIDs: Bool

  /// What a service is made of.
  struct Parts {
    /// What names and ids are made of.
    let base: String
    /// The servers; none stands for this machine.
    let servers: [Server]
    /// Fields to begin with.
    let serviceDefaults: Object?
    /// Fields that an upstream begins with; where they are given there is one.
    let upstreamDefaults: Object?
  }

  /// Makes both; nil where a server's address or a default has a fault.
  func build(_ parts: Parts, _ diagnostics: inout DiagnosticCollector) -> (service: Object, upstream: Object?)? {
    var fields = parts.serviceDefaults ?? Object()
    if let value = fields["protocol"], !value.isNull, value.string == nil {
      diagnostics.error(code: "odd-extension", "'protocol' of a service is a text", at: value.place)
      return nil
    }
    guard let addresses = ServiceBuilder.addresses(parts.servers, &diagnostics) else { return nil }
    let first = addresses[0].completed(scheme: fields["protocol"]?.string ?? "https")
    if hasIDs { fields["id"] = Node(.string(NameBasedID.text(parts.base + ".service"))) }
    fields["name"] = Node(.string(parts.base))
    fields["tags"] = tags
    let place = parts.servers.first?.place ?? .none
    fields.complete("protocol", Node(.string(first.scheme), at: place))
    fields.complete("path", Node(.string(first.path), at: place))
    fields.complete("port", Node(.integer(first.port ?? (first.scheme == "http" ? 80 : 443)), at: place))
    guard fields["host"] ?? .null == .null else { return (fields, nil) }
    if addresses.count == 1, parts.upstreamDefaults == nil {
      fields["host"] = Node(.string(first.host), at: place)
      return (fields, nil)
    }
    guard let upstream = upstream(parts, addresses, &diagnostics) else { return nil }
    fields["host"] = upstream["name"]
    return (fields, upstream)
  }

  private func upstream(
    _ parts: Parts, _ addresses: [ServerAddress], _ diagnostics: inout DiagnosticCollector
  ) -> Object? {
    var fields = parts.upstreamDefaults ?? Object()
    let name = parts.base + ".upstream"
    if hasIDs { fields["id"] = Node(.string(NameBasedID.text(name))) }
    fields["name"] = Node(.string(name))
    fields["tags"] = tags
    guard let given = fields["targets"], !given.isNull else {
      let targets = addresses.map { address -> Node in
        ["target": Node(.string(address.completed(scheme: "https").target)), "tags": tags]
      }
      fields["targets"] = Node(.array(targets))
      return fields
    }
    guard let items = given.array, items.allSatisfy({ $0.object != nil }) else {
      diagnostics.error(
        code: "odd-extension", "'targets' of an upstream must be a list of mappings", at: given.place)
      return nil
    }
    fields["targets"] = Node(
      .array(
        items.map { item in
          var target = item.object ?? Object()
          target["tags"] = tags
          return Node(.object(target), at: item.place)
        }))
    return fields
  }

  /// The addresses of servers, at least one.
  static func addresses(_ servers: [Server], _ diagnostics: inout DiagnosticCollector) -> [ServerAddress]? {
    if servers.isEmpty { return [ServerAddress()] }
    var addresses: [ServerAddress] = []
    for server in servers {
      do throws(ServerAddress.Problem) {
        let address = try ServerAddress(url(of: server))
        check(address, of: server, &diagnostics)
        addresses.append(address)
      } catch {
        diagnostics.error(
          code: "odd-server", "'\(server.url)' is no address of a server: \(error.reason)", at: server.place,
          hint: "write one such as https://api.example.com/v1, with a default for each variable")
      }
    }
    return addresses.count == servers.count ? addresses : nil
  }

  /// Tells what the gateway will not understand of an address.
  private static func check(_ address: ServerAddress, of server: Server, _ diagnostics: inout DiagnosticCollector) {
    if address.path.contains("{") {
      diagnostics.warning(
        code: "odd-server", "'\(server.url)' has a variable that 'variables' does not", at: server.place,
        hint: "add it with a default")
    }
  }

  private static func url(of server: Server) -> String {
    server.variables.reduce(server.url) { url, variable in
      url.replacing("{\(variable.name)}", with: variable.value)
    }
  }
}

extension Object {
  /// Sets a field that is missing or null.
  mutating func complete(_ key: String, _ node: Node) {
    if self[key] ?? .null == .null { self[key] = node }
  }
}
