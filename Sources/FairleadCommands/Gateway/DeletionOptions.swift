import ArgumentParser
import Diagnostics
import Reconciliation

/// The flags of a verb that deletes what the files do not have.
struct DeletionOptions: ParsableArguments {
  @Flag(help: "Answer every question with yes.")
  var yes = false

  @OptionGroup var limits: DeletionLimits

  /// On a terminal, the user has a say before anything is deleted.
  func consent(_ deletions: Int, _ output: RunOutput) -> Confirmation {
    guard deletions > 0, !yes, output.isText, Terminal.isAttended else { return .granted }
    return output.asks(toDelete: deletions) == false ? .declined : .granted
  }

  /// The rules as the flags have them.
  func rules() throws(DiagnosticError) -> SafetyRules { try limits.rules() }
}

/// The flags that say how much may be deleted.
struct DeletionLimits: ParsableArguments {
  @Flag(name: .customLong("allow-empty"), help: "Let files without any entity empty the gateway.")
  var allowEmpty = false

  @Option(
    name: .customLong("max-deletes"),
    help: "Deletions of one kind that are allowed: N, or N% of kinds with at least 10 entities. (default: 30%)")
  var maxDeletes: String?

  /// The rules as the flags have them; emptying a gateway is asked for on the command line alone.
  func rules() throws(DiagnosticError) -> SafetyRules {
    var rules = SafetyRules()
    rules.allowsEmpty = allowEmpty
    guard let maxDeletes else { return rules }
    guard let limit = SafetyRules.DeletionLimit(maxDeletes) else {
      throw DiagnosticError(Diagnostic(code: "usage", "--max-deletes is a number or a percentage, such as 5 or 10%"))
    }
    rules.deletionLimit = limit
    return rules
  }
}
