import Diagnostics
import Documents
import GatewayModel
import Reconciliation
import Targets
import Testing

/// Targets that take all changes in one load, or none.
@Suite struct LoadTests {
  private func scenario(refusing label: String? = nil) -> Scenario {
    Scenario { settings in
      settings.information.capabilities.writing = .allAtOnce
      settings.refusal = { write in
        write.change.label == label ? .refused(TargetError.Refusal(.invalid, message: "no", status: 400)) : nil
      }
    }
  }

  private let text = "services: [{name: a, host: h, routes: [{name: r, paths: [/r]}]}, {name: b, host: h}]"

  @Test("a load that is taken has done every change")
  func taken() async throws {
    let scenario = scenario()
    try await scenario.sync(text)
    #expect(scenario.names(.service) == ["a", "b"])
    #expect(try await scenario.plan(text).isEmpty)
    try await scenario.sync("services: [{name: b, host: other}]")
    #expect(scenario.store.entities(.route).isEmpty)
    #expect(scenario.store.entities(.service).first?.fields["host"]?.string == "other")
  }

  @Test("a load that is refused has done nothing, and the change at fault is named")
  func refused() async throws {
    let scenario = scenario(refusing: "r")
    let (end, observer) = try await scenario.run(text)
    #expect(end == .failure)
    #expect(scenario.names(.service) == [])
    #expect(observer.result?.outcomes == [.notTried(.loadRefused), .notTried(.loadRefused), .failed])
    #expect(observer.result?.diagnostics.map(\.message) == ["create route r: no (status 400)"])
  }

  @Test("what somebody else has loaded since the plan was made is not overwritten")
  func overtaken() async throws {
    let scenario = scenario()
    let base = try await scenario.store.writer.reader.snapshot(SnapshotRequest(for: Scenario.desired(text)))
    try await scenario.sync("services: [{name: theirs, host: h}]")
    var planner = Planner(desired: try Scenario.desired(text), snapshot: base)
    let plan = planner.plan().plan
    let result = await PlanExecutor.execute(plan, onto: base, writer: scenario.store.writer)
    #expect(result.outcomes.allSatisfy { $0 == .notTried(.loadRefused) })
    #expect(result.diagnostics.map(\.code) == ["concurrent-run"])
    #expect(result.end == .refused)
    #expect(scenario.names(.service) == ["theirs"])
  }
}
