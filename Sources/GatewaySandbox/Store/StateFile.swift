import Documents
import GatewayModel
import GatewaySchemas

/// The state as a file: one JSON object a line, a heading first, then every entity.
enum StateFile {
  private static let heading = "fairlead-sandbox state 1"

  /// The lines of a state.
  static func lines(of workspaces: Workspaces) -> [[UInt8]] {
    var lines = [
      line(["format": Node(.string(heading)), "edition": Node(.string(workspaces.catalog.bundle.edition.rawValue))])
    ]
    if let table = workspaces.descriptions { lines += rows(table, workspace: nil) }
    let stores = [(Workspaces.standardName, workspaces.standard)] + workspaces.others.sorted { $0.key < $1.key }
    for (name, store) in stores {
      for collection in workspaces.catalog.collections {
        if let table = store.tables[collection.name] { lines += rows(table, workspace: name) }
      }
    }
    return lines
  }

  private static func rows(_ table: Table, workspace: String?) -> [[UInt8]] {
    table.order.all.compactMap { id in
      guard let row = table.rows[id] else { return nil }
      let place =
        workspace.map { name in
          "\"workspace\":\(String(decoding: JSONWriter.write(Node(.string(name))), as: UTF8.self)),"
        } ?? ""
      let end = row.expires.map { "\"expires\":\($0)," } ?? ""
      return Array("{\"kind\":\"\(table.collection.name)\",\(place)\(end)\"entity\":".utf8) + row.json
        + Array("}\n".utf8)
    }
  }

  private static func line(_ node: Node) -> [UInt8] { JSONWriter.write(node) + [0x0A] }

  /// Puts the entities of a file into an empty state.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - path: Its name, for messages.
  ///   - workspaces: The state.
  static func restore(_ bytes: [UInt8], path: String, into workspaces: inout Workspaces) throws(SandboxFailure) {
    let lines = bytes.split(separator: 0x0A)
    let head = lines.first.flatMap { try? JSONReader.read(Array($0)) }
    guard head?["format"]?.string == heading else { throw SandboxFailure("\(path) is no state of a sandbox") }
    let edition = workspaces.catalog.bundle.edition.rawValue
    guard head?["edition"]?.string == edition else {
      throw SandboxFailure("\(path) is the state of another edition than \(edition)")
    }
    for (index, line) in lines.enumerated().dropFirst() {
      guard let node = try? JSONReader.read(Array(line)), let kind = node["kind"]?.string,
        let entity = node["entity"]?.object, let id = entity["id"]?.string.flatMap(UniqueID.init)
      else { throw SandboxFailure("\(path):\(index + 1) is no entity") }
      workspaces.restore(kind, entity, id, workspace: node["workspace"]?.string, expires: node["expires"]?.double)
    }
  }
}
