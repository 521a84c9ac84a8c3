import Diagnostics
import Documents
import StateFiles
import TestSupport
import Testing

/// What holds for any text and any change of its documents.
@Suite struct EditingPropertyTests {
  private static let seeds: Range<UInt64> = 0..<250

  /// The text of a seed, and its documents if it is well-formed: a plain text may run into what follows it.
  private func trial(_ seed: UInt64) -> (text: String, trial: EditTrial)? {
    let text = seed % 8 == 0 ? GeneratedJSON.make(seed: seed) : GeneratedText.make(seed: seed)
    let trial = EditTrial(text)
    return trial.diagnostics.contains { $0.severity == .error } ? nil : (text, trial)
  }

  @Test(arguments: seeds)
  func whatDoesNotChangeComesOutByteForByte(seed: UInt64) throws {
    guard let (text, trial) = trial(seed) else { return }
    #expect(trial.written(as: trial.text.documents) == text)
    // The same values at other addresses in memory, as a verb may make them.
    let copies = trial.text.documents.map(copy)
    #expect(trial.written(as: copies) == text)
  }

  private func copy(_ node: Node) -> Node {
    switch node.value {
    case .array(let items): Node(.array(items.map(copy)), at: node.place)
    case .object(let object):
      Node(
        .object(Object(object.map { Object.Member(key: $0.key, keyPlace: $0.keyPlace, node: copy($0.node)) })),
        at: node.place)
    default: node
    }
  }

  @Test(arguments: seeds, [10, 40, 150, 400])
  func anyChangeIsReadBackAsItWasMeant(seed: UInt64, rate: Int) throws {
    guard let (_, trial) = trial(seed) else { return }
    var edit = RandomEdit(seed: seed &+ 1000, of: trial.text.documents)
    let documents = trial.text.documents.map { edit.change($0, perThousand: rate) }
    let again = EditTrial(trial.written(as: documents))
    #expect(!again.diagnostics.contains { $0.severity == .error })
    // A document of nothing is none.
    if !documents.contains(where: \.isNull) { #expect(again.text.documents == documents) }
  }

  @Test func hardlyAnyChangeHasAllWrittenAnew() throws {
    var changes = 0
    var anew = 0
    for seed in Self.seeds {
      guard let (_, trial) = trial(seed) else { continue }
      var edit = RandomEdit(seed: seed &+ 2000, of: trial.text.documents)
      let documents = trial.text.documents.map { edit.change($0, perThousand: 60) }
      if documents.contains(where: \.isNull) { continue }
      changes += 1
      if trial.isWrittenAnew(as: documents) { anew += 1 }
    }
    #expect(changes > 200)
    #expect(anew <= changes / 100)
  }

  @Test(arguments: seeds)
  func oneScalarChangesItsOwnSpanAlone(seed: UInt64) throws {
    guard let (text, trial) = trial(seed) else { return }
    var generator = SeededGenerator(seed: seed)
    for index in trial.text.documents.indices {
      let paths = scalars(trial.text.documents[index], at: DocumentPath())
      guard !paths.isEmpty else { continue }
      let path = paths[generator.below(paths.count)]
      var documents = trial.text.documents
      documents[index].change(at: path) { $0.value = .integer(4242) }
      // Anchors and what refers to them may have to be written out.
      if text.contains("*") { continue }
      let new = trial.written(as: documents)
      let before = Array(text.utf8)
      let after = Array(new.utf8)
      let prefix = zip(before, after).prefix { $0 == $1 }.count
      let suffix = zip(before.reversed(), after.reversed()).prefix { $0 == $1 }.count
      let changed = after[prefix..<max(prefix, after.count - suffix)]
      #expect(changed.count <= " 4242".utf8.count, "\(path): \(String(decoding: changed, as: UTF8.self))")
    }
  }

  private func scalars(_ node: Node, at path: DocumentPath) -> [DocumentPath] {
    switch node.value {
    case .array(let items): items.enumerated().flatMap { scalars($1, at: path.appending($0)) }
    case .object(let object): object.flatMap { scalars($0.node, at: path.appending($0.key)) }
    default: [path]
    }
  }
}

/// A JSON text in one of the usual layouts, with expressions.
enum GeneratedJSON {
  private static let scalars = [
    "1", "1.50", "\"a\"", "\"\\ud83d\\ude00\"", "\"é😀\"", "null", "true", "\"${{ env \"DECK_A\" }}\"",
    "${{ env \"DECK_N\" | toInt }}", "\"\\/\\n\"",
  ]

  static func make(seed: UInt64) -> String {
    var generator = SeededGenerator(seed: seed)
    let indent = [nil, 2, 4][generator.below(3)]
    return "{\"x\":" + value(4, indent, 0, &generator) + "}" + (generator.chance(50) ? "\n" : "")
  }

  private static func value(_ depth: Int, _ indent: Int?, _ column: Int, _ generator: inout SeededGenerator) -> String {
    guard depth > 0, generator.chance(60) else { return scalars[generator.below(scalars.count)] }
    let isList = generator.chance(50)
    let count = generator.below(4)
    func lineBreak(_ column: Int) -> String {
      indent == nil || count == 0 ? "" : "\n" + String(repeating: " ", count: column)
    }
    let inner = column + (indent ?? 0)
    let entries = (0..<count).map { index in
      let entry = value(depth - 1, indent, inner, &generator)
      return lineBreak(inner) + (isList ? entry : "\"k\(index)\":\(indent == nil ? "" : " ")\(entry)")
    }
    return (isList ? "[" : "{") + entries.joined(separator: ",") + lineBreak(column) + (isList ? "]" : "}")
  }
}
