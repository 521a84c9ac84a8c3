import Diagnostics
import GatewayModel
import Reconciliation

/// Test results: each change is a case that passes when it was done; in a preview each difference is a failure, so that
/// drift shows up where failures do. Each error is a case of its own.
enum JUnitReport {
  static func render(_ report: RunReport) -> [UInt8] {
    var cases: [String] = report.errors.map { error in
      element(
        "diagnostic \(error.code)", inner: problem("error", error.message, DiagnosticText.render(error)))
    }
    for (index, change) in report.plan.changes.enumerated() {
      let workspace = report.workspace(of: index).map { "workspace \($0): " } ?? ""
      let name = "\(workspace)\(change.action.rawValue) \(change.title)"
      switch report.outcome(index) {
      case nil:
        cases.append(element(name, inner: problem("failure", "the gateway differs from the files", text(change))))
      case .done: cases.append(element(name, inner: nil))
      case .failed: cases.append(element(name, inner: problem("failure", "it was not done", text(change))))
      case .notTried(let reason):
        let words = PlanText.words(for: reason, in: report.plan)
        cases.append(element(name, inner: "<skipped message=\"\(XMLText.escaped(words))\"/>"))
      }
    }
    if cases.isEmpty { cases = [element("the gateway holds what the files say", inner: nil)] }
    let failures = report.outcomes == nil ? report.plan.changes.count : report.failed
    let attributes = [
      ("name", "fairlead \(report.command)"), ("tests", "\(cases.count)"), ("failures", "\(failures)"),
      ("errors", "\(report.errors.count)"), ("skipped", "\(report.notTried)"),
    ]
    let suite = attributes.map { "\($0)=\"\(XMLText.escaped($1))\"" }.joined(separator: " ")
    let lines =
      ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites>", "  <testsuite \(suite)>"]
      + cases.map { "    \($0)" } + ["  </testsuite>", "</testsuites>", ""]
    return Array(lines.joined(separator: "\n").utf8)
  }

  private static func element(_ name: String, inner: String?) -> String {
    let start = "<testcase classname=\"fairlead\" name=\"\(XMLText.escaped(name))\""
    return inner.map { "\(start)>\($0)</testcase>" } ?? "\(start)/>"
  }

  private static func problem(_ tag: String, _ message: String, _ text: String) -> String {
    "<\(tag) message=\"\(XMLText.escaped(message))\">\(XMLText.escaped(text))</\(tag)>"
  }

  private static func text(_ change: Change) -> String {
    PlanText(style: TextStyle(isColoured: false)).change(change)
      + (change.place.isKnown ? "\n\(change.place)" : "")
  }
}
