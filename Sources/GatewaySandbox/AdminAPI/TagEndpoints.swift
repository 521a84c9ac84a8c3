import Documents
import GatewayModel

/// `/tags` and `/tags/x`: which entity carries which tag.
struct TagEndpoints {
  let catalog: Catalog

  private struct Entry {
    let id: UniqueID
    let position: Int
    let tag: String
    let kind: String
  }

  func response(to request: AdminRequest, in store: Store) throws(SandboxRefusal) -> AdminResponse? {
    guard request.path.first == "tags", request.path.count <= 2 else { return nil }
    guard request.method == "GET" || request.method == "HEAD" else { return .methodNotAllowed }
    if !catalog.hasDatabase { return .unexpected }
    let wanted = request.path.dropFirst().first
    let size = try Listing.size(request)
    let start = try offset(request)
    let entries = entries(in: store, tag: wanted).filter { entry in
      start.map { (entry.id, entry.position) > $0 } ?? true
    }
    var object = Object([
      Object.Member(
        key: "data",
        node: Node(
          .array(
            entries.prefix(size).map { entry in
              [
                "tag": Node(.string(entry.tag)), "entity_name": Node(.string(entry.kind)),
                "entity_id": Node(.string("\(entry.id)")),
              ]
            })))
    ])
    if entries.count > size, let last = entries.prefix(size).last {
      let offset = Base64.encoded(Array("[\"\(last.id)\",\(last.position)]".utf8), isPadded: false)
      let path = wanted.map { "/tags/" + PercentEncoding.encoded($0) } ?? "/tags"
      let sizeText = request.parameter("size").map { "&size=" + PercentEncoding.encoded($0) } ?? ""
      object["offset"] = Node(.string(offset))
      object["next"] = Node(.string("\(path)?offset=\(PercentEncoding.encoded(offset))\(sizeText)"))
    } else {
      object["next"] = .null
    }
    return .json(200, Node(.object(object)))
  }

  private func entries(in store: Store, tag wanted: String?) -> [Entry] {
    var entries: [Entry] = []
    for collection in catalog.collections {
      guard let table = store.tables[collection.name] else { continue }
      let kind = collection.name == "vaults" ? "sm_vaults" : collection.name
      for (id, row) in table.rows where !row.tags.isEmpty {
        for (position, tag) in row.tags.enumerated() where wanted == nil || wanted == tag {
          entries.append(Entry(id: id, position: position + 1, tag: tag, kind: kind))
        }
      }
    }
    return entries.sorted { ($0.id, $0.position) < ($1.id, $1.position) }
  }

  private func offset(_ request: AdminRequest) throws(SandboxRefusal) -> (UniqueID, Int)? {
    guard let text = request.parameter("offset") else { return nil }
    guard let bytes = Base64.decoded(text, .any) else { throw .offset(text, "bad base64 encoding") }
    guard let list = (try? JSONReader.read(bytes))?.array else { throw .offset(text, "bad json encoding") }
    guard list.count == 2, let id = list[0].string.flatMap(UniqueID.init), let position = list[1].integer else {
      throw .offset(text, "bad value")
    }
    return (id, position)
  }
}
