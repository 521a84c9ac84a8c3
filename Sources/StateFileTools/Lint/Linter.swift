package import Diagnostics
package import Documents

/// Holds documents against rules.
package struct Linter {
  private let ruleset: Ruleset
  private let document: LintDocument
  private let file: String
  private let exceptions: LintExceptions
  /// The description of an API that the document is, such as `3.0.3`; nil for anything else.
  private let apiVersion: String?

  /// Takes a document with the text that it was read from.
  package init(_ ruleset: Ruleset, document: Node, bytes: [UInt8], file: String) {
    self.ruleset = ruleset
    let laidOut = LintDocument(document, bytes: bytes)
    self.document = laidOut
    self.file = file
    exceptions = LintExceptions(in: laidOut.tree, reachingSiblings: true)
    apiVersion = document["openapi"].flatMap { $0.isNull ? nil : laidOut.text(of: $0) }
  }

  /// What the rules find, rule by rule in the order of their names, path by path, action by action and from top to bottom.
  ///
  /// - Throws: That a rule's path takes too long.
  package func findings() throws(DiagnosticError) -> [LintFinding] {
    var findings: [LintFinding] = []
    let added = ruleset.overrides.filter { $0.concerns(DocumentPath(), of: file) }.flatMap(\.rules)
    let names = Set(added.map(\.name))
    let rules = ruleset.rules.filter { !names.contains($0.name) } + added
    for rule in rules.sorted(by: { $0.name.precedesInBytes($1.name) }) where isMeant(rule) {
      for path in rule.paths { try look(at: path, for: rule, &findings) }
    }
    return findings
  }

  private func isMeant(_ rule: LintRule) -> Bool {
    guard let apiVersion, !rule.formats.isEmpty else { return true }
    return rule.formats.contains { format in
      let digits = format.filter(\.isNumber)
      return format.hasPrefix("oas") && !digits.isEmpty && apiVersion.filter(\.isNumber).hasPrefix(digits)
    }
  }

  private func look(
    at path: LintRule.Path, for rule: LintRule, _ findings: inout [LintFinding]
  ) throws(DiagnosticError) {
    let subjects: [LintDocument.Subject]
    do throws(JSONPathError) { subjects = try path.path.matches(in: document.tree) } catch {
      throw DiagnosticError(error.diagnostic(path: path.text))
    }
    guard !subjects.isEmpty else { return }
    for action in rule.actions {
      for fault in action.faults {
        findings.append(
          LintFinding(
            rule: rule.name, message: fault, severity: rule.severity, place: .none, shownPlace: .none, given: rule.given
          ))
      }
      guard let function = action.function else { continue }
      let context = LintContext(document: document, field: action.field, given: path.text)
      for subject in subjects {
        for violation in function.violations(of: subject, context) {
          if let finding = finding(violation, of: rule) { findings.append(finding) }
        }
      }
    }
  }

  /// The finding that a violation makes; nil where an exception is made.
  private func finding(_ violation: LintViolation, of rule: LintRule) -> LintFinding? {
    guard !exceptions.concern(violation.position, rule: rule.name) else { return nil }
    var severity = rule.severity
    if !ruleset.overrides.isEmpty {
      let path = document.tree.path(to: violation.position)
      for override in ruleset.overrides where override.concerns(path, of: file) {
        switch override.changes[rule.name] {
        case .off: return nil
        case .severity(let other): severity = other
        case .rule, nil: break
        }
      }
    }
    return LintFinding(
      rule: rule.name, message: rule.words(for: violation), severity: severity, place: violation.place,
      shownPlace: violation.shownPlace, given: rule.given)
  }
}

extension LintOverride {
  fileprivate var rules: [LintRule] {
    changes.values.compactMap { change in
      guard case .rule(let rule) = change else { return nil }
      return rule
    }
  }
}
