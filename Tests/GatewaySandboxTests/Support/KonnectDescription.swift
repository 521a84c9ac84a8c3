import Documents
import Foundation
import Testing

/// The published description of Konnect's core entities, where it lies beside the project.
enum KonnectDescription {
  private static let file = Contract.folder?.appendingPathComponent("konnect/core-entities.json")

  static var isThere: Bool { file.map { FileManager.default.fileExists(atPath: $0.path) } ?? false }
  static let absence: Comment = "the description of Konnect is not beside the project (set FAIRLEAD_CONTRACT)"

  private static func document() throws -> Node {
    guard let file else { return .null }
    return try JSONReader.read(Array(Data(contentsOf: file)))
  }

  /// The parts of each path below a control plane's core entities, with its methods.
  static func coreEntityPaths() throws -> [(path: [String], methods: Set<String>)] {
    (try document()["paths"]?.object ?? Object()).map { member in
      let methods = (member.node.object ?? Object()).map { $0.key.uppercased() }.filter { $0 != "PARAMETERS" }
      return (member.key.split(separator: "/").dropFirst(3).map(String.init), Set(methods))
    }
  }

  /// The properties of an entity.
  static func properties(of name: String) throws -> Object {
    try document()["components", "schemas", name, "properties"]?.object ?? Object()
  }
}
