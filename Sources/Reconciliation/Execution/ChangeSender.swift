import Diagnostics
import Documents
import GatewayModel
import Synchronization

/// Sends the changes of a plan, and takes them down before and after where a journal is kept.
struct ChangeSender: Sendable {
  /// Tells all tasks at once to begin nothing further.
  final class Brake: Sendable {
    private let state = Atomic<Bool>(false)
    var isOn: Bool {
      get { state.load(ordering: .relaxed) }
      set { state.store(newValue, ordering: .relaxed) }
    }
  }

  /// What came of sending one change.
  enum Attempt: Sendable {
    /// With what is worth remarking, and the id that the target gave the entity, if it draws ids itself.
    case done([Diagnostic], id: String?)
    case failed(TargetError)
    /// A change that needs what this one would have given up, by its position, would be refused.
    case claimantRefused(Int, TargetError)
    /// It could not be taken down, and so was not sent.
    case untold
  }

  let plan: Plan
  let ids: [String]
  let keepsIDs: Bool
  let writer: any TargetWriter
  let check: AnswerCheck?
  let brake: Brake
  let options: ExecutionOptions

  /// Sends changes one after the other; those that were not begun any more come back without an attempt.
  func send(_ batch: [Int]) async -> [(Int, Attempt?)] {
    let writes = batch.map { EntityWrite(plan.changes[$0], id: ids[$0], ids: ids) }
    var first = 0
    if let scribe = options.scribe {
      guard let number = await scribe.begin(batch, writes) else {
        brake.isOn = true
        return batch.map { ($0, .untold) }
      }
      first = number
    }
    var attempts: [(Int, Attempt?)] = []
    for (offset, index) in batch.enumerated() {
      guard !brake.isOn, !options.isInterrupted() else {
        options.scribe?.unsent(first + offset)
        attempts.append((index, nil))
        continue
      }
      let attempt = await send(index, writes[offset], number: first + offset)
      if ChangeSender.halt(after: attempt, options) != nil { brake.isOn = true }
      attempts.append((index, attempt))
    }
    return attempts
  }

  /// Why nothing further is begun after an attempt: no answer comes any more, or a failure ends the run.
  static func halt(after attempt: Attempt, _ options: ExecutionOptions) -> ExecutionResult.Reason? {
    switch attempt {
    case .done: nil
    case .failed(let error) where error.isLost, .claimantRefused(_, let error) where error.isLost: .gatewayLost
    case .failed, .claimantRefused: options.onError == .stop ? .stoppedOnError : nil
    case .untold: .journalLost
    }
  }

  private func send(_ index: Int, _ write: EntityWrite, number: Int) async -> Attempt {
    let change = plan.changes[index]
    // Nothing is given up for the sake of what would be refused.
    let needing =
      change.action == .free ? Handback.dependants(of: index, in: plan) : [change.freesValueFor].compactMap(\.self)
    for claimant in needing where !plan.changes[claimant].isPartial {
      guard let error = await refusal(of: claimant, forDeletion: change.action == .delete) else { continue }
      options.scribe?.unsent(number)
      return .claimantRefused(claimant, error)
    }
    do {
      let stored = try await writer.write(write)
      options.scribe?.done(number, answer: stored)
      guard change.action == .create || change.action == .update else { return .done([], id: nil) }
      return .done(
        check?.diagnostics(for: change, answer: stored) ?? [], id: keepsIDs ? nil : stored?["id"]?.string)
    } catch {
      options.scribe?.failed(number, error)
      return .failed(error)
    }
  }

  /// What the target has against a change for whose sake another gives way; nil where it would take it.
  private func refusal(of claimant: Int, forDeletion: Bool) async -> TargetError? {
    switch await writer.reader.judge(EntityWrite(plan.changes[claimant].asked, id: ids[claimant], ids: ids)) {
    case .accepted: nil
    case .refused(let refusal): .refused(refusal)
    case .undecided(let error): forDeletion ? error : nil
    }
  }
}
