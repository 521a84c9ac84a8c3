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
    for document in documents { visit(document, isSecret: false, names: SecretFieldNames()) }
    marks.sort { ($0.line, $0.column) < ($1.line, $1.column) }
  }

  /// - Parameter names: The names that make what is below them secret here.
  private mutating func visit(_ node: Node, isSecret: Bool, names: SecretFieldNames) {
    switch node.value {
    case .object(let object):
      let own = object["config"] == nil ? nil : object["name"]?.string.flatMap { SecretFieldNames(plugin: $0) }
      let names = own ?? names
      // Nobody can tell what is secret of the configuration of something that is not known.
      let hidesConfiguration = object["config"] != nil && own == nil
      for member in object {
        add(member.keyPlace, member.key, isSecret: false)
        let isHidden = hidesConfiguration && member.key == "config" || member.key == "_plugin_configs"
        visit(
          member.node, isSecret: isSecret || isHidden || makesSecret(member.key, member.node, names), names: names)
      }
    case .array(let items):
      for item in items { visit(item, isSecret: isSecret, names: names) }
    case .string(let text): add(node.place, text, isSecret: isSecret)
    case .integer, .decimal, .bool: add(node.place, nil, isSecret: isSecret)
    case .null: add(node.place, nil, isSecret: false)
    }
  }

  /// Whether a key makes its value secret, even one that is misspelt.
  private func makesSecret(_ key: String, _ value: Node, _ names: SecretFieldNames) -> Bool {
    if names.contains(key) { return true }
    switch value.value {
    case .string, .array: return names.isNearly(key)
    default: return false
    }
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
