/// Texts in ASCII.
enum Transliteration {
  static func ascii(_ text: String) -> String { text }
}
