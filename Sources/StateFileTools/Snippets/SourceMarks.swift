import Comparison
import Diagnostics
import Documents
import GatewayModel

/// Where the keys and values of a text begin, and which of them are secret.
struct SourceMarks {
  /// One key or value.
  struct Mark {
    var line: Int
    var column: Int
    /// The text as it was read; nil for lists, mappings and what is no text.
    var text: String?
    var isSecret: Bool
  }

  /// All of them, from top to bottom.
  private(set) var marks: [Mark] = []

  /// Walks through the documents of a text.
  init(_ documents: [Node]) {
    for document in documents { visit(document, isSecret: false, names: []) }
    marks.sort { ($0.line, $0.column) < ($1.line, $1.column) }
  }

  /// - Parameter names: The names that make what is below them secret here.
  private mutating func visit(_ node: Node, isSecret: Bool, names: Set<String>) {
    switch node.value {
    case .object(let object):
      let names = names.union(SourceMarks.names(in: object))
      let hidesConfiguration = SourceMarks.isUnknown(object)
      for member in object {
        add(member.keyPlace, member.key, isSecret: false)
        let isNamed =
          names.contains(member.key) || SecretFieldNames.ofKinds.contains(member.key)
          || Secrets.isSecret(name: member.key, field: nil)
        let isHidden = hidesConfiguration && member.key == "config" || member.key == "_plugin_configs"
        visit(member.node, isSecret: isSecret || isNamed || isHidden, names: names)
      }
    case .array(let items):
      for item in items { visit(item, isSecret: isSecret, names: names) }
    case .string(let text): add(node.place, text, isSecret: isSecret)
    case .integer, .decimal, .bool: add(node.place, nil, isSecret: isSecret)
    case .null: add(node.place, nil, isSecret: false)
    }
  }

  /// What the schema of a plugin calls secret.
  private static func names(in object: Object) -> Set<String> {
    guard object["config"] != nil, let name = object["name"]?.string else { return [] }
    return SecretFieldNames.ofPlugin(name) ?? []
  }

  /// Whether nobody can tell what of a configuration is secret.
  private static func isUnknown(_ object: Object) -> Bool {
    guard object["config"] != nil else { return false }
    return object["name"]?.string.map { SecretFieldNames.ofPlugin($0) == nil } ?? true
  }

  private mutating func add(_ place: SourcePlace, _ text: String?, isSecret: Bool) {
    guard place.isKnown else { return }
    marks.append(Mark(line: Int(place.line), column: Int(place.column), text: text, isSecret: isSecret))
  }

  /// The marks of a line.
  func marks(on line: Int) -> ArraySlice<Mark> {
    let start = firstIndex(at: line)
    return marks[start..<firstIndex(at: line + 1)]
  }

  /// The last mark above a line.
  func last(before line: Int) -> Mark? { marks[..<firstIndex(at: line)].last }

  private func firstIndex(at line: Int) -> Int {
    var (low, high) = (0, marks.count)
    while low < high {
      let middle = (low + high) / 2
      if marks[middle].line < line { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
