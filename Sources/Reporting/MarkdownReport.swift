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
      let workspace = gateway.workspace.map { ", workspace \(MarkdownText.code($0))" } ?? ""
      let version = gateway.version.map { " (\($0))" } ?? ""
      lines += ["`fairlead \(report.command)` against \(MarkdownText.code(gateway.address))\(version)\(workspace)", ""]
    }
    if let workspace = report.createdWorkspace {
      lines += ["The workspace \(MarkdownText.code(workspace)) does not exist yet and is created first.", ""]
    }
    lines += problems("Errors", report.errors) + problems("Warnings", report.warnings)
    lines += table(report) + details(report) + kept(report) + classes(report)
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
      let place = diagnostic.place.isKnown ? "\(MarkdownText.code("\(diagnostic.place)")) " : ""
      let hint = diagnostic.hint.map { " (\(MarkdownText.escaped($0)))" } ?? ""
      return "- \(place)\(MarkdownText.escaped(diagnostic.message))\(hint)"
    }
    return ["**\(title)**", ""] + lines + [""]
  }

  private static func table(_ report: RunReport) -> [String] {
    guard !report.plan.isEmpty else { return [] }
    var lines = ["| | Kind | Name | Where |", "| --- | --- | --- | --- |"]
    for (index, change) in report.plan.changes.enumerated().prefix(longestList) {
      let workspace = report.workspace(of: index).map { "workspace \(MarkdownText.code($0))" } ?? ""
      let place = change.place.isKnown ? MarkdownText.code("\(change.place)") : workspace
      let cells = [
        word(change, report.outcome(index)) + MarkdownText.classes(change), MarkdownText.escaped(change.kind.name),
        MarkdownText.code(change.label), place,
      ]
      lines.append("| \(cells.joined(separator: " | ")) |")
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
      lines += ["**\(MarkdownText.escaped(change.title))**", ""] + MarkdownText.table(change.differences) + [""]
    }
    return lines + ["</details>", ""]
  }

  private static func kept(_ report: RunReport) -> [String] {
    guard !report.plan.kept.isEmpty else { return [] }
    let counts = report.plan.kept.keys.sorted().map { "\(report.plan.kept[$0] ?? 0) \($0)" }
    return ["Kept although no file has them: \(MarkdownText.escaped(counts.joined(separator: ", ")))", ""]
  }

  private static func classes(_ report: RunReport) -> [String] {
    guard report.plan.isClassified else { return [] }
    return [DriftClass.allCases.map { "\($0.title): \(report.plan.count($0))" }.joined(separator: ", "), ""]
  }
}
