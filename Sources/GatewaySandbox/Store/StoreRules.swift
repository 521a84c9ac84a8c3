import Digests
import Documents
import GatewayModel
import GatewayRules
import GatewaySchemas

/// What the gateway does to entities of single kinds beyond their schemas.
extension Store {
  /// Before an entity is completed and judged: normal forms.
  func normalize(_ input: inout Object, kind: String) throws(SandboxRefusal) {
    switch kind {
    case "targets":
      guard let text = input["target"]?.string else { return }
      guard let host = try? HostName(text) else {
        throw .schema(Violations("target", "Invalid target; not a valid hostname or ip address"))
      }
      input["target"] = Node(.string(host.withPort(default: 8000)))
    case "plugins":
      try resolvePartials(in: &input)
    case "rbac_role_endpoints", "rbac_role_entities":
      if let actions = input["actions"] { input["actions"] = RoleActions.normalized(actions) }
    default:
      break
    }
  }

  /// After an entity was judged, before it is stored: hashes and digests.
  ///
  /// - Parameters:
  ///   - entity: The whole entity.
  ///   - given: What the request says.
  func transform(_ entity: inout Object, given: Object, kind: String, change: Change) throws(SandboxRefusal) {
    switch kind {
    case "basicauth_credentials":
      guard !keepsPasswords, change != .update || given["password"] != nil, let password = entity["password"]?.string
      else { return }
      let consumer = entity["consumer"]?["id"]?.string ?? ""
      entity["password"] = Node(.string(StoredSecret.sha1(password, salt: consumer)))
    case "oauth2_credentials":
      let isNew = change != .update || given["client_secret"] != nil || given["hash_secret"] != nil
      guard isNew, entity["hash_secret"]?.bool == true, let secret = entity["client_secret"]?.string else { return }
      let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
      entity["client_secret"] = Node(.string(StoredSecret.pbkdf2(secret, salt: salt)))
    case "upstreams":
      UpstreamBalancing.settle(&entity)
    case "ca_certificates":
      guard let bytes = entity["cert"]?.string.flatMap(CertificateText.bytes) else { return }
      entity["cert_digest"] = Node(.string(Digest.hexadecimal(Digest.sha256(bytes))))
    case "certificates":
      let id = entity["id"]?.string.flatMap(UniqueID.init)
      try checkServerNames(given["snis"], of: id)
      entity.removeValue(forKey: "snis")
    default:
      break
    }
  }

  /// The names that a certificate is to serve: each once, none of another certificate.
  private func checkServerNames(_ list: Node?, of id: UniqueID?) throws(SandboxRefusal) {
    var seen: Set<String> = []
    for name in (list?.array ?? []).compactMap(\.string) {
      guard seen.insert(name).inserted else {
        throw .schema(Violations("snis", "duplicate server name in list: \(name)"))
      }
      guard let sni = tables["snis"]?.id(where: "name", is: name),
        let holder = Table.target(entity("snis", sni)?["certificate"]), holder != id
      else { continue }
      throw .schema(Violations("snis", "\(name) already associated with existing certificate '\(holder)'"))
    }
  }

  /// After an entity was stored: what belongs to it.
  mutating func followUp(_ kind: String, _ id: UniqueID, given: Object, change: Change) throws(SandboxRefusal) {
    let names = catalog.dialect == .konnect || change == .update ? given["snis"] : given["snis"] ?? []
    guard kind == "certificates", let names else { return }
    guard let collection = catalog.collection(named: "snis") else { return }
    let wanted = (names.array ?? []).compactMap(\.string)
    for sni in tables["snis"]?.referring(by: "certificate", to: id).all ?? [] {
      guard let name = entity("snis", sni)?["name"]?.string, !wanted.contains(name) else { continue }
      drop("snis", sni)
    }
    for name in wanted where tables["snis"]?.id(where: "name", is: name) == nil {
      let sni: Object = Object([
        Object.Member(key: "name", node: Node(.string(name))),
        Object.Member(key: "certificate", node: ["id": Node(.string("\(id)"))]),
      ])
      _ = try write(collection, sni, id: nil, change: .insert)
    }
  }

  /// The entity as the gateway answers with it.
  func presented(_ kind: String, _ id: UniqueID) -> [UInt8] {
    guard let row = row(kind, id), let collection = catalog.collection(named: kind) else { return [] }
    if collection.hasExpiry, catalog.hasDatabase { return withExpiry(row) }
    if kind == "certificates" { return withServerNames(row, id) }
    return row.json
  }

  /// The remaining life in whole seconds, among the members.
  private func withExpiry(_ row: Row) -> [UInt8] {
    let ttl = row.expires.map { String(Int(max(0, ($0 - generated.now).rounded(.up) - 1))) } ?? "null"
    return row.json.dropLast() + Array(",\"ttl\":\(ttl)}".utf8)
  }

  /// The names that the certificate serves, sorted, among the members.
  private func withServerNames(_ row: Row, _ id: UniqueID) -> [UInt8] {
    let snis = tables["snis"]?.referring(by: "certificate", to: id).all ?? []
    let names = snis.compactMap { entity("snis", $0)?["name"]?.string }.sorted()
    var body = row.json.dropLast() + Array(",\"snis\":".utf8)
    JSONWriter.append(Node(.array(names.map { Node(.string($0)) })), to: &body)
    return body + [UInt8(ascii: "}")]
  }
}
