import Diagnostics
import Documents

/// The version of a format as a file states it: a text of one or two numbers.
struct FormatVersionText: Hashable, CustomStringConvertible {
  /// The key under which files state it.
  static let key = "_format_version"

  var major: Int
  var minor: Int

  /// Reads a version; nil for what is none.
  init?(_ node: Node) {
    guard let text = node.string else { return nil }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in part.allSatisfy(\.isNumber) ? Int(part) : nil }
    guard (1...2).contains(parts.count), numbers.count == parts.count else { return nil }
    major = numbers[0]
    minor = numbers.count == 2 ? numbers[1] : 0
  }

  var description: String { "\(major).\(minor)" }

  /// What to say of a version that is none.
  static func fault(_ node: Node) -> Diagnostic {
    let number: String? =
      switch node.value {
      case .integer(let number): "\(number).0"
      case .decimal(let number): number.text
      default: nil
      }
    return Diagnostic(
      code: "format-version", "'\(key)' is a text of the form \"x.y\"", at: node.place,
      hint: number.map { "put it into quotation marks: \"\($0)\"" })
  }
}
