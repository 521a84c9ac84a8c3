/// Texts in ASCII, letters of other scripts as they are read: what names are made of.
public enum Transliteration {
  /// The text with each character that is not ASCII replaced by what it is in Latin letters: nothing, or words.
  public static func ascii(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        result.unicodeScalars.append(scalar)
      } else if let syllable = Hangul.syllable(scalar) {
        result += syllable
      } else if let latin = letters[scalar.value] {
        result += latin
      }
    }
    return result
  }

  /// Read once, and by those documents alone that need it.
  private static let letters: [UInt32: String] = {
    var letters: [UInt32: String] = [:]
    for line in Romanisation.runs.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":"), var number = UInt32(line[..<colon], radix: 16) else { continue }
      let values = line[line.index(after: colon)...].split(separator: ",", omittingEmptySubsequences: false).dropLast()
      for value in values {
        letters[number] = String(value)
        number += 1
      }
    }
    return letters
  }()
}

/// Syllables of Korean, which Unicode numbers by their three parts.
private enum Hangul {
  private static let initials = [
    "g", "gg", "n", "d", "dd", "r", "m", "b", "bb", "s", "ss", "", "j", "jj", "c", "k", "t", "p", "h",
  ]
  private static let vowels = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "weo", "we", "wi", "yu", "eu",
    "yi", "i",
  ]
  private static let finals = [
    "", "g", "gg", "gs", "n", "nj", "nh", "d", "l", "lg", "lm", "lb", "ls", "lt", "lp", "lh", "m", "b", "bs", "s", "ss",
    "ng", "j", "c", "k", "t", "p", "h",
  ]

  static func syllable(_ scalar: Unicode.Scalar) -> String? {
    guard (0xAC00...0xD7A3).contains(scalar.value) else { return nil }
    let number = Int(scalar.value - 0xAC00)
    let (vowel, final) = (number % (vowels.count * finals.count) / finals.count, number % finals.count)
    return initials[number / (vowels.count * finals.count)] + vowels[vowel] + finals[final]
  }
}
