package import Diagnostics
package import Documents
import GatewayModel

/// The rules that come with the program: what whoever owns a gateway would want to know of a state file.
package struct BuiltinRules {
  private let off: Set<String>

  /// Takes all rules but some.
  ///
  /// - Throws: That there is no rule of a name.
  package init(without codes: [String] = []) throws(DiagnosticError) {
    let known = DiagnosticCode.lint.map(\.code)
    for code in codes where !known.contains(code) {
      let nearest = NearestName.find(code, among: known)
      throw DiagnosticError(
        Diagnostic(
          code: "usage", "there is no rule '\(code)'",
          hint: nearest.map { "did you mean '\($0)'?" } ?? "there are \(known.joined(separator: ", "))"))
    }
    off = Set(codes)
  }

  /// What the rules find in the documents of a file, from top to bottom.
  package func findings(in documents: [Node]) -> [LintFinding] {
    var audit = StateAudit(documents)
    audit.run()
    func key(_ finding: LintFinding) -> (UInt32, UInt32, String) {
      (finding.place.line, finding.place.column, finding.rule)
    }
    return audit.findings.filter { !off.contains($0.rule) }.sorted { key($0) < key($1) }
  }
}

/// One look at all that state files have.
struct StateAudit {
  let inventory: StateInventory
  let documents: [Node]
  private(set) var findings: [LintFinding] = []

  init(_ documents: [Node]) {
    self.documents = documents
    inventory = StateInventory(documents)
  }

  mutating func run() {
    checkServices()
    checkRoutes()
    checkDuplicateRoutes()
    checkPlugins()
    checkNames()
    for document in documents { checkSecrets(document, StateInventory.ignored(document, []), key: "") }
  }

  /// Notes a finding, where no exception is made.
  mutating func tell(
    _ code: String, _ severity: LintSeverity, _ message: String, at place: SourcePlace, _ ignored: Set<String>,
    hint: String? = nil
  ) {
    guard !ignored.contains(code) else { return }
    findings.append(
      LintFinding(
        rule: code, message: message, severity: severity, place: place, shownPlace: place, given: "",
        hint: hint, namesRule: true))
  }

  /// An entity in the words of a message.
  static func title(_ kind: String, _ item: StateInventory.Item) -> String {
    item.name.map { "\(kind) '\($0)'" } ?? "a \(kind) without a name"
  }
}
