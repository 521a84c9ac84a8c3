/// A flag as a row of data: what it is called and takes, which commands have it, and where else it may be set.
///
/// The rows stand in ``FlagTable``. Command line, environment, configuration files and `config show` know flags by these
/// rows alone; a command that has a flag declares a property of the same name for its help.
struct FlagRow: Sendable {
  /// What a flag takes.
  enum Form: Sendable, Hashable {
    /// A text; an empty one says nothing.
    case text
    /// A file or directory that a run must not go without: an empty name, as a script has it whose variable is not set, is
    /// wrong.
    case path
    /// A whole number that is not below another.
    case integer(minimum: Int)
    /// One of these words, in any case.
    case choice([String])
    /// Texts: repeated, or separated by commas.
    case list
    /// Texts as they stand, commas and blanks included: repeated.
    case texts
    /// Headers `NAME:VALUE`: repeated, or separated by commas; a piece without a colon belongs to the value before it.
    case headers
    /// Nothing, or `true` or `false` after an equals sign.
    case toggle
  }

  /// Which files may set a flag.
  enum FileRule: Sendable, Hashable {
    /// Every configuration file.
    case anyFile
    /// The user's own files, but not one that happens to lie in the working directory: whoever can change that one must
    /// not be able to send a token elsewhere.
    case ownFiles
    /// None.
    case none
  }

  /// How much of a value may be shown.
  enum Display: Sendable, Hashable {
    /// All of it.
    case plain
    /// An address without user name and password.
    case address
    /// The names of headers without their values.
    case headers
    /// Only that there is one.
    case secret
  }

  /// The name without dashes.
  let name: String
  /// The letter of the short form.
  let short: Character?
  /// What it takes.
  let form: Form
  /// The commands that have it, such as `gateway sync`; empty for a flag that every command accepts.
  let commands: Set<String>
  /// Whether decK reads it from a `DECK_` variable and its configuration file.
  let readByDeck: Bool
  /// Whether it has a `FAIRLEAD_` variable.
  let hasVariable: Bool
  /// Which files may set it.
  let files: FileRule
  /// How much of a value may be shown.
  let display: Display
  /// What holds where nothing is set; nil for nothing.
  let fallback: String?
  /// Whether it is accepted and does nothing.
  let isInert: Bool

  init(
    _ name: String, short: Character? = nil, _ form: Form, on commands: [String] = [], deck: Bool = false,
    variable: Bool = true, files: FileRule = .anyFile, shows display: Display = .plain, fallback: String? = nil,
    inert: Bool = false
  ) {
    self.name = name
    self.short = short
    self.form = form
    self.commands = Set(commands)
    self.readByDeck = deck
    self.hasVariable = variable
    self.files = files
    self.display = display
    self.fallback = fallback
    self.isInert = inert
  }

  /// The same flag of other commands.
  func on(_ commands: [String]) -> FlagRow {
    FlagRow(
      name, short: short, form, on: commands, deck: readByDeck, variable: hasVariable, files: files, shows: display,
      fallback: fallback, inert: isInert)
  }

  /// Whether every command accepts it.
  var isPersistent: Bool { commands.isEmpty }

  /// The environment variables that may set it, the first with a value does.
  var variables: [String] {
    guard hasVariable else { return [] }
    let suffix = name.uppercased().split(separator: "-").joined(separator: "_")
    return ["FAIRLEAD_\(suffix)"] + (readByDeck ? ["DECK_\(suffix)"] : [])
  }

  /// Whether it takes a value on the command line.
  var takesValue: Bool { form != .toggle }
}
