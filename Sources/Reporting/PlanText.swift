package import Comparison
import Diagnostics
import Documents
import GatewayModel
package import Reconciliation

/// Plans and results as text, one line for each change.
package struct PlanText: Sendable {
  private let style: TextStyle

  /// Longer values are cut: the whole is in the file at the place named.
  private static let longestValue = 400

  /// Makes a renderer.
  package init(style: TextStyle) {
    self.style = style
  }

  /// A change as it is planned or done: a line, and under an update one line for each field that changes.
  package func change(_ change: Change) -> String {
    var lines = [heading(change) + origin(change) + classes(change)]
    lines += change.differences.map { "  \(difference($0))" }
    return lines.joined(separator: "\n")
  }

  /// What is done to which entity.
  func heading(_ change: Change) -> String {
    style.apply(tone(change.action), "\(verb(change.action)) \(TextLine.visible(change.title))")
  }

  /// A change of a plan with what became of it; nil where a line would say nothing that the diagnostics do not.
  package func outcome(_ outcome: ExecutionResult.Outcome, of change: Change, in plan: Plan) -> String {
    switch outcome {
    case .done: self.change(change)
    case .failed: style.apply(.deletion, "failed \(verb(change.action)) \(change.title)")
    case .notTried(let reason):
      "\(style.apply(.faint, "not tried: \(verb(change.action)) \(change.title)")) (\(PlanText.words(for: reason, in: plan)))"
    }
  }

  /// The block at the end: how many of each.
  package func summary(
    created: Int, updated: Int, deleted: Int, failed: Int = 0, notTried: Int = 0, kept: [String: Int] = [:],
    classes: [(DriftClass, Int)] = [], isOneLoad: Bool = false
  ) -> String {
    var lines = [style.apply(.creation, style.apply(.heading, "Summary:"))]
    lines += ["  Created: \(created)", "  Updated: \(updated)", "  Deleted: \(deleted)"]
    if failed > 0 { lines.append("  Failed: \(failed)") }
    if notTried > 0 { lines.append("  Not tried: \(notTried)") }
    if !kept.isEmpty {
      let counts = kept.keys.sorted().map { "\(kept[$0] ?? 0) \($0)" }
      lines.append("  Kept: \(kept.values.reduce(0, +)) (\(counts.joined(separator: ", ")))")
    }
    lines += classes.map { "  \($0.title): \($1)" }
    if isOneLoad { lines.append("  All of it in one load") }
    return lines.joined(separator: "\n")
  }

  private func origin(_ change: Change) -> String {
    change.goesWith == nil ? "" : style.apply(.faint, " (goes with its owner)")
  }

  /// A field that changes; what a new entity gets and what a deleted one had is one value.
  func difference(_ difference: FieldDifference, of action: Change.Action = .update) -> String {
    var text = "\(TextLine.visible("\(difference.path)")): "
    switch action {
    case .create: text += value(difference.new)
    case .delete: text += value(difference.old)
    case .update, .free:
      if difference.isSecret {
        let known = difference.old.map { !$0.isNull } ?? false
        text += "\(Secrets.mask) (a secret \(known ? "changes" : "is set"))"
      } else {
        text += "\(value(difference.old)) -> \(value(difference.new))"
      }
    }
    let remarks = [difference.place.isKnown ? "\(difference.place)" : nil, difference.reason?.words]
    return remarks.compactMap { $0 }.reduce(text) { $0 + style.apply(.faint, "  (\($1))") }
      + (difference.drift.map { style.apply(.faint, "  [\($0.rawValue)]") } ?? "")
  }

  /// Who moved, where that is known.
  func classes(_ change: Change) -> String {
    change.classes.isEmpty
      ? "" : style.apply(.faint, "  [\(change.classes.map(\.rawValue).joined(separator: ", "))]")
  }

  private func value(_ node: Node?) -> String {
    guard let node else { return "null" }
    return TextLine.visible(PlanText.cut(String(decoding: JSONWriter.write(node), as: UTF8.self)))
  }

  /// A text, cut where it is too long to be read in passing.
  static func cut(_ text: String) -> String {
    guard text.utf8.count > longestValue else { return text }
    return "\(text.prefix(longestValue))… (\(text.utf8.count) bytes)"
  }

  private func verb(_ action: Change.Action) -> String {
    switch action {
    case .create: "creating"
    case .update: "updating"
    case .delete: "deleting"
    case .free: "freeing a value of"
    }
  }

  private func tone(_ action: Change.Action) -> TextStyle.Tone {
    switch action {
    case .create: .creation
    case .update, .free: .update
    case .delete: .deletion
    }
  }

  /// Why a change was not tried.
  static func words(for reason: ExecutionResult.Reason, in plan: Plan) -> String {
    switch reason {
    case .dependsOn(let index): "it needs \(plan.changes[index].title)"
    case .deletionsHeldBack: "nothing is deleted unless all else was done"
    case .gatewayLost: "the gateway can no longer be reached"
    case .stoppedOnError: "the run stops at the first failure"
    case .interrupted: "the run was interrupted"
    case .loadRefused: "the target takes all changes or none"
    case .journalLost: "the journal cannot be written"
    case .takenBack: "it was done and taken back"
    case .claimantRefused(let index): "\(plan.changes[index].title), which needs it gone, would be refused"
    }
  }
}
