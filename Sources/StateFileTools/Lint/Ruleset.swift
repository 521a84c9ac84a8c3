import Documents

/// Rules to hold documents against.
package struct Ruleset: Sendable {
  /// The rules, by their names in the order of their bytes.
  var rules: [LintRule] = []
  /// What holds otherwise in some files.
  var overrides: [LintOverride] = []
}

/// A rule: where to look, and what has to be true there.
struct LintRule: Sendable {
  let name: String
  var description = ""
  var message: String?
  /// What a finding weighs; nil where the rule does not say.
  var severity: LintSeverity?
  /// The path, where the rule has a single one, as it was written.
  var given = ""
  var paths: [Path] = []
  var actions: [LintAction] = []
  /// The formats of API descriptions that the rule is for; of none for a state file.
  var formats: [String] = []

  /// Where to look.
  struct Path: Sendable {
    let text: String
    let path: JSONPath
  }

  /// What a finding says.
  func words(for violation: LintViolation) -> String {
    switch (violation.wording, message) {
    case (.replaced, let message?): message
    case (.interpolated, let message?):
      message.replacing("{{error}}", with: violation.detail)
    case (.following, _), (_, nil): "\(message ?? description): \(violation.detail)"
    }
  }
}

/// What has to be true of the values that a rule looks at.
struct LintAction: Sendable {
  let field: FieldPath?
  /// The function; nil where its options are not complete, which is told as findings.
  let function: (any LintFunction)?
  let faults: [String]
}

/// Other weights of rules, or other rules, for some files or parts of them.
struct LintOverride: Sendable {
  /// The names of files.
  let file: RegularExpression
  /// The part of the file; nil for all of it.
  let part: [String]?
  /// What becomes of rules by their names.
  var changes: [String: Change]

  enum Change: Sendable {
    case off
    case severity(LintSeverity)
    case rule(LintRule)
  }

  /// Whether a value at a path of a file is concerned.
  func concerns(_ path: DocumentPath, of file: String) -> Bool {
    guard self.file.matchesWhole(file) else { return false }
    guard let part else { return true }
    let names = path.steps.map { step in
      switch step {
      case .key(let key): key
      case .index(let index): String(index)
      }
    }
    return names.starts(with: part)
  }
}
