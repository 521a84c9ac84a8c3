import Documents
import Digests

/// Names that Kubernetes takes for objects.
enum KubernetesName {
  /// No name is longer, in characters.
  private static let longest = 63
  /// How many digits of a digest end a name that was too long.
  private static let digits = 10
  /// How many characters stand in front of them.
  private static let kept = 43

  /// The name that a text gives: small letters, digits and dashes; cut with a digest at its end where it was too long.
  static func slug(_ text: String) -> String {
    let name = String(dashed(text).map { $0 == "_" ? "-" : $0 })
    guard name.utf8.count > longest else { return name }
    return String(name.prefix(kept)) + Digest.hexadecimal(Digest.sha256(Array(name.utf8))).prefix(digits)
  }

  private static func dashed(_ text: String) -> String {
    var spelt = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": spelt += "and"
      case "@": spelt += "at"
      case "\"", "'", "\u{2019}": break
      default: spelt.unicodeScalars.append(character)
      }
    }
    var result = ""
    for character in Transliteration.ascii(spelt).lowercased() {
      let isKept = character.isASCII && (character.isLetter || character.isNumber || character == "_")
      if !isKept, result.hasSuffix("-") { continue }
      result.append(isKept ? character : "-")
    }
    let edges: Set<Character> = ["-", "_"]
    return String(result.drop { edges.contains($0) }.reversed().drop { edges.contains($0) }.reversed())
  }
}
