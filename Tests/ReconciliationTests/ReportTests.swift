import Comparison
import Documents
import Reconciliation
import Reporting
import Testing

/// Reports of plans, made without a gateway or a command line.
@Suite struct ReportTests {
  private func scenario() async throws -> Scenario {
    let scenario = Scenario()
    try await scenario.sync(
      """
      services: [{name: a, host: h, retries: 7}, {name: gone, host: h}]
      consumers: [{username: alice, keyauth_credentials: [{key: canary-one}]}]
      """)
    return scenario
  }

  private func report() async throws -> RunReport { try await report(try await scenario()) }

  private func report(_ scenario: Scenario) async throws -> RunReport {
    var report = RunReport(toolVersion: "1", command: "gateway diff", isPreview: true)
    report.plan = try await scenario.plan(
      """
      services: [{name: a, host: other}]
      consumers: [{username: alice, keyauth_credentials: [{key: canary-two}]}]
      """)
    report.schemas = LoadedState.schemas
    return report
  }

  @Test("a difference has a reason in words and one that stays")
  func reasons() async throws {
    let document = try JSONReader.read(ReportFormat.json.render(try await report()))
    let changes = document["changes"]?.array ?? []
    let update = try #require(changes.first { $0["action"]?.string == "update" })
    let retries = try #require(update["differences"]?.array?.first { $0["path"]?.string == "retries" })
    #expect(retries["reason_code"]?.string == "default-returns")
    #expect(retries["reason"]?.string == FieldDifference.Reason.defaultReturns.words)
  }

  @Test("no format shows a secret, of the files or of the gateway", arguments: ReportFormat.allCases)
  func secrets(_ format: ReportFormat) async throws {
    let text = String(decoding: format.render(try await report()), as: UTF8.self)
    #expect(!text.contains("canary-one"))
    #expect(!text.contains("canary-two"))
    #expect(text.contains("alice"))
  }

  @Test("a plan that is made again gives the same report", arguments: ReportFormat.allCases)
  func steadiness(_ format: ReportFormat) async throws {
    let scenario = try await scenario()
    let (first, second) = (try await report(scenario), try await report(scenario))
    #expect(format.render(first) == format.render(second))
  }

  @Test("text names each change, and each field that it changes")
  func text() async throws {
    let plan = try await report().plan
    let text = PlanText(style: TextStyle(isColoured: false))
    let lines = plan.changes.map { text.change($0) }.joined(separator: "\n").split(separator: "\n").map(String.init)
    #expect(lines.contains("updating service a"))
    #expect(lines.contains { $0.hasPrefix("  host: \"h\" -> \"other\"") })
    #expect(lines.contains("deleting service gone"))
  }
}
