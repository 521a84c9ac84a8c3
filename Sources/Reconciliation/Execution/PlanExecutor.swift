import Diagnostics
import Documents
import GatewayModel
import Synchronization

/// Brings a plan to the gateway: each change as soon as what it needs is done, deletions last.
package struct PlanExecutor {
  private let plan: Plan
  private let writer: any TargetWriter
  private let options: ExecutionOptions
  private let report: (Int, ExecutionResult.Outcome) -> Void

  private let check: AnswerCheck?
  private let brake = Brake()
  private let keepsIDs: Bool
  private var ids: [String]
  private let dependants: [[Int]]
  private var waitingFor: [Int]
  private var outcomes: [ExecutionResult.Outcome?]
  private var errors: [Int: [Diagnostic]] = [:]
  /// The changes that failed because somebody else holds a value of theirs.
  private var conflicts: Set<Int> = []
  /// The changes that were not done and whose outcomes were not reported, since that is not the last word.
  private var untold: Set<Int> = []
  private var ready: [Int] = []
  private var readyStart = 0
  private var unfinishedWrites: Int
  /// Why nothing further is begun; nil while all goes well.
  private var halt: ExecutionResult.Reason?

  /// What one task sends at most: beyond that a task's own cost is small beside that of its requests.
  private static let largestBatch = 16
  /// How many batches each worker gets of what is ready, so that none has to wait long for the last.
  private static let batchesPerWorker = 4

  /// Tells all tasks at once to begin nothing further.
  private final class Brake: Sendable {
    private let state = Atomic<Bool>(false)
    var isOn: Bool {
      get { state.load(ordering: .relaxed) }
      set { state.store(newValue, ordering: .relaxed) }
    }
  }

  /// What came of sending one change.
  private enum Attempt: Sendable {
    /// With what is worth remarking, and the id that the target gave the entity, if it draws ids itself.
    case done([Diagnostic], id: String?)
    case failed(TargetError)
    /// A change that needs what this one would have given up, by its position, would be refused.
    case claimantRefused(Int, TargetError)
  }

  /// Executes a plan and says what became of it.
  ///
  /// - Parameters:
  ///   - plan: What to do.
  ///   - base: The snapshot that it was made from, which also says how the target is written.
  ///   - writer: The way to the target.
  ///   - options: How to go about it.
  ///   - report: Called once for each change when its outcome is known, in the order in which that happens.
  package static func execute(
    _ plan: Plan, onto base: Snapshot, writer: any TargetWriter, options: ExecutionOptions = ExecutionOptions(),
    report: @escaping (Int, ExecutionResult.Outcome) -> Void = { _, _ in }
  ) async -> ExecutionResult {
    let writer = plan.workspace.map { writer.inWorkspace($0) } ?? writer
    let capabilities = base.information.capabilities
    switch capabilities.writing {
    case .entityByEntity:
      var executor = PlanExecutor(
        plan: plan, writer: writer, keepsIDs: capabilities.keepsIDs, options: options, report: report)
      return await executor.run()
    case .allAtOnce:
      return await LoadExecutor(plan: plan, base: base, writer: writer, options: options, report: report).run()
    }
  }

  private init(
    plan: Plan, writer: any TargetWriter, keepsIDs: Bool, options: ExecutionOptions,
    report: @escaping (Int, ExecutionResult.Outcome) -> Void
  ) {
    self.plan = plan
    self.writer = writer
    self.keepsIDs = keepsIDs
    self.options = options
    self.report = report
    self.check = options.schemas.map { AnswerCheck(plan, schemas: $0) }
    self.ids = plan.drawnIDs()
    self.outcomes = Array(repeating: nil, count: plan.changes.count)
    self.waitingFor = plan.changes.map(\.dependsOn.count)
    var dependants: [[Int]] = Array(repeating: [], count: plan.changes.count)
    // Changes are large: they are looked at where they are, here and below.
    for index in plan.changes.indices {
      for prerequisite in plan.changes[index].dependsOn { dependants[prerequisite].append(index) }
      if let owner = plan.changes[index].goesWith { dependants[owner].append(index) }
    }
    self.dependants = dependants
    self.unfinishedWrites = plan.changes.count { $0.action != .delete }
  }

  private mutating func run() async -> ExecutionResult {
    ready = plan.changes.indices.filter { waitingFor[$0] == 0 && mayStart($0) }
    await withTaskGroup(of: [(Int, Attempt?)].self) { group in
      var underWay = 0
      while true {
        while underWay < max(1, options.parallelism), mayBegin() {
          let batch = nextBatch()
          guard !batch.isEmpty else { break }
          underWay += 1
          let (plan, ids, keepsIDs, writer, check, brake, options) = (
            plan, ids, keepsIDs, writer, check, brake, options
          )
          group.addTask {
            await PlanExecutor.send(batch, until: brake, options) { index in
              await PlanExecutor.send(index, of: plan, ids: ids, keepsIDs, writer, check)
            }
          }
        }
        guard underWay > 0, let attempts = await group.next() else { break }
        underWay -= 1
        for (index, attempt) in attempts {
          if let attempt { settle(index, attempt) } else { ready.append(index) }
        }
      }
    }
    for index in outcomes.indices where outcomes[index] == nil {
      finish(index, .notTried(halt ?? .deletionsHeldBack))
    }
    var result = ExecutionResult(outcomes: outcomes.map { $0 ?? .notTried(.gatewayLost) })
    await giveBack(&result)
    result.diagnostics = errors.sorted { $0.key < $1.key }.flatMap(\.value)
    result.isInterrupted = halt == .interrupted
    result.conflicts = conflicts
    result.untold = untold
    return result
  }

  /// No entity keeps a temporary value because something else failed.
  private mutating func giveBack(_ result: inout ExecutionResult) async {
    let handback = Handback(plan, outcomes)
    for index in handback.open {
      var failure: TargetError?
      if halt != .gatewayLost {
        do { try await writer.write(handback.write(index, ids: ids)) } catch { failure = error }
      }
      if failure == nil, halt != .gatewayLost {
        result.returned.insert(index)
        errors[index, default: []].append(handback.success(index))
      } else {
        errors[index, default: []].append(handback.failure(index, failure))
      }
    }
  }

  /// Whether another change may be begun now.
  private mutating func mayBegin() -> Bool {
    if halt == nil, options.isInterrupted() { halt = .interrupted }
    return halt == nil
  }

  /// What one task sends, one after the other: a task costs as much as a request, so that where very many changes are
  /// ready it takes several.
  private mutating func nextBatch() -> [Int] {
    let share = (ready.count - readyStart) / (PlanExecutor.batchesPerWorker * max(1, options.parallelism))
    let size = max(1, min(PlanExecutor.largestBatch, share))
    var batch: [Int] = []
    while batch.count < size, let index = nextReady() { batch.append(index) }
    return batch
  }

  private mutating func nextReady() -> Int? {
    while readyStart < ready.count {
      let index = ready[readyStart]
      readyStart += 1
      if outcomes[index] == nil { return index }
    }
    return nil
  }

  /// Deletions wait until all else is done, but for those that free a value which something else needs.
  private func mayStart(_ index: Int) -> Bool {
    guard plan.changes[index].action == .delete else { return true }
    if plan.changes[index].goesWith != nil { return false }
    return plan.changes[index].isEarly || unfinishedWrites == 0
  }

  private mutating func settle(_ index: Int, _ attempt: Attempt) {
    halt = halt ?? PlanExecutor.halt(after: attempt, options)
    switch attempt {
    case .done(let remarks, let id):
      if !remarks.isEmpty { errors[index] = remarks }
      if let id { ids[index] = id }
      finishWithAll(index)
    case .failed(let error):
      errors[index] = RefusalReport.diagnostics(for: error, change: plan.changes[index])
      if error.isConflict { conflicts.insert(index) }
      finish(index, .failed)
      abandonDependants(of: index)
    case .claimantRefused(let claimant, let error):
      errors[claimant] = RefusalReport.diagnostics(for: error, change: plan.changes[claimant])
      finish(index, .notTried(.claimantRefused(claimant)))
      if outcomes[claimant] == nil { finish(claimant, .failed) }
      abandonDependants(of: claimant)
      abandonDependants(of: index)
    }
    if plan.changes[index].action != .delete, unfinishedWrites == 0 { releaseDeletions() }
  }

  /// A change is done, and so is what goes with it; what waited for any of them may go on.
  private mutating func finishWithAll(_ index: Int) {
    finish(index, .done)
    var queue = [index]
    while let done = queue.popLast() {
      for dependant in dependants[done] where outcomes[dependant] == nil {
        if plan.changes[dependant].goesWith == done {
          finish(dependant, .done)
          queue.append(dependant)
        } else {
          waitingFor[dependant] -= 1
          if waitingFor[dependant] == 0, mayStart(dependant) { ready.append(dependant) }
        }
      }
    }
  }

  /// Why nothing further is begun after an attempt: no answer comes any more, or a failure ends the run.
  private static func halt(after attempt: Attempt, _ options: ExecutionOptions) -> ExecutionResult.Reason? {
    switch attempt {
    case .done: nil
    case .failed(let error) where error.isLost, .claimantRefused(_, let error) where error.isLost: .gatewayLost
    case .failed, .claimantRefused: options.onError == .stop ? .stoppedOnError : nil
    }
  }

  private mutating func finish(_ index: Int, _ outcome: ExecutionResult.Outcome) {
    outcomes[index] = outcome
    if plan.changes[index].action != .delete, outcome == .done { unfinishedWrites -= 1 }
    // What somebody else did first may be done all the same: a second plan tells what became of it.
    if outcome != .done, !conflicts.isEmpty { untold.insert(index) } else { report(index, outcome) }
  }

  private mutating func abandonDependants(of index: Int) {
    var queue = dependants[index].map { ($0, index) }
    while let (dependant, cause) = queue.popLast() {
      guard outcomes[dependant] == nil else { continue }
      finish(dependant, .notTried(.dependsOn(cause)))
      queue += dependants[dependant].map { ($0, dependant) }
    }
  }

  private mutating func releaseDeletions() {
    for index in plan.changes.indices
    where outcomes[index] == nil && waitingFor[index] == 0 && plan.changes[index].action == .delete && mayStart(index) {
      ready.append(index)
    }
  }

  /// Sends changes one after the other; those that were not begun any more come back without an attempt.
  private static func send(
    _ batch: [Int], until brake: Brake, _ options: ExecutionOptions, _ send: (Int) async -> Attempt
  ) async -> [(Int, Attempt?)] {
    var attempts: [(Int, Attempt?)] = []
    for index in batch {
      guard !brake.isOn, !options.isInterrupted() else {
        attempts.append((index, nil))
        continue
      }
      let attempt = await send(index)
      if halt(after: attempt, options) != nil { brake.isOn = true }
      attempts.append((index, attempt))
    }
    return attempts
  }

  private static func send(
    _ index: Int, of plan: Plan, ids: [String], _ keepsIDs: Bool, _ writer: any TargetWriter, _ check: AnswerCheck?
  ) async -> Attempt {
    let change = plan.changes[index]
    let write = EntityWrite(change, id: ids[index], ids: ids)
    do {
      // Nothing is given up for the sake of what would be refused.
      let needing =
        change.action == .free ? Handback.dependants(of: index, in: plan) : [change.freesValueFor].compactMap(\.self)
      for claimant in needing where !plan.changes[claimant].isPartial {
        switch await writer.reader.judge(EntityWrite(plan.changes[claimant], id: ids[claimant], ids: ids)) {
        case .accepted: break
        case .refused(let refusal): return .claimantRefused(claimant, .refused(refusal))
        case .undecided(let error) where change.action == .delete: return .claimantRefused(claimant, error)
        case .undecided: break
        }
      }
      let stored = try await writer.write(write)
      guard change.action == .create || change.action == .update else { return .done([], id: nil) }
      return .done(
        check?.diagnostics(for: change, answer: stored) ?? [], id: keepsIDs ? nil : stored?["id"]?.string)
    } catch {
      return .failed(error)
    }
  }
}
