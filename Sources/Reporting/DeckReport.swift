import Comparison
import Diagnostics
import Documents
import GatewayModel
import Reconciliation

/// The JSON that decK writes, in its shape and with its words, and valid whatever happened.
enum DeckReport {
  static func render(_ report: RunReport) -> [UInt8] {
    var lists: [String: [Node]] = ["creating": [], "updating": [], "deleting": []]
    if let workspace = report.createdWorkspace {
      lists["creating"]?.append(
        ["name": Node(.string(workspace)), "kind": "workspace", "body": ["new": .null, "old": .null]])
    }
    // A temporary value is none of decK's events; the change that it is made for is.
    for (index, change) in report.plan.changes.enumerated() where change.action != .free {
      var item = Object()
      item["name"] = Node(.string(change.label))
      item["kind"] = Node(.string(change.kind.name))
      // decK writes no document over several workspaces, in which two changes could not be told apart.
      if let workspace = report.workspace(of: index) { item["workspace"] = Node(.string(workspace)) }
      let old = ShownEntity.old(change, report.schemas)?.body
      var new = ShownEntity.new(change, in: report.plan, report.schemas)?.body
      if let old, new != nil { new?.complete(from: old, but: change.differences.map(\.path)) }
      item["body"] = [
        "new": new.map { Node(.object($0.sorted())) } ?? .null, "old": old.map { Node(.object($0.sorted())) } ?? .null,
      ]
      lists[list(change, report.outcome(index)), default: []].append(Node(.object(item)))
    }
    // What comes last in decK's document is left out where it is empty.
    let names = ["creating", "updating", "deleting"]
    let dropped = ["dropped_creations", "dropped_updates", "dropped_deletions"].filter { lists[$0] != nil }
    let changes = (names + dropped).map { Object.Member(key: $0, node: Node(.array(lists[$0] ?? []))) }
    let counts = [Change.Action.create, .update, .delete].map(report.count)
    let document: Node = [
      "changes": Node(.object(Object(changes))),
      "summary": [
        "creating": Node(.integer(counts[0])), "updating": Node(.integer(counts[1])),
        "deleting": Node(.integer(counts[2])), "total": Node(.integer(counts.reduce(0, +))),
      ],
      "warnings": Node(.array(report.warnings.map(message))),
      "errors": Node(.array(report.errors.map(message))),
    ]
    return JSONWriter.write(document, layout: .tabs) + [0x0A]
  }

  private static func list(_ change: Change, _ outcome: ExecutionResult.Outcome?) -> String {
    let isDropped = outcome != nil && outcome != .done
    return switch change.action {
    case .create: isDropped ? "dropped_creations" : "creating"
    case .update, .free: isDropped ? "dropped_updates" : "updating"
    case .delete: isDropped ? "dropped_deletions" : "deleting"
    }
  }

  private static func message(_ diagnostic: Diagnostic) -> Node {
    Node(.string(DiagnosticText.render(diagnostic)))
  }
}

extension Object {
  /// Adds what stays as it was, so that whoever holds the two against each other sees what changes and nothing else.
  fileprivate mutating func complete(
    from old: Object, but differing: [DocumentPath], below path: DocumentPath = DocumentPath()
  ) {
    for member in old where member.key != "updated_at" {
      let path = path.appending(member.key)
      if let inner = self[member.key]?.object, let former = member.node.object {
        var completed = inner
        completed.complete(from: former, but: differing, below: path)
        self[member.key]?.value = .object(completed)
      } else if position(of: member.key) == nil,
        !differing.contains(where: { $0.steps.starts(with: path.steps) || path.steps.starts(with: $0.steps) })
      {
        self[member.key] = member.node
      }
    }
  }
}
