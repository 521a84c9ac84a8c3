import Diagnostics

/// Looks up what a command line leaves open: first `FAIRLEAD_…`, then the `DECK_…` variables that decK reads.
struct Settings {
  private let environment: [String: String]
  /// What was wrong with a variable.
  private(set) var diagnostics: [Diagnostic] = []

  /// The settings for which decK has a variable.
  private static let readByDeck: Set<String> = [
    "kong-addr", "headers", "timeout", "no-color", "analytics", "format", "verbose",
  ]

  init(_ environment: [String: String]) {
    self.environment = environment
  }

  /// The text for a flag's name without dashes.
  func text(_ flag: String) -> (variable: String, value: String)? {
    let name = flag.uppercased().split(separator: "-").joined(separator: "_")
    let candidates = ["FAIRLEAD_\(name)"] + (Settings.readByDeck.contains(flag) ? ["DECK_\(name)"] : [])
    for variable in candidates {
      if let value = environment[variable], !value.isEmpty { return (variable, value) }
    }
    return nil
  }

  /// The whole number for a flag, at least `minimum`.
  mutating func integer(_ flag: String, given: Int?, minimum: Int, default fallback: Int) -> Int {
    if let given {
      guard given >= minimum else {
        diagnostics.append(Diagnostic(code: "usage", "--\(flag) is at least \(minimum), not \(given)"))
        return fallback
      }
      return given
    }
    guard let (variable, value) = text(flag) else { return fallback }
    guard let number = Int(value), number >= minimum else {
      diagnostics.append(
        Diagnostic(code: "usage", "the variable \(variable) is a whole number of at least \(minimum)"))
      return fallback
    }
    return number
  }

  /// Whether a switch is on.
  mutating func isOn(_ flag: String, given: Bool) -> Bool {
    if given { return true }
    guard let (variable, value) = text(flag) else { return false }
    switch value.lowercased() {
    case "true", "t", "1", "yes", "on": return true
    case "false", "f", "0", "no", "off": return false
    default:
      diagnostics.append(Diagnostic(code: "usage", "the variable \(variable) is a switch: it takes true or false"))
      return false
    }
  }
}
