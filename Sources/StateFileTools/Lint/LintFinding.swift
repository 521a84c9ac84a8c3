package import Diagnostics
import Documents

/// How much a finding weighs, from the least on.
package enum LintSeverity: String, Sendable, CaseIterable, Comparable {
  case hint
  case info
  case warn
  case error

  /// A hint is less than an error.
  package static func < (left: LintSeverity, right: LintSeverity) -> Bool { left.rank < right.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// Something that a rule does not want to be as it is.
package struct LintFinding: Sendable {
  /// The rule.
  package var rule: String
  /// What is wrong.
  package var message: String
  /// How much it weighs; nil where the rule does not say, which counts as a warning.
  package var severity: LintSeverity?
  /// Where it is: at the value concerned, or at what ought to have it; `.none` where no value is concerned.
  package var place: SourcePlace
  /// Where decK says that it is, which for some functions is what stands around the value.
  package var shownPlace: SourcePlace
  /// The path of the rule, where it has a single one.
  package var given: String
  /// What to do about it.
  package var hint: String?
  /// Whether decK's formats name the rule too: its own findings do not.
  package var namesRule = false

  /// What decK's formats say.
  package var shownMessage: String { namesRule ? "\(rule): \(message)" : message }

  /// What counts when findings are weighed.
  package var weight: LintSeverity { severity ?? .warn }
}

extension LintFinding {
  /// What is told of a text that is no document.
  package static func unreadable(_ name: String) -> LintFinding {
    let place = SourcePlace(line: 1, column: 1, source: SourceID(name: name))
    return LintFinding(
      rule: "unreadable-document",
      message:
        "unable to parse the document, no index was created, check the syntax or version of the document.",
      severity: .error, place: place, shownPlace: place, given: "")
  }
}
