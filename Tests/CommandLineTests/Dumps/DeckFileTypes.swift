import Documents
import Foundation

/// The types that decK takes for each key of a state file, as they were recorded from it: a contract beside the package.
struct DeckFileTypes {
  private let definitions: Node
  private let top: Node

  /// Reads the record where there is one: beside the package, or beside a folder around it.
  static func recorded() throws -> DeckFileTypes? {
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while folder.path != "/" {
      let file = folder.appendingPathComponent("shared/contract/deck-file-types.json")
      if let data = try? Data(contentsOf: file) {
        let node = try JSONReader.read(Array(data))
        return DeckFileTypes(definitions: node["definitions"] ?? .null, top: node["top"] ?? .null)
      }
      folder.deleteLastPathComponent()
    }
    return nil
  }

  /// What decK would refuse in a document: the paths, and what is there.
  func refusals(of document: Node) -> [String] {
    var refusals: [String] = []
    check(document, ["fields": top, "closed": true], DocumentPath(), &refusals)
    return refusals
  }

  private func check(_ node: Node, _ type: Node, _ path: DocumentPath, _ refusals: inout [String]) {
    func refuse(_ wanted: String) { refusals.append("\(path): \(wanted), not \(node.value.kindDescription)") }
    if let name = type.string {
      if name.hasPrefix("->") { return check(node, definitions[String(name.dropFirst(2))] ?? .null, path, &refusals) }
      switch (name, node.value) {
      case ("any", _), ("string", .string), ("integer", .integer), ("number", .integer), ("number", .decimal),
        ("boolean", .bool), ("object", .object):
        break
      default: refuse(name)
      }
    } else if let item = type.array?.last {
      guard let items = node.array else { return refuse("a list") }
      for (index, inner) in items.enumerated() { check(inner, item, path.appending(index), &refusals) }
    } else {
      guard let object = node.object else { return refuse("a mapping") }
      checkMembers(object, type, path, &refusals)
    }
  }

  private func checkMembers(_ object: Object, _ type: Node, _ path: DocumentPath, _ refusals: inout [String]) {
    let fields = type["fields"]?.object ?? type.object ?? Object()
    for member in object {
      if let form = fields[member.key] ?? fields["*"] {
        check(member.node, form, path.appending(member.key), &refusals)
      } else if type["closed"]?.bool == true {
        refusals.append("\(path.appending(member.key)): unknown")
      }
    }
    let needed = (type["required"]?.array ?? []).compactMap(\.string)
    for key in needed where object[key] == nil { refusals.append("\(path.appending(key)): missing") }
    let choices = type["anyOf"]?.array ?? []
    let isFulfilled = choices.contains { ($0.array ?? []).compactMap(\.string).allSatisfy { object[$0] != nil } }
    if !choices.isEmpty, !isFulfilled { refusals.append("\(path): nothing tells it from others") }
  }
}
