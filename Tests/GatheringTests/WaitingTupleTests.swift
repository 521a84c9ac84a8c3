import Foundation
import Testing

/// No source builds a tuple while it waits: release builds lose what stands before the wait (docs/architecture.md).
@Suite struct WaitingTupleTests {
  @Test(arguments: [
    ("group.addTask { (index, await access(to: kind)) }", 1),
    ("return (kind, .success(try await ask(question, kind)))", 1),
    ("let pair = (\n  1, [try await two()]\n)", 1),
    ("let answer = await ask((1, 2), 3)\nreturn (1, answer)", 0),
    ("return f(1, await g()) + [(a, b)].map(h)(await i())", 0),
    ("// (1, await two())\ngather(x) { (kind, question) async throws(E) in try await ask(kind) }", 0),
  ])
  func suchTuplesAreFound(text: String, count: Int) {
    #expect(WaitingTuple.lines(in: text).count == count)
  }

  @Test(arguments: ["Sources", "Benchmarks/Sources"])
  func noSourceHasOne(folder: String) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent(folder)
    let files = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
    var read = 0
    for case let file as URL in files where file.pathExtension == "swift" {
      read += 1
      for line in WaitingTuple.lines(in: try String(contentsOf: file, encoding: .utf8)) {
        Issue.record("\(file.path):\(line): wait first, then make the tuple")
      }
    }
    #expect(read > 3)
  }
}

/// Looks for tuples like `(key, try await call())`.
private enum WaitingTuple {
  /// The lines on which they begin.
  static func lines(in source: String) -> [Int] {
    let text = Array(source.utf8)
    var found: [Int] = []
    var line = 1
    var isComment = false
    for index in text.indices {
      if text[index] == UInt8(ascii: "\n") { (line, isComment) = (line + 1, false) }
      if text[index] == UInt8(ascii: "/"), text[index...].starts(with: "//".utf8) { isComment = true }
      if !isComment, begins(text, index) { found.append(line) }
    }
    return found
  }

  private static func begins(_ text: [UInt8], _ start: Int) -> Bool {
    // After a name, a bracket or a sign an argument list begins, whose call is made once all is there.
    guard text[start] == UInt8(ascii: "("), start == 0 || !isCalled(text[start - 1]) else { return false }
    var depth = 0
    var hasComma = false
    for end in start..<text.count {
      switch text[end] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ","): hasComma = hasComma || depth == 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return hasComma && String(decoding: text[start...end], as: UTF8.self).contains(/\bawait\b/) }
      default: break
      }
    }
    return false
  }

  private static func isCalled(_ byte: UInt8) -> Bool {
    let character = Character(UnicodeScalar(byte))
    return character.isLetter || character.isNumber || "_)]}>?!`\\".contains(character)
  }
}
