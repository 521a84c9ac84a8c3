/// What an expression says, its pipes written out as calls.
indirect enum TemplateExpression: Equatable {
  /// A text in quotation marks, or a number.
  case literal(String)
  /// A function with its arguments; what was piped into it comes last.
  case call(TemplateFunction, [TemplateExpression])
}

/// The functions that expressions may use.
enum TemplateFunction: String, CaseIterable {
  case env
  case toInt
  case toBool
  case toFloat
  case indent
  case `default`
  case b64decode

  /// How many arguments it takes, the piped one included.
  var arity: Int {
    switch self {
    case .env, .toInt, .toBool, .toFloat, .b64decode: 1
    case .indent, .default: 2
    }
  }

  /// How it is used.
  var usage: String {
    switch self {
    case .env: #"env "DECK_NAME""#
    case .toInt, .toBool, .toFloat, .b64decode: #"env "DECK_NAME" | \#(rawValue)"#
    case .indent: #"env "DECK_NAME" | indent 8"#
    case .default: #"env "DECK_NAME" | default "text""#
    }
  }

  /// A sentence that names all of them.
  static let hint = "supported are env, toInt, toBool, toFloat, indent, default and b64decode"
}
