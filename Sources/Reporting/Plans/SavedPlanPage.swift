import Comparison
import Diagnostics
import Documents
import Reconciliation

/// A saved plan as a page of its own: nothing is loaded and nothing runs in it.
enum SavedPlanPage {
  static func render(_ plan: SavedPlan) -> [UInt8] {
    var lines = [
      "<!DOCTYPE html>", "<html lang=\"en\">", "<head>", "<meta charset=\"utf-8\">",
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
      "<title>Plan: \(text(plan.headline))</title>", "<style>\(style)</style>", "</head>", "<body>",
      "<h1>Plan: \(text(plan.headline))</h1>", "<dl>",
    ]
    lines += plan.particulars.map { "<dt>\(text($0.name))</dt><dd>\(text($0.value))</dd>" } + ["</dl>"]
    let deletions = plan.readingOrder.prefix { plan.changes[$0].shown.action == .delete }
    lines += section("What would be deleted", Array(deletions), plan)
    lines += section("What would be created and updated", Array(plan.readingOrder.dropFirst(deletions.count)), plan)
    return Array((lines + ["</body>", "</html>", ""]).joined(separator: "\n").utf8)
  }

  private static let style = """
    body{font:15px/1.5 sans-serif;max-width:70em;margin:2em auto;padding:0 1em;color:#222}dl{display:grid;\
    grid-template-columns:max-content 1fr;gap:.2em 1em}dd{margin:0;overflow-wrap:anywhere}table{border-collapse:collapse;\
    width:100%;margin:.4em 0 1.4em}td,th{border:1px solid #ccc;padding:.2em .5em;text-align:left;vertical-align:top;\
    overflow-wrap:anywhere}code{font-size:.95em}h3{margin:1em 0 .2em;font-size:1em}.delete{color:#a00}.create{color:#070}\
    .update,.free{color:#850}.why{color:#666;margin:0}
    """

  private static func section(_ title: String, _ positions: [Int], _ plan: SavedPlan) -> [String] {
    guard !positions.isEmpty else { return [] }
    return ["<h2>\(title)</h2>"] + positions.flatMap { change(plan.changes[$0], plan) }
  }

  private static func change(_ change: SavedChange, _ plan: SavedPlan) -> [String] {
    let shown = change.shown
    let place = shown.place.isKnown ? "\(shown.place): " : ""
    var lines = [
      "<h3 class=\"\(shown.action.rawValue)\">\(shown.action.rawValue) \(text(shown.title))</h3>",
      "<p class=\"why\">\(text(place + change.reasons(in: plan)))\(text(MarkdownText.classes(shown)))</p>",
    ]
    guard !shown.differences.isEmpty else { return lines }
    lines.append("<table><tr><th>Field</th><th>Gateway</th><th>Files</th><th></th></tr>")
    lines += shown.differences.map { difference in
      let place = difference.place.isKnown ? "\(difference.place)" : nil
      let remarks = [difference.drift?.rawValue, difference.reason?.words, place].compactMap { $0 }.joined(
        separator: "; ")
      let cells = [
        "<code>\(text("\(difference.path)"))</code>", value(difference.old), value(difference.new), text(remarks),
      ]
      return "<tr>\(cells.map { "<td>\($0)</td>" }.joined())</tr>"
    }
    return lines + ["</table>"]
  }

  private static func value(_ node: Node?) -> String {
    guard let node else { return "" }
    return "<code>\(text(PlanText.cut(String(decoding: JSONWriter.write(node), as: UTF8.self))))</code>"
  }

  private static func text(_ text: String) -> String { XMLText.escaped(TextLine.visible(text)) }
}
