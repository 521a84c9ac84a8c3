import Comparison
import Diagnostics
import Documents
import Reconciliation

/// A saved plan as text.
struct SavedPlanText {
  private let style: TextStyle

  init(style: TextStyle) {
    self.style = style
  }

  func render(_ plan: SavedPlan) -> [UInt8] {
    let width = plan.particulars.map(\.name.utf8.count).max() ?? 0
    var lines = [style.apply(.heading, "Plan: \(plan.headline)"), ""]
    lines += plan.particulars.map { "\(TextColumn.padded($0.name, width))  \(TextLine.visible($0.value))" }
    let plans = PlanText(style: style)
    for position in plan.readingOrder {
      let change = plan.changes[position]
      lines += [
        "",
        plans.heading(change.shown) + style.apply(.faint, "  (\(TextLine.visible(change.reasons(in: plan))))")
          + plans.classes(change.shown),
      ]
      if change.shown.place.isKnown {
        lines.append(style.apply(.faint, "  at \(TextLine.visible("\(change.shown.place)"))"))
      }
      lines += change.shown.differences.map { "  " + plans.difference($0, of: change.shown.action) }
    }
    return Array((lines + [""]).joined(separator: "\n").utf8)
  }
}
