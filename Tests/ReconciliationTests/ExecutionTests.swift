import Diagnostics
import Documents
import GatewayModel
import Reconciliation
import Synchronization
import Targets
import Testing

/// What becomes of plans on a target that keeps what a gateway keeps.
@Suite struct ExecutionTests {
  private let shop = """
    services:
    - name: shop
      host: shop.internal
      retries: 7
      routes: [{name: shop, paths: [/shop]}]
      plugins: [{name: key-auth}]
    consumers: [{username: alice, keyauth_credentials: [{key: secret-of-alice}]}]
    """

  @Test("a second run finds nothing to do")
  func convergence() async throws {
    let scenario = Scenario()
    try await scenario.sync(shop)
    #expect(scenario.store.writes.count == 5)
    #expect(try await scenario.plan(shop).isEmpty)
  }

  @Test("what a file leaves out returns to its default")
  func replacement() async throws {
    let scenario = Scenario()
    try await scenario.sync("services: [{name: a, host: h, retries: 7}]")
    let id = scenario.store.entities(.service).first?.id
    try await scenario.sync("services: [{name: a, host: h}]")
    let service = try #require(scenario.store.entities(.service).first)
    #expect(service.fields["retries"]?.integer == 5)
    #expect(service.id == id)
  }

  @Test("what belongs to an entity goes with it, without a write of its own")
  func cascade() async throws {
    let scenario = Scenario()
    try await scenario.sync(shop)
    var request = RunRequest()
    request.scope.onlyCollections = ["consumers", "keyauth_credentials"]
    let plan = try await scenario.plan("", request)
    #expect(
      plan.lines == ["delete key-auth for consumer alice (id \(id(.keyAuth, scenario)))", "delete consumer alice"])
    #expect(plan.changes[0].goesWith == 1)
    let before = scenario.store.writes.count
    let (end, _) = try await scenario.run("", request)
    #expect(end == .success)
    #expect(scenario.store.writes.count == before + 1)
    #expect(scenario.store.entities(.keyAuth).isEmpty)
  }

  private func id(_ kind: EntityKind, _ scenario: Scenario) -> String { scenario.store.entities(kind).first?.id ?? "" }

  @Test("two entities exchange their names by way of a temporary one")
  func exchange() async throws {
    let scenario = Scenario()
    let (first, second) = ("a0000000-0000-4000-8000-000000000001", "a0000000-0000-4000-8000-000000000002")
    try await scenario.sync("services: [{id: \(first), name: a, host: h}, {id: \(second), name: b, host: h}]")
    let swapped = "services: [{id: \(first), name: b, host: h}, {id: \(second), name: a, host: h}]"
    #expect(try await scenario.plan(swapped).count(.free) == 1)
    try await scenario.sync(swapped)
    #expect(scenario.store.entities(.service).first { $0.id == first }?.name == "b")
    #expect(scenario.names(.service) == ["a", "b"])
  }

  @Test("a deletion that frees a name comes before the creation that needs it, all others come last")
  func earlyDeletion() async throws {
    let scenario = Scenario()
    let (old, new) = ("a0000000-0000-4000-8000-000000000001", "a0000000-0000-4000-8000-000000000002")
    try await scenario.sync("services: [{id: \(old), name: a, host: h}, {name: gone, host: h}]")
    let plan = try await scenario.plan("services: [{id: \(new), name: a, host: h}]")
    #expect(plan.lines == ["delete service a", "create service a", "delete service gone"])
    #expect(plan.changes.map(\.isEarly) == [true, false, false])
    try await scenario.sync("services: [{id: \(new), name: a, host: h}]")
    #expect(scenario.store.entities(.service).map(\.id) == [new])
  }

  @Test("the holder of a name stays where the entity that needs it would be refused")
  func claimantRefused() async throws {
    let scenario = Scenario { settings in
      settings.verdict = { _ in .refused(TargetError.Refusal(.invalid, message: "not like this", status: 400)) }
    }
    let (old, new) = ("a0000000-0000-4000-8000-000000000001", "a0000000-0000-4000-8000-000000000002")
    try await scenario.sync("services: [{id: \(old), name: a, host: h}]")
    let (end, observer) = try await scenario.run("services: [{id: \(new), name: a, host: h}]")
    #expect(end == .failure)
    #expect(scenario.store.entities(.service).map(\.id) == [old])
    #expect(observer.result?.outcomes == [.notTried(.claimantRefused(1)), .failed])
    #expect(observer.result?.diagnostics.map(\.message) == ["create service a: not like this (status 400)"])
  }

  @Test("a refusal stops what depends on it, and nothing else; nothing is deleted then")
  func refusal() async throws {
    let isArmed = Atomic(false)
    let scenario = Scenario { settings in
      settings.refusal = { write in
        guard isArmed.load(ordering: .relaxed), write.change.label == "bad" else { return nil }
        return .refused(TargetError.Refusal(.invalid, message: "no", status: 400))
      }
    }
    try await scenario.sync("services: [{name: gone, host: h}]")
    isArmed.store(true, ordering: .relaxed)
    let (end, observer) = try await scenario.run(
      """
      services:
      - {name: bad, host: h, routes: [{name: below, paths: [/b]}]}
      - {name: good, host: h, routes: [{name: aside, paths: [/a]}]}
      """)
    #expect(end == .partial)
    #expect(scenario.names(.service) == ["gone", "good"])
    #expect(scenario.names(.route) == ["aside"])
    let result = try #require(observer.result)
    let plan = try #require(observer.preparation).plan
    let outcomes = Dictionary(uniqueKeysWithValues: zip(plan.lines, result.outcomes))
    #expect(outcomes["create service bad"] == .failed)
    #expect(outcomes["delete service gone"] == .notTried(.deletionsHeldBack))
    #expect(
      outcomes["create route below"] == .notTried(.dependsOn(plan.lines.firstIndex(of: "create service bad") ?? -1)))
    #expect(result.diagnostics.map(\.message) == ["create service bad: no (status 400)"])
    #expect(result.diagnostics.first?.place.line == 3)
  }

  @Test("told to stop, a run begins nothing after a failure")
  func stop() async throws {
    let scenario = Scenario { settings in
      settings.refusal = { write in
        write.change.label == "a" ? .refused(TargetError.Refusal(.invalid, message: "no", status: 400)) : nil
      }
    }
    var request = RunRequest()
    request.execution.parallelism = 1
    request.execution.onError = .stop
    let (end, observer) = try await scenario.run("services: [{name: a, host: h}, {name: b, host: h}]", request)
    #expect(end == .failure)
    #expect(observer.result?.outcomes == [.failed, .notTried(.stoppedOnError)])
  }

  @Test("a target that can no longer be reached ends the run")
  func lost() async throws {
    let scenario = Scenario { settings in
      settings.refusal = { write in
        write.change.label == "b" ? .unanswered(.init("nobody answers", isLost: true)) : nil
      }
    }
    var request = RunRequest()
    request.execution.parallelism = 1
    let text = "services: [{name: a, host: h}, {name: b, host: h}, {name: c, host: h}]"
    let (end, observer) = try await scenario.run(text, request)
    #expect(end == .partial)
    #expect(observer.result?.outcomes == [.done, .failed, .notTried(.gatewayLost)])
  }

  @Test("where a target draws ids itself, what refers to an entity gets the one that it drew")
  func drawnIDs() async throws {
    let scenario = Scenario { $0.information.capabilities.keepsIDs = false }
    try await scenario.sync(shop)
    #expect(scenario.store.entities(.route).first?.referenceID("service") == id(.service, scenario))
    #expect(try await scenario.plan(shop).isEmpty)
  }
}
