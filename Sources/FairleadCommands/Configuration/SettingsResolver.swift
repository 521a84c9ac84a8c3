import Diagnostics

/// Settles what holds for a run: command line before environment before configuration files before defaults.
struct SettingsResolver {
  private let environment: [String: String]
  private var diagnostics = DiagnosticCollector()
  private var resolved = ResolvedSettings()

  /// Settles the flags of a command.
  ///
  /// - Parameters:
  ///   - given: What the command line sets.
  ///   - rows: The flags of the command.
  ///   - environment: The environment variables.
  /// - Returns: What is set anywhere, each value checked against the form of its flag.
  /// - Throws: All that is wrong, none of it with a secret.
  static func resolve(
    _ given: [Setting], rows: [FlagRow], environment: [String: String]
  ) throws(DiagnosticError) -> ResolvedSettings {
    var resolver = SettingsResolver(environment: environment)
    // A command may have a flag of this name that means something else; the file is named by the variable then.
    let config = FlagTable.persistent.first { $0.name == "config" }
    let named =
      given.first { $0.row.name == "config" && $0.row.isPersistent }?.values.last
      ?? config.flatMap { resolver.fromEnvironment($0)?.values.last }
    let files = ConfigurationFile.find(named: named, home: environment["HOME"]).map {
      ConfigurationFile(path: $0.path, standing: $0.standing, rows: rows, &resolver.diagnostics)
    }
    resolver.resolved.files = files.map(\.path)
    for row in rows {
      let setting =
        given.last { $0.row.name == row.name } ?? resolver.fromEnvironment(row)
        ?? files.lazy.compactMap { $0.settings.last { $0.row.name == row.name } }.first
      if let setting { resolver.add(setting) }
    }
    if resolver.diagnostics.hasErrors { throw DiagnosticError(resolver.diagnostics.diagnostics) }
    return resolver.resolved
  }

  private init(environment: [String: String]) {
    self.environment = environment
  }

  private func fromEnvironment(_ row: FlagRow) -> Setting? {
    for variable in row.variables {
      guard let value = environment[variable], !value.isEmpty else { continue }
      return Setting(row: row, values: [value], origin: .variable(variable))
    }
    return nil
  }

  private mutating func add(_ setting: Setting) {
    guard !setting.row.isInert else { return }
    var setting = setting
    switch setting.row.form {
    case .text:
      setting.values = Array(setting.values.suffix(1))
    case .path:
      guard let path = setting.values.last, !path.isEmpty else {
        return report(setting, "is empty: it takes the name of a file or directory")
      }
      setting.values = [path]
    case .texts:
      break
    case .list:
      setting.values = setting.values.flatMap(FlagText.list)
      if setting.values.isEmpty { return }
    case .headers:
      setting.values = setting.values.flatMap(FlagText.headers)
    case .integer(let minimum):
      guard let number = setting.values.last.flatMap({ Int($0) }), number >= minimum else {
        return report(setting, "is a whole number of at least \(minimum)")
      }
      setting.values = [String(number)]
    case .choice(let words):
      guard let word = setting.values.last?.lowercased(), words.contains(word) else {
        return report(setting, "is one of \(words.joined(separator: ", "))")
      }
      setting.values = [word]
    case .toggle:
      guard let value = setting.values.last.flatMap(FlagText.toggle) else {
        return report(setting, "is a switch: it takes true or false")
      }
      setting.values = [value ? "true" : "false"]
    }
    resolved.add(setting)
  }

  private mutating func report(_ setting: Setting, _ words: String) {
    switch setting.origin {
    case .variable(let name): diagnostics.error(code: "usage", "the variable \(name) \(words)")
    case .file(let place): diagnostics.error(code: "configuration", "'\(setting.row.name)' \(words)", at: place)
    case .commandLine, .plan, .fallback: diagnostics.error(code: "usage", "--\(setting.row.name) \(words)")
    }
  }
}

/// Reads the texts of flags.
enum FlagText {
  /// A switch; nil for what is none.
  static func toggle(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "true", "t", "1", "yes", "on": true
    case "false", "f", "0", "no", "off": false
    default: nil
    }
  }

  /// Takes a comma-separated list apart.
  static func list(_ text: String) -> [String] {
    text.split(separator: ",").map { String(trimmed($0)) }.filter { !$0.isEmpty }
  }

  /// Takes comma-separated headers apart; a piece without a colon belongs to the value before it.
  static func headers(_ text: String) -> [String] {
    var pieces: [String] = []
    for piece in text.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      if piece.contains(":") || pieces.isEmpty {
        pieces.append(piece)
      } else {
        pieces[pieces.count - 1] += ",\(piece)"
      }
    }
    return pieces
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return text
  }
}
