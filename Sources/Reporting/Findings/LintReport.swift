import Diagnostics
import Documents
package import StateFileTools

/// What rules found, as decK writes it.
package struct LintReport: Sendable {
  /// The formats.
  package enum Format: String, Sendable, CaseIterable {
    case plain
    case json
    case yaml
  }

  /// What is told.
  package let findings: [LintFinding]
  /// How many of them weigh so much that the run fails.
  package let failures: Int

  /// Weighs findings.
  ///
  /// - Parameters:
  ///   - findings: What was found, in order.
  ///   - bound: What a finding has to weigh to be a failure.
  ///   - onlyFailures: Whether the others are left out.
  package init(_ findings: [LintFinding], failingAt bound: LintSeverity, onlyFailures: Bool) {
    let failing = findings.filter { $0.weight >= bound }
    self.findings = onlyFailures ? failing : findings
    failures = failing.count
  }

  /// Writes the findings; as text, nothing where there are none.
  package func render(as format: Format) -> [UInt8] {
    switch format {
    case .plain: Array(text.utf8)
    case .json: JSONWriter.write(document, indent: 2) + [0x0A]
    case .yaml: YAMLWriter.write(Node(.object(sorted(document.object ?? Object()))))
    }
  }

  private var text: String {
    guard !findings.isEmpty else { return "" }
    let lines = findings.map { finding in
      "[\(finding.severity?.rawValue ?? "")][\(finding.shownPlace.line):\(finding.shownPlace.column)] "
        + TextLine.visible(finding.shownMessage)
    }
    return (["Linting Violations: \(findings.count)", "Failures: \(failures)", ""] + lines + [""]).joined(
      separator: "\n")
  }

  private var document: Node {
    let results = findings.map { finding -> Node in
      [
        "Message": Node(.string(finding.shownMessage)), "Severity": Node(.string(finding.severity?.rawValue ?? "")),
        "Line": Node(.integer(Int(finding.shownPlace.line))), "Column": Node(.integer(Int(finding.shownPlace.column))),
        "Character": 0, "Path": Node(.string(finding.given)),
      ]
    }
    return [
      "fail_count": Node(.integer(failures)), "results": Node(.array(results)),
      "total_count": Node(.integer(findings.count)),
    ]
  }

  /// In YAML the keys of findings stand in the order of their letters.
  private func sorted(_ document: Object) -> Object {
    document.sorted { node in
      guard let items = node.array else { return node }
      return Node(.array(items.map { Node(.object(($0.object ?? Object()).sorted())) }))
    }
  }
}
