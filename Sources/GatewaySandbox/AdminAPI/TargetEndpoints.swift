import Documents
import GatewayModel
import GatewayRules

/// `/upstreams/x/targets/…`: targets are created, changed and listed in their own way.
struct TargetEndpoints {
  let collection: Collection
  let upstream: UniqueID
  let endpoints: EntityEndpoints

  func response(to request: AdminRequest, in store: inout Store) throws(SandboxRefusal) -> AdminResponse? {
    let path = request.path
    if path.count == 3 { return try collection(request, &store) }
    guard path.count == 4 else { return nil }
    if path[3] == "all" {
      guard request.method == "GET" || request.method == "HEAD" else { return .methodNotAllowed }
      return try listing(request, store, newestFirst: false)
    }
    return try single(path[3], request, &store)
  }

  private func collection(_ request: AdminRequest, _ store: inout Store) throws(SandboxRefusal) -> AdminResponse {
    switch request.method {
    case "GET", "HEAD":
      return try listing(request, store, newestFirst: true)
    case "POST":
      var fields = try endpoints.body(request, collection)
      fields["upstream"] = reference
      return try endpoints.create(collection, fields, &store)
    default:
      return .methodNotAllowed
    }
  }

  /// One target. A PUT changes what is given, as a PATCH does, and creates nothing, except in Konnect.
  private func single(_ key: String, _ request: AdminRequest, _ store: inout Store) throws(SandboxRefusal)
    -> AdminResponse
  {
    guard ["GET", "HEAD", "PUT", "PATCH", "DELETE"].contains(request.method) else { return .methodNotAllowed }
    let found = try find(key, in: store)
    if request.method == "PUT", endpoints.catalog.dialect == .konnect {
      var fields = try endpoints.body(request, collection)
      fields["upstream"] = reference
      return try endpoints.replace(collection, key, found, fields, &store)
    }
    guard let id = found else { return .notFound }
    switch request.method {
    case "PUT", "PATCH":
      var fields = try endpoints.body(request, collection)
      fields["upstream"] = reference
      return try endpoints.update(collection, id, fields, &store)
    case "DELETE":
      try store.delete(collection.name, id)
      return .noContent
    default:
      return .json(200, bytes: store.presented(collection.name, id))
    }
  }

  private var reference: Node { ["id": Node(.string("\(upstream)"))] }

  private func find(_ key: String, in store: Store) throws(SandboxRefusal) -> UniqueID? {
    if let id = UniqueID(key) {
      return Table.target(store.entity(collection.name, id)?["upstream"]) == upstream ? id : nil
    }
    guard let host = try? HostName(key) else { return nil }
    let values = Object([
      Object.Member(key: "target", node: Node(.string(host.withPort(default: 8000)))),
      Object.Member(key: "upstream", node: reference),
    ])
    return try store.table(collection.name).id(where: ["target", "upstream"], are: values)
  }

  func health(_ request: AdminRequest, _ store: Store, nodeID: UniqueID) throws(SandboxRefusal) -> AdminResponse {
    let page = try listing(request, store, newestFirst: true)
    return .json(200, bytes: Array("{\"node_id\":\"\(nodeID)\",".utf8) + page.body.dropFirst())
  }

  /// A page of the upstream's targets by their time of creation; the offset is the number of those before it.
  private func listing(
    _ request: AdminRequest, _ store: Store, newestFirst: Bool
  ) throws(SandboxRefusal) -> AdminResponse {
    let size = try Listing.size(request)
    var start = 0
    if let text = request.parameter("offset") {
      guard let bytes = Base64.decoded(text, .any), let number = Int(String(decoding: bytes, as: UTF8.self)), number > 0
      else {
        throw .offset(text, "bad value")
      }
      start = number
    }
    let ids = try sorted(store, newestFirst: newestFirst)
    let page = ids.dropFirst(start).prefix(size)
    var body = Array("{\"data\":[".utf8)
    for (position, id) in page.enumerated() {
      if position > 0 { body.append(UInt8(ascii: ",")) }
      body += store.presented(collection.name, id)
    }
    let end = start + page.count
    guard end < ids.count else { return .json(200, bytes: body + Array("],\"next\":null}".utf8)) }
    let offset = Base64.encoded(Array("\(end)".utf8), isPadded: false)
    let path = "/" + request.path.map(PercentEncoding.encoded).joined(separator: "/")
    return .json(
      200, bytes: body + Array("],\"offset\":\"\(offset)\",\"next\":\"\(path)?offset=\(offset)\"}".utf8))
  }

  private func sorted(_ store: Store, newestFirst: Bool) throws(SandboxRefusal) -> [UniqueID] {
    let ids = try store.table(collection.name).referring(by: "upstream", to: upstream).all
    let timed = ids.map { ($0, store.entity(collection.name, $0)?["created_at"]?.double ?? 0) }
    let ascending = timed.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
    return newestFirst ? ascending.reversed() : ascending
  }
}
