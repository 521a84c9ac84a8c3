import Diagnostics
import GatewayModel
import Reconciliation
import StateFiles
import Targets
import Testing

/// The workflow of a run, as a program other than the command line would see it.
@Suite struct RunTests {
  private let text = "services: [{name: a, host: h}, {name: b, host: h}]"

  @Test("a run tells its steps in order")
  func steps() async throws {
    let scenario = Scenario()
    var request = RunRequest()
    request.execution.parallelism = 1
    let (end, observer) = try await scenario.run(text, request)
    #expect(end == .success)
    #expect(
      observer.steps == [
        "loaded", "prepared", "confirm", "begin", "write", "settled 0", "settled 1", "executed",
      ])
  }

  @Test("a preview writes nothing and says whether anything differs")
  func preview() async throws {
    let scenario = Scenario()
    let observer = Scenario.Observer()
    let run = Run(RunRequest(), observer: observer)
    #expect(try await run.preview(try Scenario.desired(text), scenario.store.writer.reader) == .differences)
    #expect(observer.steps == ["loaded", "prepared", "begin"])
    #expect(scenario.store.writes.isEmpty)
    try await scenario.sync(text)
    #expect(try await run.preview(try Scenario.desired(text), scenario.store.writer.reader) == .success)
  }

  @Test(
    "a user who says no is obeyed",
    arguments: [Reconciliation.Confirmation.declined, .refused([Diagnostic(code: "x", "nobody")])])
  func declined(_ answer: Reconciliation.Confirmation) async throws {
    let scenario = Scenario()
    let observer = Scenario.Observer()
    observer.answer = answer
    let end = try await Run(RunRequest(), observer: observer).carryOut(
      try Scenario.desired(text), scenario.store.writer)
    if case .declined = answer { #expect(end == .success) } else { #expect(end == .refused) }
    #expect(scenario.store.writes.isEmpty)
  }

  @Test("safety rules speak before the user is asked, and before anything is written")
  func safety() async throws {
    let scenario = Scenario()
    try await scenario.sync(text)
    var request = RunRequest()
    request.safety = SafetyRules()
    let (end, observer) = try await scenario.run("", request)
    #expect(end == .refused)
    #expect(observer.notes.map(\.code) == ["empty-state"])
    #expect(!observer.steps.contains("confirm"))
    #expect(scenario.names(.service) == ["a", "b"])
  }

  @Test("more deletions than allowed are refused with their numbers")
  func limit() async throws {
    let scenario = Scenario()
    let many = (0..<10).map { "{name: s\($0), host: h}" }
    try await scenario.sync("services: [\(many.joined(separator: ", "))]")
    var request = RunRequest()
    request.safety = SafetyRules()
    let fewer = "services: [\(many.prefix(6).joined(separator: ", "))]"
    let (end, observer) = try await scenario.run(fewer, request)
    #expect(end == .refused)
    #expect(observer.notes.map(\.message) == ["4 of 10 services would be deleted, more than the limit of 30 % allows"])
    request.safety?.deletionLimit = .count(4)
    #expect(try await scenario.run(fewer, request).end == .success)
  }

  @Test("a missing workspace is made first, and lives apart from the others")
  func workspace() async throws {
    let scenario = Scenario()
    try await scenario.sync("services: [{name: outer, host: h}]")
    try await scenario.sync(text, workspace: "team")
    #expect(scenario.names(.service) == ["outer"])
    #expect(scenario.names(.service, workspace: "team") == ["a", "b"])
    #expect(try await Workspaces.all(scenario.store.writer.reader) == ["team"])
  }

  @Test("a run that needs a workspace says that it is not there")
  func missingWorkspace() async throws {
    var request = RunRequest()
    request.scope.workspace = "nowhere"
    request.needsWorkspace = true
    await #expect(throws: DiagnosticError.self) { try await Scenario().run(text, request) }
  }

  @Test("a kind that may not be read is unknown, not empty")
  func unreadable() async throws {
    let scenario = Scenario { $0.unreadable = [.service] }
    do {
      _ = try await scenario.run(text)
      Issue.record("the run went on")
    } catch let error as DiagnosticError {
      #expect(error.diagnostics.map(\.code) == ["unreadable-kind"])
    }
  }

  @Test("what a target cannot have is told at its line")
  func absentKind() async throws {
    let scenario = Scenario { $0.information.capabilities.kinds.remove(.oauth2) }
    do {
      _ = try await scenario.run("consumers: [{username: a, oauth2_credentials: [{name: n, client_id: c}]}]")
      Issue.record("the run went on")
    } catch let error as DiagnosticError {
      #expect(
        error.diagnostics.map(\.message) == ["oauth2-cred n for consumer a: the gateway has no oauth2_credentials"])
      #expect(error.diagnostics.first?.place.line == 2)
    }
  }

  @Test("each workspace is a run of its own, and the last trouble counts")
  func eachWorkspace() async {
    var seen: [String] = []
    let ends: [String: RunEnd] = ["a": .success, "b": .partial, "c": .success]
    let end = await Workspaces.each(["a", "b", "c"]) { name in
      seen.append(name)
      return ends[name] ?? .failure
    }
    #expect(end == .partial)
    #expect(seen == ["a", "b", "c"])
    #expect(await Workspaces.each(["a", "b"]) { _ in .interrupted } == .interrupted)
  }
}
