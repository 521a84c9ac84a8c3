import Comparison
import Diagnostics
import Documents
import GatewayModel
import Reconciliation
import StateFiles
import Targets
import TestSupport
import Testing

/// Who moved: held against a reckoning over what the files were, what they are, and what the target has.
@Suite struct DriftTests {
  /// What the files were, what they are, what the target has.
  private struct States {
    var base: Sketch
    var files: Sketch
    var live: Sketch

    init(seed: UInt64) {
      var generator = SeededGenerator(seed: seed)
      base = Sketch(using: &generator)
      files = base
      live = base
      for _ in 0..<generator.below(5) { _ = files.change(using: &generator) }
      for _ in 0..<generator.below(5) { _ = live.change(using: &generator) }
    }

    /// The class of each field of each entity that differs; of a whole entity under the empty name.
    var classes: [Sketch.Key: [String: DriftClass]] {
      var found: [Sketch.Key: [String: DriftClass]] = [:]
      for key in Set(files.entities.keys).union(live.entities.keys) {
        let (was, wanted, held) = (base.entities[key], files.entities[key], live.entities[key])
        guard let wanted else {
          found[key] = ["": was == nil ? .drift : Sketch.isSame(key.kind, was, held) ? .wanted : .both]
          continue
        }
        guard let held else {
          found[key] = ["": was == nil ? .wanted : Sketch.isSame(key.kind, was, wanted) ? .drift : .both]
          continue
        }
        for field in Sketch.fieldNames(key.kind) {
          let (new, old) = (Sketch.meaning(key.kind, field, wanted), Sketch.meaning(key.kind, field, held))
          guard new != old else { continue }
          let before = Sketch.meaning(key.kind, field, was)
          found[key, default: [:]][field] =
            was == nil ? .both : new == before ? .drift : old == before ? .wanted : .both
        }
      }
      return found
    }
  }

  private static func base(_ text: String) throws -> BaseFiles {
    BaseFiles(desired: try Scenario.desired(text))
  }

  /// A target as it was left, and a run that knows what the files were.
  private func prepare(
    _ states: States, onDrift: PlanOptions.OnDrift = .overwrite
  ) async throws -> (Scenario, RunRequest) {
    let scenario = Scenario()
    try await scenario.sync(states.live.text)
    var request = RunRequest()
    request.base = try Self.base(states.base.text)
    request.plan.onDrift = onDrift
    return (scenario, request)
  }

  @Test("each field is of the class that reckoning gives it", arguments: 1...120 as ClosedRange<UInt64>)
  func classes(seed: UInt64) async throws {
    let states = States(seed: seed)
    let (scenario, request) = try await prepare(states)
    let plan = try await scenario.plan(states.files.text, request)
    var found: [Sketch.Key: [String: DriftClass]] = [:]
    for change in plan.changes {
      if let drift = change.drift { found[Sketch.Key(change), default: [:]][""] = drift }
      for difference in change.differences {
        found[Sketch.Key(change), default: [:]]["\(difference.path)"] = difference.drift
      }
    }
    #expect(found == states.classes, "\(states.base.text)\n--\n\(states.files.text)\n--\n\(states.live.text)")
  }

  @Test("what only the target changed is kept, field by field", arguments: 1...120 as ClosedRange<UInt64>)
  func keep(seed: UInt64) async throws {
    let states = States(seed: seed)
    let (scenario, request) = try await prepare(states, onDrift: .keep)
    let writes = scenario.store.writes
    let (end, observer) = try await scenario.run(states.files.text, request)
    let classes = states.classes
    guard !classes.values.contains(where: { $0.values.contains(.both) }) else {
      #expect(end == .refused)
      #expect(scenario.store.writes == writes)
      return
    }
    #expect(end == .success, "\(observer.notes.map(\.message))")
    var expected = states.files
    for (key, fields) in classes {
      for (field, drift) in fields where drift == .drift {
        guard !field.isEmpty else {
          expected.set(key, to: states.live.entities[key])
          continue
        }
        var entity = expected.entities[key] ?? [:]
        entity[field] = states.live.entities[key]?[field]
        expected.set(key, to: entity)
      }
    }
    #expect(try await scenario.plan(expected.text).lines == [], "\(expected.text)")
    // What was kept once is kept again, and nothing is left to do.
    #expect(try await scenario.plan(states.files.text, request).lines == [])
  }

  @Test("where anything drifted, nothing is done", arguments: 1...60 as ClosedRange<UInt64>)
  func refuse(seed: UInt64) async throws {
    let states = States(seed: seed)
    let (scenario, request) = try await prepare(states, onDrift: .refuse)
    let writes = scenario.store.writes
    let (end, _) = try await scenario.run(states.files.text, request)
    if states.classes.values.contains(where: { $0.values.contains { $0.isDrift } }) {
      #expect(end == .refused)
      #expect(scenario.store.writes == writes)
    } else {
      #expect(end == .success)
      #expect(try await scenario.plan(states.files.text).lines == [])
    }
  }

  @Test("the files hold unless told otherwise, and drift alone can be shown", arguments: 1...30 as ClosedRange<UInt64>)
  func overwrite(seed: UInt64) async throws {
    let states = States(seed: seed)
    var (scenario, request) = try await prepare(states)
    request.showsDriftOnly = true
    let shown = try await scenario.plan(states.files.text, request)
    let drifted = states.classes.mapValues { $0.filter { $0.value.isDrift } }.filter { !$0.value.isEmpty }
    #expect(Set(shown.changes.map { Sketch.Key($0) }) == Set(drifted.keys))
    #expect(shown.changes.allSatisfy { $0.classes.allSatisfy(\.isDrift) })
    request.showsDriftOnly = false
    #expect(try await scenario.run(states.files.text, request).end == .success)
    #expect(try await scenario.plan(states.files.text).lines == [])
  }

  @Test("a reference that somebody moved is drift, and is kept")
  func references() async throws {
    let scenario = Scenario()
    let services = "services: [{name: a, host: h}, {name: b, host: h}]\n"
    let files = services + "routes: [{name: r, paths: [/r], service: {name: a}, strip_path: false}]"
    try await scenario.sync(services + "routes: [{name: r, paths: [/r], service: {name: b}}]")
    var request = RunRequest()
    request.base = try Self.base(services + "routes: [{name: r, paths: [/r], service: {name: a}}]")
    request.plan.onDrift = .keep
    let plan = try await scenario.plan(files, request)
    #expect(plan.changes.map { $0.differences.map { "\($0.path)" } } == [["strip_path"]])
    #expect(try await scenario.run(files, request).end == .success)
    let held = try #require(scenario.store.entities(.route).first)
    let owner = scenario.store.entities(.service).first { $0.id == held.referenceID("service") }
    #expect(owner?.name == "b" && held.fields["strip_path"] == false)
  }

  @Test("what is kept is not lost with what it belongs to, and nothing new belongs to what is left out")
  func owners() async throws {
    var request = RunRequest()
    request.plan.onDrift = .keep
    let lost = Scenario()
    try await lost.sync("services: [{name: s, host: h, routes: [{name: made-by-hand, paths: [/x]}]}]")
    request.base = try Self.base("services: [{name: s, host: h}]")
    var (end, observer) = try await lost.run("consumers: [{username: c}]", request)
    #expect(end == .refused && observer.notes.contains { $0.message.contains("made-by-hand") })

    let gone = Scenario()
    (end, observer) = try await gone.run("services: [{name: s, host: h, routes: [{name: r, paths: [/x]}]}]", request)
    #expect(end == .refused && observer.notes.contains { $0.message.contains("route r needs service s") })
    #expect(gone.store.writes.isEmpty)
  }

  @Test("a second look finds nothing wrong with what was kept")
  func verified() async throws {
    let scenario = Scenario()
    try await scenario.sync("services: [{name: s, host: h, retries: 7}]")
    var request = RunRequest()
    request.base = try Self.base("services: [{name: s, host: h}]")
    request.plan.onDrift = .keep
    request.verifies = true
    let (end, observer) = try await scenario.run("services: [{name: s, host: other}]", request)
    #expect(end == .success, "\(observer.notes.map(\.message))")
    #expect(scenario.store.entities(.service).first?.fields["retries"] == 7)
  }
}
