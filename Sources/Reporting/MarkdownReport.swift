import Comparison
import Diagnostics
import Documents
import GatewayModel
import Reconciliation

/// A report to post to a pull request.
enum MarkdownReport {
  /// So many changes are listed: comments have a limit of their own.
  private static let longestList = 400

  static func render(_ report: RunReport) -> [UInt8] {
    var lines = ["### \(heading(report))", ""]
    if let gateway = report.gateway {
      let workspace = gateway.workspace.map { ", workspace \(code($0))" } ?? ""
      let version = gateway.version.map { " (\($0))" } ?? ""
      lines += ["`fairlead \(report.command)` against \(code(gateway.address))\(version)\(workspace)", ""]
    }
    if let workspace = report.createdWorkspace {
      lines += ["The workspace \(code(workspace)) does not exist yet and is created first.", ""]
    }
    lines += problems("Errors", report.errors) + problems("Warnings", report.warnings)
    lines += table(report) + details(report) + kept(report)
    return Array(lines.joined(separator: "\n").utf8)
  }

  private static func heading(_ report: RunReport) -> String {
    let counts = [
      ("create", report.count(.create)), ("update", report.count(.update)), ("delete", report.count(.delete)),
    ]
    if !report.errors.isEmpty && report.plan.isEmpty { return "Gateway: the files have errors, nothing was changed" }
    if report.plan.isEmpty { return "Gateway: no changes" }
    if report.isPreview { return "Gateway: " + counts.map { "\($1) to \($0)" }.joined(separator: ", ") }
    let failed = report.failed + report.notTried
    return "Gateway: " + counts.map { "\($1) \($0)d" }.joined(separator: ", ")
      + (failed > 0 ? ", \(failed) not done" : "")
  }

  private static func problems(_ title: String, _ diagnostics: [Diagnostic]) -> [String] {
    guard !diagnostics.isEmpty else { return [] }
    let lines = diagnostics.map { diagnostic in
      let place = diagnostic.place.isKnown ? "\(code("\(diagnostic.place)")) " : ""
      let hint = diagnostic.hint.map { " (\(escaped($0)))" } ?? ""
      return "- \(place)\(escaped(diagnostic.message))\(hint)"
    }
    return ["**\(title)**", ""] + lines + [""]
  }

  private static func table(_ report: RunReport) -> [String] {
    guard !report.plan.isEmpty else { return [] }
    var lines = ["| | Kind | Name | Where |", "| --- | --- | --- | --- |"]
    for (index, change) in report.plan.changes.enumerated().prefix(longestList) {
      let workspace = report.workspace(of: index).map { "workspace \(code($0))" } ?? ""
      let place = change.place.isKnown ? code("\(change.place)") : workspace
      lines.append(
        "| \(word(change, report.outcome(index))) | \(escaped(change.kind.name)) | \(code(change.label)) | \(place) |")
    }
    let rest = report.plan.changes.count - longestList
    if rest > 0 { lines += ["", "… and \(rest) more"] }
    return lines + [""]
  }

  private static func word(_ change: Change, _ outcome: ExecutionResult.Outcome?) -> String {
    switch outcome {
    case nil: "\(change.action.rawValue)"
    case .done: "\(change.action.rawValue)d"
    case .failed: "**failed** to \(change.action.rawValue)"
    case .notTried: "not tried: \(change.action.rawValue)"
    }
  }

  private static func details(_ report: RunReport) -> [String] {
    let updates = report.plan.changes.filter { $0.action == .update }.prefix(longestList)
    guard !updates.isEmpty else { return [] }
    var lines = ["<details><summary>What the updates change</summary>", ""]
    for change in updates {
      lines += ["**\(escaped(change.title))**", "", "| Field | Gateway | Files | |", "| --- | --- | --- | --- |"]
      lines += change.differences.map { difference in
        let remarks = [
          difference.reason.map { escaped($0.words) }, difference.place.isKnown ? code("\(difference.place)") : nil,
        ]
        return "| \(code("\(difference.path)")) | \(value(difference.old)) | \(value(difference.new)) | "
          + remarks.compactMap { $0 }.joined(separator: " ") + " |"
      }
      lines.append("")
    }
    return lines + ["</details>", ""]
  }

  private static func kept(_ report: RunReport) -> [String] {
    guard !report.plan.kept.isEmpty else { return [] }
    let counts = report.plan.kept.keys.sorted().map { "\(report.plan.kept[$0] ?? 0) \($0)" }
    return ["Kept although no file has them: \(escaped(counts.joined(separator: ", ")))", ""]
  }

  private static func value(_ node: Node?) -> String {
    guard let node else { return "" }
    return code(PlanText.cut(String(decoding: JSONWriter.write(node), as: UTF8.self)))
  }

  /// Text as code in a table's cell: a name must not be able to end the cell or begin markup.
  private static func code(_ text: String) -> String {
    let plain = text.replacing("\n", with: " ").replacing("\r", with: " ").replacing("|", with: "\\|")
    return plain.contains("`") ? "`` \(plain.replacing("``", with: "` `")) ``" : "`\(plain)`"
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\n", "\r", "\r\n": result += " "
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "|", "*", "_", "`", "[", "]", "\\", "#", "@": result += "\\\(character)"
      default: result.append(character)
      }
    }
    return result
  }
}
