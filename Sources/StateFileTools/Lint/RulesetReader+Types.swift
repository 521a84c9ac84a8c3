import Diagnostics
import Documents

extension RulesetReader {
  /// What a value of a ruleset is.
  enum ValueType: String {
    case text = "a text"
    case texts = "a list of texts"
    case boolean = "true or false"
    case mapping = "a mapping"
    case textOrMapping = "a text or a mapping"
    case list = "a list"
  }

  /// Reports the members of a mapping whose values are of another type than theirs.
  mutating func checkTypes(of object: Object, _ types: [String: ValueType]) {
    for member in object {
      guard let type = types[member.key], !type.fits(member.node) else { continue }
      let found = type == .texts && member.node.array != nil ? "this" : member.node.value.kindDescription
      error("'\(member.key)' is \(type.rawValue), not \(found)", at: member.node.place)
    }
  }

  /// The texts of a list.
  func texts(_ node: Node?) -> [String] { (node?.array ?? []).compactMap(\.string) }
}

extension RulesetReader.ValueType {
  fileprivate func fits(_ node: Node) -> Bool {
    switch (self, node.value) {
    case (.text, .string), (.textOrMapping, .string), (.boolean, .bool), (.list, .array), (.mapping, .object),
      (.textOrMapping, .object):
      true
    case (.texts, .array(let items)): items.allSatisfy { $0.string != nil }
    default: false
    }
  }
}
