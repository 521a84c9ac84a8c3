import Documents
import Foundation
import Testing

/// Recorded runs of decK's verbs on files, where they are there: beside the package or above it.
enum FileRecord {
  /// The folder with a folder for each verb.
  static let folder: URL? = {
    if let named = ProcessInfo.processInfo.environment["FAIRLEAD_CONTRACT"] {
      return URL(fileURLWithPath: named).appendingPathComponent("file")
    }
    var folder = URL(fileURLWithPath: #filePath)
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let record = folder.appendingPathComponent("shared/contract/file")
      if FileManager.default.fileExists(atPath: record.path) { return record }
    }
    return nil
  }()

  static var isThere: Bool { folder != nil }
  static let absence: Comment = "the recorded runs are not there, so that nothing is held against them"

  /// One run.
  struct Case: Sendable {
    var name: String
    var arguments: [String]
    var files: [String: String]
    var input: String
    var environment: [String: String]
    var status: Int
    var output: String
    /// Files that were there afterwards and not, or not so, before.
    var written: [String: String]
    /// Their permissions.
    var modes: [String: Int]
    /// Whether the recorded result is a mistake.
    var isDefect: Bool
  }

  /// The runs of a verb.
  static func cases(of verb: String) throws -> [Case] {
    guard let folder else { return [] }
    let bytes = try Data(contentsOf: folder.appendingPathComponent("\(verb)/cases.jsonl"))
    return try bytes.split(separator: UInt8(ascii: "\n")).map { line in
      let node = try JSONReader.read(Array(line))
      func texts(_ key: String) -> [String: String] {
        Dictionary((node[key]?.object ?? Object()).map { ($0.key, $0.node.string ?? "") }) { $1 }
      }
      return Case(
        name: node["name"]?.string ?? "", arguments: (node["args"]?.array ?? []).compactMap(\.string),
        files: texts("files"), input: node["stdin"]?.string ?? "", environment: texts("env"),
        status: node["exit"]?.integer ?? 0, output: node["stdout"]?.string ?? "", written: texts("written"),
        modes: texts("modes").compactMapValues { Int($0, radix: 8) }, isDefect: node["defect"]?.string != nil)
    }
  }
}
