import Diagnostics
import GatewayModel
import Reconciliation
import StateFiles
import Targets
import Testing

/// Runs within select tags, on targets whose listings honour tags and on such whose do not.
@Suite struct SelectTagTests {
  private func request() -> RunRequest {
    var request = RunRequest()
    request.scope.selectTags = ["team"]
    return request
  }

  @Test("what has other tags is neither changed nor deleted", arguments: [true, false])
  func apart(honoursTags: Bool) async throws {
    let scenario = Scenario { $0.information.capabilities.listingsHonourTags = honoursTags }
    try await scenario.sync("services: [{name: theirs, host: h, tags: [other]}]")
    let (end, _) = try await scenario.run("services: [{name: ours, host: h}]", request())
    #expect(end == .success)
    #expect(scenario.names(.service) == ["ours", "theirs"])
    #expect(try await scenario.run("", request()).end == .success)
    #expect(scenario.names(.service) == ["theirs"])
  }

  @Test("a name that is taken outside of the tags is told before anything is written", arguments: [true, false])
  func taken(honoursTags: Bool) async throws {
    let scenario = Scenario { $0.information.capabilities.listingsHonourTags = honoursTags }
    try await scenario.sync("services: [{name: a, host: h, tags: [other]}]")
    do {
      _ = try await scenario.run("services: [{name: a, host: h}]", request())
      Issue.record("the run went on")
    } catch let error as DiagnosticError {
      #expect(error.diagnostics.map(\.code) == ["outside-select-tags"])
    }
    #expect(scenario.store.writes.count == 1)
  }
}
