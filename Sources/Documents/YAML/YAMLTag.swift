import Diagnostics

/// The tags of scalars that the core schema has.
enum YAMLTag: String {
  case string = "str"
  case integer = "int"
  case float
  case boolean = "bool"
  case null

  /// What `!!` stands for.
  static let prefix = "tag:yaml.org,2002:"

  init?(_ tag: String) {
    guard tag.hasPrefix(Self.prefix) else { return nil }
    self.init(rawValue: String(tag.dropFirst(Self.prefix.count)))
  }

  var isNumber: Bool { self == .integer || self == .float }

  /// Whether a value that a text means may carry the tag.
  func admits(_ value: Value) -> Bool {
    switch (self, value) {
    case (.integer, .integer), (.float, .integer), (.float, .decimal), (.boolean, .bool), (.null, .null): true
    case (.integer, .decimal(let number)): number.text.utf8.allSatisfy { $0 != 0x2E && $0 | 0x20 != 0x65 }
    default: false
    }
  }

  /// A tag as one would write it.
  static func display(_ tag: String) -> String {
    tag.hasPrefix(prefix) ? "!!" + tag.dropFirst(prefix.count) : tag
  }
}

extension CoreSchema {
  /// The diagnostic for an infinity or not-a-number.
  static func notFinite(at place: SourcePlace) -> Diagnostic {
    Diagnostic(
      code: "invalid-number", "infinity and not-a-number cannot be sent to a gateway", at: place,
      hint: "put it into quotation marks if the text is meant")
  }
}
