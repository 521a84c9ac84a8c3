import Diagnostics

/// The value of a flag and where it was set.
struct Setting: Sendable {
  /// Where a value comes from, the strongest first.
  enum Origin: Sendable, Hashable {
    /// The command line.
    case commandLine
    /// An environment variable.
    case variable(String)
    /// A configuration file.
    case file(SourcePlace)
    /// The plan that is carried out.
    case plan
    /// Nobody set it.
    case fallback
  }

  /// The flag.
  let row: FlagRow
  /// The value; several for a list; `true` or `false` for a toggle.
  var values: [String]
  /// Where it comes from.
  var origin: Origin

  /// The form in which the parser of the command takes it; a toggle that is off is left out, and so is an empty text,
  /// as a script has it whose variable is not set.
  var arguments: [String] {
    if row.isInert { return [] }
    if row.form == .toggle { return values == ["true"] ? ["--\(row.name)"] : [] }
    if row.form == .texts, origin == .commandLine {
      // The parser takes no empty value after an equals sign.
      return values.flatMap { $0.isEmpty ? ["--\(row.name)", ""] : ["--\(row.name)=\($0)"] }
    }
    return values.filter { !$0.isEmpty }.map { "--\(row.name)=\($0)" }
  }
}

/// The settings of a run, by the names of their flags.
struct ResolvedSettings: Sendable {
  /// What is set, in the order of the table, defaults left out.
  private(set) var settings: [Setting] = []
  /// The configuration files that were read.
  var files: [String] = []

  /// Nothing set.
  init() {}

  /// Enters a setting.
  mutating func add(_ setting: Setting) { settings.append(setting) }

  /// What is set for a flag; nil where nothing is.
  subscript(name: String) -> Setting? { settings.first { $0.row.name == name } }

  /// Whether a toggle is on.
  func isOn(_ name: String) -> Bool { self[name]?.values == ["true"] }

  /// The number of a flag; nil where nothing is set.
  func integer(_ name: String) -> Int? { self[name]?.values.last.flatMap { Int($0) } }
}
