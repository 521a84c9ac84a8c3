import Documents
import GatewayModel
import GatewaySchemas

/// The state as a file: one JSON object a line, a heading first, then every entity.
enum StateFile {
  private static let heading = "fairlead-sandbox state 1"

  /// The lines of a gateway's state.
  static func lines(of workspaces: WorkspaceStore) -> [[UInt8]] {
    [head(edition: workspaces.catalog.bundle.edition.rawValue)] + rows(of: workspaces)
  }

  /// The first line.
  static func head(edition: String) -> [UInt8] {
    line(["format": Node(.string(heading)), "edition": Node(.string(edition))])
  }

  /// The lines of all entities.
  static func rows(of workspaces: WorkspaceStore) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    if let table = workspaces.descriptions { lines += rows(table, workspace: nil) }
    let stores = [(WorkspaceStore.standardName, workspaces.standard)] + workspaces.others.sorted { $0.key < $1.key }
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

  static func line(_ node: Node) -> [UInt8] { JSONWriter.write(node) + [0x0A] }

  /// A line of a file, with its place for messages.
  struct Entry {
    let node: Node
    fileprivate let place: String

    /// The line is none of an entity.
    var failure: SandboxFailure { SandboxFailure("\(place) is no entity") }
  }

  /// The lines of a file after the first one.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - path: Its name, for messages.
  ///   - edition: Whose state it must be.
  static func entries(of bytes: [UInt8], path: String, edition: String) throws(SandboxFailure) -> [Entry] {
    let lines = bytes.split(separator: 0x0A)
    let head = lines.first.flatMap { try? JSONReader.read(Array($0)) }
    guard head?["format"]?.string == heading else { throw SandboxFailure("\(path) is no state of a sandbox") }
    guard head?["edition"]?.string == edition else {
      throw SandboxFailure("\(path) is the state of another edition than \(edition)")
    }
    return lines.enumerated().dropFirst().map { index, line in
      Entry(node: (try? JSONReader.read(Array(line))) ?? .null, place: "\(path):\(index + 1)")
    }
  }

  /// Puts an entity into a state; false where the line holds none.
  static func restore(_ node: Node, into workspaces: inout WorkspaceStore) -> Bool {
    guard let kind = node["kind"]?.string, let entity = node["entity"]?.object,
      let id = entity["id"]?.string.flatMap(UniqueID.init)
    else { return false }
    workspaces.restore(kind, entity, id, workspace: node["workspace"]?.string, expires: node["expires"]?.double)
    return true
  }
}
