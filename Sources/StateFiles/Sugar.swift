import Diagnostics
import Documents
import GatewayModel

/// Short forms of the file format, taken apart so that everything after sees one form only.
enum Sugar: Sendable, Hashable {
  /// A service's `url` for protocol, host, port and path.
  case serviceURL
  /// A route for gRPC strips no path unless told otherwise.
  case grpcKeepsPath
  /// A target's address, with or without a port.
  case targetAddress
  /// An empty mapping under this key says nothing.
  case emptyMeansAbsent(String)
  /// An entity without this list means it with one item.
  case listDefault(String, item: String)

  /// Replaces the short forms that the entity's kind has.
  static func expand(_ entity: inout Entity, _ diagnostics: inout DiagnosticCollector) {
    for form in entity.kind.fileFacts.sugar {
      switch form {
      case .serviceURL: expandURL(&entity, &diagnostics)
      case .grpcKeepsPath: keepPathForGRPC(&entity, &diagnostics)
      case .targetAddress: checkTarget(entity, &diagnostics)
      case .emptyMeansAbsent(let field): removeIfEmpty(&entity, field)
      case .listDefault(let field, let item):
        if entity.fields[field]?.isNull ?? true {
          entity.fields[field] = Node(.array([Node(.string(item))]), at: entity.place)
        }
      }
    }
    for spelling in entity.kind.spellings { spelling.settle(&entity.fields) }
  }

  private static func checkTarget(_ entity: Entity, _ diagnostics: inout DiagnosticCollector) {
    guard let node = entity.fields["target"], let text = node.string, TargetAddress.canonical(text) == nil else {
      return
    }
    diagnostics.error(
      code: "invalid-value",
      "'\(Secrets.shown(text, at: node.place))' cannot be the address of a target", at: node.place,
      hint: "a target is a host or an address, with or without a port: 10.0.0.1:8000, [::1]:80")
  }

  private static func removeIfEmpty(_ entity: inout Entity, _ field: String) {
    guard let object = entity.fields[field]?.object else { return }
    let isEmpty = object.allSatisfy { $0.node.isNull || $0.node.array?.isEmpty == true }
    if isEmpty { entity.fields.removeValue(forKey: field) }
  }

  /// `url` gives protocol, host, port and path; fields that are written out win over its parts.
  private static func expandURL(_ entity: inout Entity, _ diagnostics: inout DiagnosticCollector) {
    guard let node = entity.fields.removeValue(forKey: "url") else { return }
    guard !node.isNull else {
      // What an expression left out would have said where the service is.
      if node.hasGaps, entity.fields["host"] == nil { entity.fields["host"] = node }
      return
    }
    guard let text = node.string, let url = ServiceURL(text) else {
      diagnostics.error(
        code: "invalid-url", "'url' of a service has a protocol and a host", at: node.place,
        hint: "such as https://mcp.example.com:8443/mcp")
      // That the service has no host follows from it, and is no second fault.
      if entity.fields["host"] == nil { entity.fields["host"] = Node(.string("unknown"), at: node.place) }
      return
    }
    func set(_ key: String, _ value: Value) {
      if entity.fields[key] == nil { entity.fields[key] = Node(value, at: node.place) }
    }
    set("protocol", .string(url.scheme))
    set("host", .string(url.host))
    set("port", .integer(url.port))
    if let path = url.path { set("path", .string(path)) }
  }

  /// A gateway refuses `strip_path` for gRPC, and true is the default: the absent field means false there.
  private static func keepPathForGRPC(_ entity: inout Entity, _ diagnostics: inout DiagnosticCollector) {
    guard let protocols = entity.fields["protocols"]?.array,
      protocols.contains(where: { $0.string == "grpc" || $0.string == "grpcs" })
    else { return }
    guard let written = entity.fields["strip_path"], !written.isNull else {
      entity.fields["strip_path"] = Node(.bool(false), at: entity.place)
      return
    }
    if written.bool == true {
      diagnostics.error(
        code: "invalid-value", "'strip_path' cannot be true for a route of grpc or grpcs", at: written.place,
        hint: "take it out, or write false")
    }
  }
}

/// The parts of a service's `url`.
struct ServiceURL: Equatable {
  var scheme: String
  var host: String
  var port: Int
  var path: String?

  /// Takes a URL apart; nil without a scheme or host, or with a port that is no number up to 65,535.
  init?(_ text: String) {
    let parts = URLParts(text)
    guard let scheme = parts.scheme, let host = parts.host, !host.contains(where: { "[]".contains($0) }) else {
      return nil
    }
    self.scheme = scheme
    self.host = parts.isBracketed ? "[\(host)]" : host
    port = scheme == "https" ? 443 : 80
    if let text = parts.port {
      guard ASCII.isNumber(text), let number = Int(text), number <= 65535 else { return nil }
      port = number
    }
    path = parts.path?.split(separator: " ", omittingEmptySubsequences: false).joined(separator: "%20")
  }
}
