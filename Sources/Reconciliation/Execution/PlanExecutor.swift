import Diagnostics
import Documents
import GatewayModel

/// Brings a plan to the gateway: each change as soon as what it needs is done, deletions last.
package struct PlanExecutor {
  private let plan: Plan
  private let writer: any TargetWriter
  private let options: ExecutionOptions
  private let report: (Int, ExecutionResult.Outcome) -> Void

  private let check: AnswerCheck?
  private let brake = ChangeSender.Brake()
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
  /// The same where each batch is on the disk before its first request.
  private static let largestJournaledBatch = 64
  /// How many batches each worker gets of what is ready, so that none has to wait long for the last.
  private static let batchesPerWorker = 4

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
    await withTaskGroup(of: [(Int, ChangeSender.Attempt?)].self) { group in
      var underWay = 0
      while true {
        while underWay < max(1, options.parallelism), mayBegin() {
          let batch = nextBatch()
          guard !batch.isEmpty else { break }
          underWay += 1
          let sender = ChangeSender(
            plan: plan, ids: ids, keepsIDs: keepsIDs, writer: writer, check: check, brake: brake, options: options)
          group.addTask { await sender.send(batch) }
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
        let write = handback.write(index, ids: ids)
        let number = await options.scribe?.begin([index], [write])
        do {
          let stored = try await writer.write(write)
          if let number { options.scribe?.done(number, answer: stored) }
        } catch {
          if let number { options.scribe?.failed(number, error) }
          failure = error
        }
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
    let largest = options.scribe == nil ? PlanExecutor.largestBatch : PlanExecutor.largestJournaledBatch
    let size = max(1, min(largest, share))
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

  private mutating func settle(_ index: Int, _ attempt: ChangeSender.Attempt) {
    halt = halt ?? ChangeSender.halt(after: attempt, options)
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
    case .untold: break
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
}
