import Comparison
import Diagnostics
import Documents
import GatewayModel
import Reconciliation

/// A saved plan as a comment.
enum SavedPlanMarkdown {
  /// So many changes are listed: comments have a limit of their own.
  private static let longestList = 400

  static func render(_ plan: SavedPlan) -> [UInt8] {
    var lines = ["### Plan: \(plan.headline)", ""]
    lines += plan.particulars.map { "- \($0.name): \(MarkdownText.code($0.value))" } + [""]
    lines += table(plan) + details(plan)
    return Array(lines.joined(separator: "\n").utf8)
  }

  private static func table(_ plan: SavedPlan) -> [String] {
    guard !plan.changes.isEmpty else { return [] }
    var lines = ["| | Kind | Name | Where | Why |", "| --- | --- | --- | --- | --- |"]
    for position in plan.readingOrder.prefix(longestList) {
      let change = plan.changes[position].shown
      let action = change.action == .delete ? "**delete**" : change.action.rawValue
      let cells = [
        action + MarkdownText.classes(change), MarkdownText.escaped(change.kind.name), MarkdownText.code(change.label),
        change.place.isKnown ? MarkdownText.code("\(change.place)") : "",
        MarkdownText.escaped(plan.changes[position].reasons(in: plan)),
      ]
      lines.append("| \(cells.joined(separator: " | ")) |")
    }
    let rest = plan.changes.count - longestList
    if rest > 0 { lines += ["", "… and \(rest) more"] }
    return lines + [""]
  }

  private static func details(_ plan: SavedPlan) -> [String] {
    let changes = plan.readingOrder.map { plan.changes[$0].shown }.filter { !$0.differences.isEmpty }
    guard !changes.isEmpty else { return [] }
    var lines = ["<details><summary>Field by field</summary>", ""]
    for change in changes.prefix(longestList) {
      lines += ["**\(change.action.rawValue) \(MarkdownText.escaped(change.title))**", ""]
      lines += MarkdownText.table(change.differences) + [""]
    }
    return lines + ["</details>", ""]
  }
}
