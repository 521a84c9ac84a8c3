import Diagnostics
import Documents
import GatewayModel
import Reconciliation
import StateFiles
import Targets
import TestSupport
import Testing

/// Plans that are kept: what of them has to hold, and what may change.
@Suite struct SavedPlanTests {
  private static func origin(_ text: String) -> PlanOrigin {
    var origin = PlanOrigin(toolVersion: "1", verb: "sync")
    origin.files = [SavedPlan.File(InputText(name: "kong.yaml", bytes: Array(text.utf8)))]
    return origin
  }

  /// The plan for a text, as it comes back from its document.
  private func keep(_ text: String, _ scenario: Scenario) async throws -> SavedPlan {
    let observer = Scenario.Observer()
    _ = try await Run(RunRequest(), observer: observer).preview(
      try Scenario.desired(text), scenario.store.writer.reader)
    let plan = SavedPlan(try #require(observer.preparation), Self.origin(text), of: scenario.store.writer.reader)
    let bytes = plan.bytes
    let back = try SavedPlanReader.read(InputText(name: "plan.json", bytes: bytes))
    #expect(back.bytes == plan.bytes)
    return back
  }

  private func carryOut(
    _ plan: SavedPlan, _ text: String, _ scenario: Scenario
  ) async throws -> (end: RunEnd, observer: Scenario.Observer) {
    var request = RunRequest()
    request.approval = PlanApproval(plan, PlanOrigin(toolVersion: "2", verb: "sync"))
    let observer = Scenario.Observer()
    let end = try await Run(request, observer: observer).carryOut(
      try Scenario.desired(text), files: Self.origin(text).files, scenario.store.writer)
    return (end, observer)
  }

  @Test("comments, order and time refuse nothing", arguments: 1...20 as ClosedRange<UInt64>)
  func holds(seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    let scenario = Scenario()
    try await scenario.sync(Sketch(using: &generator).text)
    let files = Sketch(using: &generator)
    let plan = try await keep(files.text, scenario)
    let shuffled = files.text(shuffledBy: &generator)
    let (end, observer) = try await carryOut(plan, shuffled, scenario)
    #expect(end == .success, "\(observer.notes.map(\.message))")
    #expect(!observer.steps.contains("confirm"), "the plan is the approval")
    #expect(try await scenario.plan(files.text).isEmpty)
  }

  @Test("any change in the files refuses the plan, and is named", arguments: 1...40 as ClosedRange<UInt64>)
  func filesMove(seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    let scenario = Scenario()
    try await scenario.sync(Sketch(using: &generator).text)
    var files = Sketch(using: &generator)
    let plan = try await keep(files.text, scenario)
    let changed = files.change(using: &generator)
    try await expectRefusal(of: plan, files.text, scenario, changed)
  }

  @Test("any change on the target refuses the plan, and is named", arguments: 1...40 as ClosedRange<UInt64>)
  func targetMoves(seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    let scenario = Scenario()
    var live = Sketch(using: &generator)
    try await scenario.sync(live.text)
    let files = Sketch(using: &generator)
    let plan = try await keep(files.text, scenario)
    let changed = live.change(using: &generator)
    try await scenario.sync(live.text)
    let notes = try await expectRefusal(of: plan, files.text, scenario, changed)
    #expect(notes.allSatisfy { !$0.contains("the files moved") }, "\(notes)")
  }

  @discardableResult
  private func expectRefusal(
    of plan: SavedPlan, _ text: String, _ scenario: Scenario, _ changed: (key: Sketch.Key, field: String?)
  ) async throws -> [String] {
    let writes = scenario.store.writes
    let (end, observer) = try await carryOut(plan, text, scenario)
    let notes = observer.notes.map(\.message)
    #expect(end == .refused, "\(changed)")
    #expect(scenario.store.writes == writes)
    #expect(notes.contains { $0.contains(changed.key.name) }, "\(changed) \(notes)")
    if let field = changed.field, plan.changes.contains(where: { Sketch.Key($0.shown) == changed.key }) {
      #expect(notes.contains { $0.contains(field) || $0.contains("not needed any more") }, "\(changed) \(notes)")
    }
    return notes
  }

  @Test("a swap of names is planned the same whatever the order of the files")
  func swap() async throws {
    let scenario = Scenario()
    let ids = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"]
    try await scenario.sync("services: [{id: \(ids[0]), name: a, host: h}, {id: \(ids[1]), name: b, host: h}]")
    let plan = try await keep(
      "services: [{id: \(ids[0]), name: b, host: h}, {id: \(ids[1]), name: a, host: h}]", scenario)
    #expect(plan.count(.free) == 1)
    let (end, observer) = try await carryOut(
      plan, "services: [{id: \(ids[1]), name: a, host: h}, {id: \(ids[0]), name: b, host: h}]", scenario)
    #expect(end == .success, "\(observer.notes.map(\.message))")
  }

  @Test("a plan for another target is refused before anything is written; a name given both times settles it")
  func target() async throws {
    let scenario = Scenario()
    let text = "services: [{name: a, host: h}]"
    var plan = try await keep(text, scenario)
    plan.target.identity = "http://elsewhere:8001"
    let (end, observer) = try await carryOut(plan, text, scenario)
    #expect(end == .refused)
    #expect(observer.notes.map(\.code) == ["other-target"])
    #expect(observer.steps == ["loaded", "prepared"])
    plan.target.name = "production"
    for (name, expected) in [("production", RunEnd.success), ("staging", .refused)] {
      var request = RunRequest()
      request.approval = PlanApproval(plan, PlanOrigin(toolVersion: "1", verb: "sync", targetName: name))
      let end = try await Run(request, observer: Scenario.Observer()).carryOut(
        try Scenario.desired(text), scenario.store.writer)
      // The first run has done what the plan says.
      #expect(end == expected)
    }
  }

  @Test("what somebody else takes while a plan is carried out is not planned around")
  func conflict() async throws {
    let taken = TargetError.refused(.init(.taken, message: "taken"))
    let scenario = Scenario { settings in
      settings.refusal = { $0.change.label == "a" ? taken : nil }
    }
    let text = "services: [{name: a, host: h}, {name: b, host: h}]"
    let (end, observer) = try await carryOut(try await keep(text, scenario), text, scenario)
    #expect(end == .partial)
    #expect(observer.notes.allSatisfy { $0.code != "concurrent-run" })
    #expect(observer.steps.filter { $0 == "prepared" }.count == 1)
  }

  @Test(
    "what is no plan of this form is told",
    arguments: [
      (#"{"schema":"fairlead-plan/2"}"#, "plan.json:1:11: the plan has the form fairlead-plan/2"),
      (#"{"schema":"fairlead-report/1"}"#, "plan.json:1:1: this is no saved plan"), ("[]", "no saved plan"),
      (#"{"schema":"fairlead-plan/1"}"#, "a plan has a list 'changes' here"), ("{", "plan.json:1:2"),
    ])
  func otherDocuments(text: String, says: String) {
    do {
      _ = try SavedPlanReader.read(InputText(name: "plan.json", bytes: Array(text.utf8)))
      Issue.record("it was read")
    } catch {
      let words = error.diagnostics.map { "\($0.place): \($0.message)" }
      #expect(words.contains { $0.contains(says) }, "\(words)")
    }
  }

  /// A plan that was changed by hand is a plan still, or is told as any other fault.
  @Test("a plan with anything taken out or put in is read or told")
  func damaged() async throws {
    var (read, told) = (0, 0)
    for seed in 1...200 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let scenario = Scenario()
      try await scenario.sync(Sketch(using: &generator).text)
      let plan = try await keep(Sketch(using: &generator).text, scenario)
      var bytes = plan.bytes
      for _ in 0...generator.below(3) {
        let index = generator.below(bytes.count)
        switch generator.below(3) {
        case 0: bytes[index] = UInt8(generator.chance(50) ? generator.below(256) : 0x30 + generator.below(75))
        case 1: bytes.removeSubrange(index..<min(bytes.count, index + generator.below(40)))
        default: bytes.insert(contentsOf: Array("-9".utf8), at: index)
        }
      }
      do {
        let changed = try SavedPlanReader.read(InputText(name: "plan.json", bytes: bytes))
        read += 1
        let again = try SavedPlanReader.read(InputText(name: "plan.json", bytes: changed.bytes))
        #expect(again.bytes == changed.bytes)
      } catch {
        told += 1
        #expect(!error.diagnostics.isEmpty)
        #expect(error.diagnostics.allSatisfy { $0.place.source.name == "plan.json" }, "\(error.diagnostics)")
      }
    }
    #expect(read >= 10 && told >= 100, "\(read) were read, \(told) were told")
  }
}
