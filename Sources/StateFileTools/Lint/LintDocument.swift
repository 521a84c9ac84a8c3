import Diagnostics
import Documents

/// A document to be linted: its values with the texts that stand for them.
struct LintDocument {
  let tree: FlatTree
  private let lines: SourceLines

  init(_ root: Node, bytes: [UInt8]) {
    tree = FlatTree(root)
    lines = SourceLines(bytes)
  }

  /// What a rule looks at: a value, or the name of one.
  typealias Subject = JSONPath.Match

  func node(_ subject: Subject) -> Node {
    guard subject.isName, let member = tree.member(subject.position) else { return tree.node(subject.position) }
    return Node(.string(member.key), at: member.keyPlace)
  }

  /// The values below a subject; names have none.
  func children(of subject: Subject) -> [Subject] {
    subject.isName ? [] : tree.children(of: subject.position).map { Subject(position: $0) }
  }

  /// The text that stands for a scalar, as it was written; nothing for lists and mappings.
  func text(_ subject: Subject) -> String { text(of: node(subject)) }

  /// The text that stands for a scalar, as it was written; nothing for lists and mappings.
  func text(of node: Node) -> String { lines.text(of: node) }

  /// Where decK places what a rule says of a value that lacks something: at the outermost of what is around the value that
  /// stands on the line above, if anything does.
  func shownPlace(_ subject: Subject) -> SourcePlace {
    let place = node(subject).place
    guard place.line > 1, !subject.isName else { return place }
    var around: [SourcePlace] = []
    var position = subject.position
    while let parent = tree.parent(of: position) {
      if let member = tree.member(position) { around.append(member.keyPlace) }
      around.append(tree.node(parent).place)
      position = parent
    }
    return around.last { $0.line == place.line - 1 } ?? place
  }
}

/// The lines of a text.
struct SourceLines {
  private let bytes: [UInt8]
  private let starts: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    // A byte order mark is no column.
    var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
    for (index, byte) in bytes.enumerated() where byte == 0x0A { starts.append(index + 1) }
    self.starts = starts
  }

  /// The text that stands for a scalar, as it was written; nothing for lists and mappings.
  func text(of node: Node) -> String {
    let plain: String
    switch node.value {
    case .string(let text): return text
    case .array, .object: return ""
    case .null: plain = "null"
    case .bool(let bool): plain = String(bool)
    case .integer(let integer): plain = String(integer)
    case .decimal(let decimal): plain = decimal.text
    }
    guard let written = plainText(at: node.place), CoreSchema.meaning(of: written) == .value(node.value) else {
      return plain
    }
    return written
  }

  /// The scalar without quotes that stands at a place, anchor and tag before it left out.
  private func plainText(at place: SourcePlace) -> String? {
    guard place.isKnown, place.column <= Self.farthestColumn, starts.indices.contains(Int(place.line) - 1) else {
      return nil
    }
    var rest = bytes[starts[Int(place.line) - 1]...]
    var column = 1
    while column < place.column, let first = rest.first, first != 0x0A {
      rest = rest.dropFirst().drop { $0 & 0xC0 == 0x80 }
      column += 1
    }
    while let first = rest.first, first == UInt8(ascii: "&") || first == UInt8(ascii: "!") {
      rest = rest.drop { !Self.delimiters.contains($0) }.drop { $0 == 0x20 }
    }
    return String(decoding: rest.prefix { !Self.delimiters.contains($0) }, as: UTF8.self)
  }

  /// Characters are counted from the start of a line: on longer ones a text is what its value is worth.
  private static let farthestColumn: UInt32 = 10_000
  private static let delimiters = Set(" \t\r\n,]}:#".utf8)
}
