package import Diagnostics
import Documents

/// Where a `$ref` leads: a text and the way down in it.
package struct ReferenceAddress: Hashable, Sendable {
  /// The text, by its place in the table of sources.
  package let source: SourceID
  /// The keys and positions on the way, unescaped.
  package let tokens: [String]

  /// The last step, by which people call what stands there.
  package var name: String { tokens.last ?? source.name }
}

/// The text of a `$ref`, taken apart.
struct ReferenceText {
  /// What comes before the `#`; empty for the same text.
  let file: String
  /// The keys and positions after it, unescaped; nil where the fragment is no JSON Pointer (RFC 6901).
  let tokens: [String]?

  init(_ text: String) {
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    self.file = ReferenceText.decoded(parts.first.map(String.init) ?? "")
    let fragment = parts.count > 1 ? String(parts[1]) : ""
    if fragment.isEmpty {
      self.tokens = []
    } else if fragment.hasPrefix("/") {
      self.tokens = fragment.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map {
        ReferenceText.unescaped(ReferenceText.decoded(String($0)))
      }
    } else {
      self.tokens = nil
    }
  }

  /// Whether the text names something that only a network has.
  var isRemote: Bool { file.contains("://") || file.hasPrefix("//") || file.hasPrefix("urn:") }

  private static func unescaped(_ token: String) -> String {
    guard token.contains("~") else { return token }
    var result = ""
    var rest = token[...]
    while let tilde = rest.firstIndex(of: "~") {
      result += rest[..<tilde]
      rest = rest[rest.index(after: tilde)...]
      switch rest.first {
      case "1": result += "/"
      case "0": result += "~"
      case let other: result += "~" + (other.map(String.init) ?? "")
      }
      rest = rest.dropFirst()
    }
    return result + rest
  }

  private static func decoded(_ text: String) -> String {
    guard text.contains("%") else { return text }
    return PercentEncoding.decoded(text) ?? text
  }
}
