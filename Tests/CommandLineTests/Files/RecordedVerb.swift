import Documents
import Diagnostics
import StateFiles
import Testing

/// A verb whose recorded runs are played again, with what its results are where they are not the recorded ones.
struct RecordedVerb: Sendable, CustomTestStringConvertible {
  /// What a run comes to.
  enum Expected: Sendable {
    /// An error.
    case failure
    /// No error, and this output or written file, in meaning.
    case output(String)
    /// No error, and the recorded output with this done to it.
    case changed(@Sendable (String) -> String)
    /// No error, and the recorded text in a file of this name.
    case file(String)
    /// No error, and what was read with these texts replaced by others, in meaning.
    case edited([(String, String)])
    /// Something to find fault with, told in this output or written file.
    case findings(String)
  }

  let name: String
  /// Cases by name whose result is another one than decK's, all defects of decK among them.
  let different: [String: Expected]
  /// Whether two outputs mean the same.
  var isSame: @Sendable (String, String) -> Bool = RecordedVerb.areSameDocuments
  /// Whether a run that ends with an error has an output to be held against the recorded one.
  var failsWithOutput = false

  var testDescription: String { name }

  static let all: [RecordedVerb] = editing + [lint, convert] + exports + specifications

  /// Whether two texts hold the same documents to decK's reader; texts that are no documents have to be equal.
  static let areSameDocuments: @Sendable (String, String) -> Bool = { left, right in
    if left == right { return true }
    guard let left = documents(left), let right = documents(right) else { return false }
    return left.count == right.count && zip(left, right).allSatisfy(isSame)
  }

  /// The documents of a text; of JSON several may follow each other.
  static func documents(_ text: String) -> [Node]? {
    var diagnostics = DiagnosticCollector()
    let apart = text.hasPrefix("{") ? text.replacing("}{", with: "}\n---\n{") : text
    let read = EditedText.read(Array(apart.utf8), source: .none, diagnostics: &diagnostics)
    return diagnostics.hasErrors ? nil : read.documents
  }

  /// Numbers count as what they are, however they are written, and a program that removes a prefix as one.
  private static func isSame(_ left: Node, _ right: Node) -> Bool {
    switch (left.value, right.value) {
    case (.array(let left), .array(let right)):
      left.count == right.count && zip(left, right).allSatisfy(isSame)
    case (.object(let left), .object(let right)):
      left.count == right.count
        && left.allSatisfy { member in right[member.key].map { isSame(member.node, $0) } ?? false }
    case (.string(let left), .string(let right)): withoutProgram(left) == withoutProgram(right)
    default: left == right || (left.double != nil && left.double == right.double)
    }
  }

  private static func withoutProgram(_ text: String) -> String {
    if let match = text.wholeMatch(of: /@@LUA prefix=(.*)@@/) { return "the program for \(match.1)" }
    if let match = text.firstMatch(of: /^local prefix = "(.*)" --/) {
      return "the program for \(match.1.replacing(#"\""#, with: "\""))"
    }
    return text
  }
}
