import Testing

/// A rule for a small state file, and what it says of it.
struct LintCase: Sendable, CustomTestStringConvertible {
  let name: String
  /// The rule without its name, or a whole ruleset.
  let rule: String
  var state = LintCase.shop
  /// The findings, each `[severity][line:column] message`; nil where the run is an error.
  var findings: [String]?
  /// What is on standard error, in part.
  var says: String?
  var arguments: [String] = []
  /// Whether nothing at all comes out.
  var isSilent = false

  var testDescription: String { name }

  /// Ten lines on two services.
  static let shop = """
    services:
    - name: Stock
      protocol: http
      retries: 12
      tags: [zebra, apple]
      routes: []
    - name: basket-2
      url: "https://basket.example.com"
      enabled: false
      note: ""
    """

  static let all = functions + paths + sets

  var ruleset: String { rule.hasPrefix("rules:") || rule.contains("\nrules:") ? rule : "rules:\n  r: \(rule)\n" }
}

/// The rules of the language of rules, one by one.
@Suite struct LintCaseTests {
  @Test(arguments: LintCase.all)
  func theRuleFindsThis(entry: LintCase) async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.write("rules.yaml", entry.ruleset)
    try scratch.write("kong.yaml", entry.state)
    let run = try await Program.run(
      "fairlead", ["file", "lint", "-s", "kong.yaml", "rules.yaml"] + entry.arguments, in: scratch.folder)
    let found = run.output.split(separator: "\n").map(String.init).filter { $0.hasPrefix("[") }
    #expect(found == entry.findings ?? [], "\(run.everything)")
    if entry.isSilent { #expect(run.output.isEmpty, "\(run.output)") }
    let failing = entry.arguments.contains("-F") ? "[" : "[error]"
    let isFailure = entry.findings.map { findings in findings.contains { $0.hasPrefix(failing) } } ?? true
    #expect((run.status == 0) == !isFailure, "\(run.everything)")
    if let says = entry.says {
      #expect(run.errors.contains(says), "\(run.errors)")
    } else {
      #expect(run.errors == "")
    }
  }
}
