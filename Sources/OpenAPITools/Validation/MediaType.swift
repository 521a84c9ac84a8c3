/// A media type, as far as conversions look at one (RFC 9110, section 8.3.1).
struct MediaType {
  /// Type and subtype in small letters.
  let type: String
  let subtype: String

  /// Reads a media type; nil where it is malformed.
  init?(_ text: String) {
    let parts = text.split(separator: ";", omittingEmptySubsequences: false)
    let names = MediaType.trimmed(parts[0]).lowercased().split(separator: "/", omittingEmptySubsequences: false)
    guard names.count == 2, names.allSatisfy(MediaType.isToken) else { return nil }
    for parameter in parts.dropFirst().map(MediaType.trimmed) where !parameter.isEmpty {
      let sides = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2, MediaType.isToken(sides[0]), !sides[1].isEmpty else { return nil }
    }
    self.type = String(names[0])
    self.subtype = String(names[1])
  }

  /// Whether a body of this type is JSON.
  var isJSON: Bool { type == "application" && (subtype == "json" || subtype.hasSuffix("+json")) }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }

  private static func isToken(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"()<>@,;:\\\"/[]?=".utf8.contains($0) }
  }
}
