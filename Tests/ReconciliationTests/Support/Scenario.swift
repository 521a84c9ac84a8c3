import Diagnostics
import Documents
import GatewayModel
import Reconciliation
import StateFiles
import Targets
import Testing

/// A target in memory, and runs against it.
struct Scenario {
  let store: InMemoryStore

  /// Makes an empty target with the schemas of the built-in bundle.
  init(_ change: (inout InMemoryStore.Settings) -> Void = { _ in }) {
    var settings = InMemoryStore.Settings()
    settings.schemas = LoadedState.schemas
    change(&settings)
    self.store = InMemoryStore(settings)
  }

  /// The state that a text asks for.
  static func desired(_ text: String, scope: Scope = Scope()) throws -> DesiredState {
    var collector = DiagnosticCollector()
    let input = InputText(name: "kong.yaml", bytes: Array(("_format_version: \"3.0\"\n" + text).utf8))
    let loaded = StateFileLoader.load([input], environment: .verbatim, scope: scope, &collector)
    return try #require(loaded, "\(collector.diagnostics)")
  }

  /// Syncs a text, and requires that all of it was done.
  func sync(_ text: String, workspace: String? = nil) async throws {
    var request = RunRequest()
    request.scope.workspace = workspace
    let (end, observer) = try await run(text, request)
    try #require(end == .success, "\(observer.notes)")
  }

  /// Carries out a text.
  func run(_ text: String, _ request: RunRequest = RunRequest()) async throws -> (end: RunEnd, observer: Observer) {
    let observer = Observer()
    let desired = try Scenario.desired(text, scope: request.scope)
    let end = try await Run(request, observer: observer).carryOut(desired, store.writer)
    return (end, observer)
  }

  /// The plan for a text.
  func plan(_ text: String, _ request: RunRequest = RunRequest()) async throws -> Plan {
    let observer = Observer()
    let desired = try Scenario.desired(text, scope: request.scope)
    _ = try await Run(request, observer: observer).preview(desired, store.writer.reader)
    return try #require(observer.preparation).plan
  }

  /// What the names of a kind's entities are.
  func names(_ kind: EntityKind, workspace: String? = nil) -> [String] {
    store.entities(kind, workspace: workspace).compactMap { $0.name ?? $0.fields["username"]?.string }.sorted()
  }

  /// Keeps what it is told of a run.
  final class Observer: RunObserver {
    var notes: [Diagnostic] = []
    var steps: [String] = []
    var preparation: Preparation?
    var result: ExecutionResult?
    var answer = Reconciliation.Confirmation.granted

    func note(_ diagnostics: [Diagnostic]) { notes += diagnostics }
    func loaded(_ desired: DesiredState) { steps.append("loaded") }
    func prepared(_ preparation: Preparation) {
      steps.append("prepared")
      self.preparation = preparation
    }
    func confirm(_ preparation: Preparation) -> Reconciliation.Confirmation {
      steps.append("confirm")
      return answer
    }
    func begin() { steps.append("begin") }
    func willWrite() { steps.append("write") }
    func settled(_ index: Int, _ outcome: ExecutionResult.Outcome) { steps.append("settled \(index)") }
    func executed(_ result: ExecutionResult) {
      steps.append("executed")
      self.result = result
    }
  }
}

extension Plan {
  /// Each change as action and title.
  var lines: [String] { changes.map { "\($0.action.rawValue) \($0.title)" } }
}
