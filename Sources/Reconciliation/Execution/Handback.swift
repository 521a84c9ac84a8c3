import Comparison
import Diagnostics
import Documents
import GatewayModel

/// Gives values back that were freed for other entities where nothing came of it.
struct Handback {
  private let plan: Plan
  private let outcomes: [ExecutionResult.Outcome?]

  /// What is known once nothing further is begun.
  init(_ plan: Plan, _ outcomes: [ExecutionResult.Outcome?]) {
    self.plan = plan
    self.outcomes = outcomes
  }

  /// The changes that need the value which a change frees, the holder's own among them.
  static func dependants(of index: Int, in plan: Plan) -> [Int] {
    plan.changes.indices.filter { plan.changes[$0].dependsOn.contains(index) && plan.changes[$0].action != .delete }
  }

  /// The changes that freed a value of an entity whose own change was not done, so that its temporary value would stay.
  var open: [Int] {
    plan.changes.indices.filter { index in
      let change = plan.changes[index]
      guard change.action == .free, outcomes[index] == .done else { return false }
      return !plan.changes.indices.contains {
        plan.changes[$0].id == change.id && plan.changes[$0].kind == change.kind && plan.changes[$0].action != .free
          && outcomes[$0] == .done
      }
    }
  }

  /// The write that gives a value back.
  func write(_ index: Int, ids: [String]) -> EntityWrite {
    var change = plan.changes[index]
    change.fields = change.held
    return EntityWrite(change, id: ids[index], ids: ids)
  }

  /// What to say of a value that was given back.
  func success(_ index: Int) -> Diagnostic {
    Diagnostic(
      .warning, code: "value-returned",
      "\(plan.changes[index].title): its \(field(index)) \(plan.changes[index].fields.count == 1 ? "was" : "were") freed for another and given back, since that came to nothing",
      at: place(index))
  }

  /// What to say of a value that could not be given back.
  func failure(_ index: Int, _ error: TargetError?) -> Diagnostic {
    let change = plan.changes[index]
    let isSecret = change.kind.secretFields.contains(field(index))
    let value = isSecret ? "" : change.fields[field(index)]?.string.map { " '\($0)'" } ?? ""
    let reason = error.map { ": \(SecretTexts(change.held, kind: change.kind).hidden(in: "\($0)"))" } ?? ""
    return Diagnostic(
      code: "value-not-returned",
      "\(change.title) is left with a temporary \(field(index))\(value)\(reason)", at: place(index),
      hint: "the next sync that comes through gives it the \(field(index)) that the files say")
  }

  /// The names of the fields whose values were freed; most often one.
  private func field(_ index: Int) -> String {
    plan.changes[index].fields.map(\.key).joined(separator: " and ")
  }

  /// Where the files have the entity whose value it is.
  private func place(_ index: Int) -> SourcePlace {
    let change = plan.changes[index]
    return plan.changes.first { $0.id == change.id && $0.kind == change.kind && $0.place.isKnown }?.place ?? .none
  }
}
