/// The functions that filters may call: those of RFC 9535, section 2.4, and tests of types.
enum JSONPathFunction: String, Sendable, CaseIterable {
  case length
  case count
  case match
  case search
  case value
  case isNull
  case isBoolean
  case isNumber
  case isInteger
  case isString
  case isArray
  case isObject

  /// Whether it takes values, each of them the result of a path that means one value at the most, or all that a path means.
  var takesNodes: Bool { self == .count || self == .value }

  /// How many arguments it takes.
  var argumentCount: Int { self == .match || self == .search ? 2 : 1 }

  /// Whether it answers with true or false, to be used as a condition, or with a value, to be compared.
  var isCondition: Bool {
    switch self {
    case .length, .count, .value: false
    default: true
    }
  }

  /// Whether a value, nil where there is none, is of the type that the function asks for.
  func admits(_ value: Value?) -> Bool {
    switch (self, value) {
    case (.isNull, .null), (.isBoolean, .bool), (.isNumber, .integer), (.isNumber, .decimal), (.isInteger, .integer),
      (.isString, .string), (.isArray, .array), (.isObject, .object):
      true
    default: false
    }
  }

  /// The length of a text in characters, of a list or of a mapping; nil for anything else.
  static func length(_ value: Value?) -> Int? {
    switch value {
    case .string(let text): text.unicodeScalars.count
    case .array(let items): items.count
    case .object(let object): object.count
    default: nil
    }
  }
}
