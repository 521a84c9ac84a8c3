import Comparison
import Documents
package import Reconciliation

/// What a saved plan can be shown as, and the one place that tells these apart.
package enum SavedPlanFormat: String, Sendable, CaseIterable {
  /// For a terminal.
  case text
  /// For a comment.
  case markdown
  /// A page of its own.
  case html
  /// The plan as it is kept.
  case json

  /// Writes a plan in this format; the style counts for text alone.
  package func render(_ plan: SavedPlan, style: TextStyle) -> [UInt8] {
    switch self {
    case .text: SavedPlanText(style: style).render(plan)
    case .markdown: SavedPlanMarkdown.render(plan)
    case .html: SavedPlanPage.render(plan)
    case .json: plan.bytes
    }
  }
}

extension SavedPlan {
  /// The positions of the changes as a reviewer reads them: what would be deleted first, then in the order of the plan.
  var readingOrder: [Int] {
    changes.indices.filter { changes[$0].shown.action == .delete }
      + changes.indices.filter { changes[$0].shown.action != .delete }
  }

  /// What would happen, in one line.
  var headline: String {
    if isEmpty { return "no changes" }
    let counts = [("delete", count(.delete)), ("create", count(.create)), ("update", count(.update))]
    return counts.map { "\($1) to \($0)" }.joined(separator: ", ")
  }

  /// The target with what is known of it.
  var place: String {
    let named = target.name.map { "\($0), \(target.identity)" } ?? target.identity
    let workspace = target.workspace.map { ", workspace \($0)" } ?? ""
    return "\(named) (\(target.version), \(target.edition))\(workspace)"
  }

  /// What it was made of, each by a word for it.
  var particulars: [(name: String, value: String)] {
    var found = [("Target", place), ("For", "gateway \(verb)")]
    found += files.map { ("File", "\($0.name) (SHA-256 \($0.digest))") }
    found += base.map { ("Base", "\($0.name) (SHA-256 \($0.digest))") }
    if !flags.isEmpty { found.append(("Flags", flags.map(\.words).joined(separator: " "))) }
    found.append(("Made by", "fairlead \(toolVersion)"))
    if isClassified {
      found.append(
        ("Classes", DriftClass.allCases.map { "\($0.title.lowercased()) \(count($0))" }.joined(separator: ", ")))
    }
    if let createdWorkspace { found.append(("Workspace", "\(createdWorkspace) is missing, and created first")) }
    if !kept.isEmpty {
      found.append(("Kept", kept.keys.sorted().map { "\(kept[$0] ?? 0) \($0)" }.joined(separator: ", ")))
    }
    return found
  }
}

extension SavedPlan.Flag {
  /// The flag as it stands on a command line.
  fileprivate var words: String { values == ["true"] ? "--\(name)" : "--\(name)=\(values.joined(separator: ","))" }
}

extension SavedChange {
  /// Why it is to be made, and what it waits for.
  func reasons(in plan: SavedPlan) -> String {
    let waits = shown.dependsOn.map { plan.changes[$0].shown.title }
    let owner = shown.goesWith.map { ["together with \(plan.changes[$0].shown.title)"] } ?? []
    let after = waits.isEmpty ? [] : ["after \(waits.joined(separator: ", "))"]
    return ([reason] + owner + after).joined(separator: "; ")
  }
}
