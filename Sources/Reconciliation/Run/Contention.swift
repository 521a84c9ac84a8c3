import Diagnostics
import GatewayModel

/// Goes on where somebody else writes to the same target: what they have done as well is done, and what is left is planned
/// anew, within what was shown before.
struct Contention {
  /// How often is planned anew.
  private static let attempts = 3
  /// The wait before the first further plan, so that the other run gets on; each further one is twice as long.
  private static let firstWait = Duration.milliseconds(300)

  private let request: RunRequest
  private let observer: any RunObserver
  private let writer: any TargetWriter
  /// The plan that was shown.
  private let shown: Plan
  /// What the shown changes are known by, with their positions.
  private let positions: [Identity: Int]
  private var result: ExecutionResult
  private(set) var preparation: Preparation

  /// What two plans know a change by.
  private struct Identity: Hashable {
    var kind: EntityKind
    var id: String?
    var place: SourcePlace
    var title: String

    init(_ change: Change) {
      kind = change.kind
      let isWanted = change.action == .create || change.action == .update
      // A file's entity may be there by now, and so have got an id.
      id = isWanted ? nil : change.id
      place = isWanted ? change.place : .none
      title = isWanted ? change.title : change.action.rawValue
    }
  }

  /// - Parameters:
  ///   - result: What came of the plan that was shown.
  ///   - preparation: That plan.
  init(
    _ result: ExecutionResult, _ preparation: Preparation, _ request: RunRequest, _ observer: any RunObserver,
    _ writer: any TargetWriter
  ) {
    self.result = result
    self.preparation = preparation
    self.request = request
    self.observer = observer
    self.writer = writer
    self.shown = preparation.plan
    self.positions = Dictionary(
      preparation.plan.changes.indices.map { (Identity(preparation.plan.changes[$0]), $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Plans anew as long as that helps; returns what became of the plan that was shown.
  mutating func settle(
    _ execute: (Preparation, @escaping (Int, ExecutionResult.Outcome) -> Void) async -> ExecutionResult
  ) async
    -> ExecutionResult
  {
    var wait = Contention.firstWait
    for attempt in 0..<Contention.attempts {
      guard !result.conflicts.isEmpty, !result.isInterrupted, !request.execution.isInterrupted(), isOpen else { break }
      if attempt == 0 { observer.note([Contention.remark]) }
      do { try await Task.sleep(for: wait) } catch { break }
      wait = wait * 2
      guard let next = await prepare() else { break }
      await carryOut(next, execute)
    }
    tellRest()
    return result
  }

  private mutating func tellRest() {
    for index in result.untold.sorted() { observer.settled(index, result.outcomes[index]) }
    result.untold = []
  }

  /// What became of the plan that was shown, without planning anew.
  mutating func asItIs() -> ExecutionResult {
    tellRest()
    return result
  }

  /// Whether all that was not done may yet be done by a further plan.
  private var isOpen: Bool {
    result.outcomes.indices.allSatisfy { result.outcomes[$0] == .done || result.untold.contains($0) }
  }

  private static let remark = Diagnostic(
    .warning, code: "concurrent-run",
    "somebody else writes to the gateway: it is read again, and what is left to do is planned anew")

  /// A plan from what is there now, if it stays within what was shown.
  private mutating func prepare() async -> Preparation? {
    var request = request
    var deletable: [EntityKind: Set<String>] = [:]
    for change in shown.changes where change.action == .delete {
      if let id = change.id { deletable[change.kind, default: []].insert(id) }
    }
    request.plan.deletable = deletable
    request.asking = .suspects
    let next: Preparation
    do throws(DiagnosticError) {
      next = try await Preparation.make(preparation.desired, noticed: [], request, writer.reader)
    } catch {
      result.diagnostics += error.diagnostics
      return nil
    }
    guard next.plan.driftObjections.isEmpty else {
      result.diagnostics += next.plan.driftObjections
      return nil
    }
    let excess = next.plan.changes.filter { positions[Identity($0)] == nil }
    guard excess.isEmpty else {
      result.diagnostics += excess.map { change in
        Diagnostic(
          code: "not-as-planned",
          "\(change.title) was changed by somebody else meanwhile, and the plan that was shown does not touch it",
          at: change.place, hint: "run again to see what is left to do")
      }
      return nil
    }
    return next
  }

  private mutating func carryOut(
    _ next: Preparation,
    _ execute: (Preparation, @escaping (Int, ExecutionResult.Outcome) -> Void) async -> ExecutionResult
  ) async {
    preparation = next
    let places = next.plan.changes.map { positions[Identity($0)] }
    let left = Set(places.compactMap(\.self))
    // What is not in the plan any more, the other run has done.
    for index in result.untold.sorted() where !left.contains(index) { tell(index, .done) }
    let observer = observer
    let later = await execute(next) { position, outcome in
      if outcome == .done, let index = places[position] { observer.settled(index, .done) }
    }
    result.conflicts = []
    for (position, outcome) in later.outcomes.enumerated() {
      guard let index = places[position] else { continue }
      result.outcomes[index] = translated(outcome, places)
      if outcome == .done { result.untold.remove(index) } else { result.untold.insert(index) }
      if later.conflicts.contains(position) { result.conflicts.insert(index) }
    }
    result.diagnostics.removeAll { $0.severity == .error }
    result.diagnostics += later.diagnostics
    result.isInterrupted = later.isInterrupted
    let kept = next.plan.kept.values.reduce(0, +) - shown.kept.values.reduce(0, +)
    if request.plan.deletes, kept > 0 {
      result.diagnostics.append(
        Diagnostic(
          code: "not-as-planned",
          "\(kept) \(kept == 1 ? "entity has" : "entities have") come meanwhile that no file has",
          hint: "what was not shown is not deleted: run again to see what is left to do"))
      result.isExceeded = true
    }
  }

  private mutating func tell(_ index: Int, _ outcome: ExecutionResult.Outcome) {
    result.outcomes[index] = outcome
    result.untold.remove(index)
    observer.settled(index, outcome)
  }

  /// An outcome whose reason names another change by its position in a further plan.
  private func translated(_ outcome: ExecutionResult.Outcome, _ places: [Int?]) -> ExecutionResult.Outcome {
    switch outcome {
    case .notTried(.dependsOn(let position)): .notTried(places[position].map { .dependsOn($0) } ?? .deletionsHeldBack)
    case .notTried(.claimantRefused(let position)):
      .notTried(places[position].map { .claimantRefused($0) } ?? .deletionsHeldBack)
    default: outcome
    }
  }
}
