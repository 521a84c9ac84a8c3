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
    let name = dashed(text).map { $0 == underscore ? dash : $0 }
    guard name.count > longest else { return String(decoding: name, as: UTF8.self) }
    return String(decoding: name.prefix(kept), as: UTF8.self)
      + Digest.hexadecimal(Digest.sha256(name)).prefix(digits)
  }

  private static let dash = UInt8(ascii: "-")
  private static let underscore = UInt8(ascii: "_")

  private static func dashed(_ text: String) -> [UInt8] {
    var spelt = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": spelt += "and"
      case "@": spelt += "at"
      case "\"", "'", "\u{2019}": break
      default: spelt.unicodeScalars.append(character)
      }
    }
    var result: [UInt8] = []
    for byte in Transliteration.ascii(spelt).lowercased().utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), underscore: result.append(byte)
      case _ where result.last != dash: result.append(dash)
      default: break
      }
    }
    let isEdge: (UInt8) -> Bool = { $0 == dash || $0 == underscore }
    return result.lastIndex { !isEdge($0) }.map { Array(result[...$0].drop(while: isEdge)) } ?? []
  }
}
