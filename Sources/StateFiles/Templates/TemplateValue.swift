import Documents

/// What an expression amounts to.
struct TemplateValue {
  /// The value itself.
  enum Content {
    case text(String)
    /// What a function made a number or boolean.
    case typed(Value)
    /// A variable that is not set.
    case unset(String)
  }

  /// The value itself.
  var content: Content
  /// The variables that it was made from.
  var names: [String] = []
  /// By how many spaces the lines after the first are to be moved, when the author says so.
  var indent: Int?

  /// Whether there is nothing: a variable that is not set, or that is set and empty.
  var isAbsent: Bool {
    switch content {
    case .unset: true
    case .text(let text): text.isEmpty
    case .typed: false
    }
  }

  /// The value as text.
  var text: String {
    switch content {
    case .text(let text): text
    case .typed(.bool(let bool)): String(bool)
    case .typed(.integer(let integer)): String(integer)
    case .typed(.decimal(let decimal)): decimal.text
    case .typed, .unset: ""
    }
  }
}
