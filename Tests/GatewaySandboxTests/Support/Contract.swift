import Documents
import Foundation

/// The recording of a real gateway, where it lies beside the project.
enum Contract {
  /// The folder; nil where it is not there.
  static let folder: URL? = {
    let environment = ProcessInfo.processInfo.environment["FAIRLEAD_CONTRACT"].map { URL(fileURLWithPath: $0) }
    let beside = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("shared/contract")
    return [environment, beside].compactMap { $0 }
      .first { FileManager.default.fileExists(atPath: $0.appendingPathComponent("exchanges.jsonl").path) }
  }()

  static var isThere: Bool { folder != nil }
  static let absence = "the recording of a gateway is not beside the project (set FAIRLEAD_CONTRACT)"

  /// The exchanges of a series, in order.
  static func exchanges(_ name: String) throws -> [Node] {
    guard let folder else { return [] }
    let data = try Data(contentsOf: folder.appendingPathComponent(name))
    return try data.split(separator: 0x0A).map { try JSONReader.read(Array($0)) }
  }

  /// The documents of a folder, by their names.
  static func documents(_ path: String) throws -> [(name: String, document: Node)] {
    guard let folder else { return [] }
    let files = try FileManager.default.contentsOfDirectory(
      at: folder.appendingPathComponent(path), includingPropertiesForKeys: nil)
    return try files.filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }.map { file in
      (file.deletingPathExtension().lastPathComponent, try JSONReader.read(Array(Data(contentsOf: file))))
    }
  }
}

extension Node {
  /// The document without what is no fact: descriptions, and messages about deprecated names.
  var withoutProse: Node {
    switch value {
    case .object(let object):
      let isDeprecation = object["removal_in_version"] != nil
      return Node(
        .object(
          Object(
            object.filter { member in
              !(member.key == "description" && member.node.string != nil) && !(isDeprecation && member.key == "message")
            }.map { Object.Member(key: $0.key, node: $0.node.withoutProse) })))
    case .array(let array):
      return Node(.array(array.map(\.withoutProse)))
    default:
      return self
    }
  }
}
