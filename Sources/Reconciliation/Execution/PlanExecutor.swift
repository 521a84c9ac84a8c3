public import AdminAPI
import Diagnostics
import Documents
import GatewayModel

/// Brings a plan to the gateway: each change as soon as what it needs is done, deletions last.
public struct PlanExecutor {
  private let plan: Plan
  private let writer: AdminWriter
  private let options: ExecutionOptions
  private let report: (Int, ExecutionResult.Outcome) -> Void

  private let check: AnswerCheck?
  private let ids: [String]
  private let dependants: [[Int]]
  private var waitingFor: [Int]
  private var outcomes: [ExecutionResult.Outcome?]
  private var errors: [Int: [Diagnostic]] = [:]
  private var ready: [Int] = []
  private var readyStart = 0
  private var unfinishedWrites: Int
  /// Why nothing further is begun; nil while all goes well.
  private var halt: ExecutionResult.Reason?

  /// What came of sending one change.
  private enum Attempt: Sendable {
    case done([Diagnostic])
    case failed(AdminError)
    case claimantRefused(AdminError)
  }

  /// Executes a plan and says what became of it.
  ///
  /// - Parameters:
  ///   - plan: What to do.
  ///   - writer: The way to the gateway.
  ///   - options: How to go about it.
  ///   - report: Called once for each change when its outcome is known, in the order in which that happens.
  public static func execute(
    _ plan: Plan, writer: AdminWriter, options: ExecutionOptions = ExecutionOptions(),
    report: @escaping (Int, ExecutionResult.Outcome) -> Void = { _, _ in }
  ) async -> ExecutionResult {
    var executor = PlanExecutor(plan: plan, writer: writer, options: options, report: report)
    return await executor.run()
  }

  private init(
    plan: Plan, writer: AdminWriter, options: ExecutionOptions, report: @escaping (Int, ExecutionResult.Outcome) -> Void
  ) {
    self.plan = plan
    self.writer = plan.workspace.map { writer.inWorkspace($0) } ?? writer
    self.options = options
    self.report = report
    self.check = options.schemas.map { AnswerCheck(plan, schemas: $0) }
    self.ids = plan.changes.map { $0.id ?? UniqueID().description }
    self.outcomes = Array(repeating: nil, count: plan.changes.count)
    self.waitingFor = plan.changes.map(\.dependsOn.count)
    var dependants: [[Int]] = Array(repeating: [], count: plan.changes.count)
    for (index, change) in plan.changes.enumerated() {
      for prerequisite in change.dependsOn { dependants[prerequisite].append(index) }
      if let owner = change.goesWith { dependants[owner].append(index) }
    }
    self.dependants = dependants
    self.unfinishedWrites = plan.changes.count { $0.action != .delete }
  }

  private mutating func run() async -> ExecutionResult {
    ready = plan.changes.indices.filter { waitingFor[$0] == 0 && mayStart($0) }
    await withTaskGroup(of: (Int, Attempt).self) { group in
      var underWay = 0
      while true {
        while underWay < max(1, options.parallelism), mayBegin(), let index = nextReady() {
          underWay += 1
          let (plan, ids, writer, check) = (plan, ids, writer, check)
          group.addTask {
            (index, await PlanExecutor.send(index, of: plan, ids: ids, writer: writer, check: check))
          }
        }
        guard underWay > 0, let (index, attempt) = await group.next() else { break }
        underWay -= 1
        settle(index, attempt)
      }
    }
    for index in outcomes.indices where outcomes[index] == nil {
      finish(index, .notTried(halt ?? .deletionsHeldBack))
    }
    return ExecutionResult(
      outcomes: outcomes.map { $0 ?? .notTried(.gatewayLost) },
      diagnostics: errors.sorted { $0.key < $1.key }.flatMap(\.value), isInterrupted: halt == .interrupted)
  }

  /// Whether another change may be begun now.
  private mutating func mayBegin() -> Bool {
    if halt == nil, options.isInterrupted() { halt = .interrupted }
    return halt == nil
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
    let change = plan.changes[index]
    guard change.action == .delete else { return true }
    if change.goesWith != nil { return false }
    return isEarly(index) || unfinishedWrites == 0
  }

  private func isEarly(_ index: Int) -> Bool {
    plan.changes[index].freesValueFor != nil
      || dependants[index].contains { plan.changes[$0].action == .delete && isEarly($0) }
  }

  private mutating func settle(_ index: Int, _ attempt: Attempt) {
    let change = plan.changes[index]
    switch attempt {
    case .done(let remarks):
      if !remarks.isEmpty { errors[index] = remarks }
      finishWithAll(index)
    case .failed(let error):
      note(error)
      errors[index] = RefusalReport.diagnostics(for: error, change: change)
      finish(index, .failed)
      abandonDependants(of: index)
    case .claimantRefused(let error):
      note(error)
      let claimant = change.freesValueFor ?? index
      errors[claimant] = RefusalReport.diagnostics(for: error, change: plan.changes[claimant])
      finish(index, .notTried(.claimantRefused(claimant)))
      if outcomes[claimant] == nil { finish(claimant, .failed) }
      abandonDependants(of: claimant)
      abandonDependants(of: index)
    }
    if change.action != .delete, unfinishedWrites == 0 { releaseDeletions() }
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

  /// Where no answer comes any more, nothing further is begun.
  private mutating func note(_ error: AdminError) {
    if case .transport = error {
      halt = halt ?? .gatewayLost
    } else if options.onError == .stop {
      halt = halt ?? .stoppedOnError
    }
  }

  private mutating func finish(_ index: Int, _ outcome: ExecutionResult.Outcome) {
    outcomes[index] = outcome
    if plan.changes[index].action != .delete, outcome == .done { unfinishedWrites -= 1 }
    report(index, outcome)
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

  private static func send(
    _ index: Int, of plan: Plan, ids: [String], writer: AdminWriter, check: AnswerCheck?
  ) async -> Attempt {
    let change = plan.changes[index]
    let request = ChangeRequest(change, id: ids[index], ids: ids)
    do {
      switch change.action {
      case .create, .update:
        let answer = try await request.send(with: writer)
        return .done(check?.diagnostics(for: change, answer: answer) ?? [])
      case .free:
        try await request.send(with: writer)
        return .done([])
      case .delete:
        break
      }
      if let claimant = change.freesValueFor {
        let wanted = ChangeRequest(plan.changes[claimant], id: ids[claimant], ids: ids)
        do {
          try await writer.reader.validate(wanted.validationBody, schema: wanted.schemaPath)
        } catch {
          return .claimantRefused(error)
        }
      }
      try await request.send(with: writer)
      return .done([])
    } catch {
      return .failed(error)
    }
  }
}
