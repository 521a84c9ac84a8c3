import Comparison
import Diagnostics
import Documents
import GatewayModel
import Reconciliation

/// The project's own JSON report.
package enum ReportDocument {
  /// The name and version of the document's form; the number grows when a reader of the former one could fail.
  package static let schema = "fairlead-report/1"

  static func render(_ report: RunReport) -> [UInt8] {
    JSONWriter.write(Node(.object(document(report))), indent: 2) + [0x0A]
  }

  private static func document(_ report: RunReport) -> Object {
    var document = Object()
    document["schema"] = Node(.string(schema))
    document["tool"] = ["name": "fairlead", "version": Node(.string(report.toolVersion))]
    document["command"] = Node(.string(report.command))
    if let gateway = report.gateway { document["gateway"] = node(gateway) }
    document["preview"] = Node(.bool(report.isPreview))
    document["result"] = Node(.string(report.result.rawValue))
    document["exit_code"] = Node(.integer(Int(report.exitCode)))
    document["summary"] = summary(report)
    document["changes"] = Node(.array(report.plan.changes.indices.map { change($0, in: report) }))
    document["diagnostics"] = Node(.array(report.diagnostics.inOrder().map(node)))
    return document
  }

  /// The numbers of a run.
  static func summary(_ report: RunReport) -> Node {
    var kept = Object()
    for name in report.plan.kept.keys.sorted() { kept[name] = Node(.integer(report.plan.kept[name] ?? 0)) }
    var summary = Object()
    summary["create"] = Node(.integer(report.count(.create)))
    summary["update"] = Node(.integer(report.count(.update)))
    summary["delete"] = Node(.integer(report.count(.delete)))
    summary["failed"] = Node(.integer(report.failed))
    summary["not_tried"] = Node(.integer(report.notTried))
    summary["kept"] = Node(.object(kept))
    if report.plan.isClassified {
      let counts = DriftClass.allCases.map {
        Object.Member(key: $0.rawValue, node: Node(.integer(report.plan.count($0))))
      }
      summary["classes"] = Node(.object(Object(counts)))
    }
    if report.isOneLoad { summary["one_load"] = true }
    if let workspace = report.createdWorkspace { summary["created_workspace"] = Node(.string(workspace)) }
    return Node(.object(summary))
  }

  /// What a change is and what became of it, without its fields.
  static func outline(_ index: Int, in report: RunReport, outcome: ExecutionResult.Outcome?) -> Object {
    let change = report.plan.changes[index]
    var object = Object()
    object["index"] = Node(.integer(report.position(of: index)))
    if let workspace = report.workspace(of: index) { object["workspace"] = Node(.string(workspace)) }
    object["action"] = Node(.string(change.action.rawValue))
    object["kind"] = Node(.string(change.kind.name))
    object["name"] = Node(.string(change.label))
    if let id = change.id { object["id"] = Node(.string(id)) }
    if change.place.isKnown { object["place"] = place(change.place) }
    if !change.classes.isEmpty {
      object["classes"] = Node(.array(change.classes.map { Node(.string($0.rawValue)) }))
    }
    switch outcome {
    case nil: object["outcome"] = "planned"
    case .done: object["outcome"] = "done"
    case .failed: object["outcome"] = "failed"
    case .notTried(let reason):
      object["outcome"] = "not_tried"
      object["reason"] = Node(.string(PlanText.words(for: reason, in: report.plan)))
    }
    return object
  }

  private static func change(_ index: Int, in report: RunReport) -> Node {
    let change = report.plan.changes[index]
    var object = outline(index, in: report, outcome: report.outcome(index))
    object["collection"] = Node(.string(change.kind.collection))
    object["depends_on"] = Node(.array(change.dependsOn.map { Node(.integer($0)) }))
    if let owner = change.goesWith { object["goes_with"] = Node(.integer(owner)) }
    if let claimant = change.freesValueFor { object["frees_value_for"] = Node(.integer(claimant)) }
    if change.action == .update { object["differences"] = Node(.array(change.differences.map(node))) }
    if let entity = ShownEntity.new(change, in: report.plan, report.schemas) {
      object["body"] = Node(.object(entity.body))
      object["masked"] = Node(.array(entity.masked.map { Node(.string($0)) }))
    }
    return Node(.object(object))
  }

  private static func node(_ difference: FieldDifference) -> Node {
    var object = Object()
    object["path"] = Node(.string("\(difference.path)"))
    object["old"] = difference.old ?? .null
    object["new"] = difference.new ?? .null
    if difference.isSecret { object["secret"] = true }
    if let reason = difference.reason {
      object["reason"] = Node(.string(reason.words))
      object["reason_code"] = Node(.string(reason.rawValue))
    }
    if let drift = difference.drift { object["class"] = Node(.string(drift.rawValue)) }
    if difference.place.isKnown { object["place"] = place(difference.place) }
    return Node(.object(object))
  }

  private static func node(_ gateway: RunReport.Gateway) -> Node {
    var object = Object()
    object["address"] = Node(.string(gateway.address))
    if let version = gateway.version { object["version"] = Node(.string(version)) }
    if let edition = gateway.edition { object["edition"] = Node(.string(edition)) }
    if let workspace = gateway.workspace { object["workspace"] = Node(.string(workspace)) }
    return Node(.object(object))
  }

  /// A diagnostic as an object.
  static func node(_ diagnostic: Diagnostic) -> Node {
    var object = Object()
    object["severity"] = Node(.string(diagnostic.severity.rawValue))
    object["code"] = Node(.string(diagnostic.code))
    object["message"] = Node(.string(diagnostic.message))
    if diagnostic.place.isKnown { object["place"] = place(diagnostic.place) }
    if let hint = diagnostic.hint { object["hint"] = Node(.string(hint)) }
    if !diagnostic.notes.isEmpty {
      object["notes"] = Node(
        .array(
          diagnostic.notes.map { note in
            var object = Object()
            object["message"] = Node(.string(note.message))
            if note.place.isKnown { object["place"] = place(note.place) }
            return Node(.object(object))
          }))
    }
    return Node(.object(object))
  }

  private static func place(_ place: SourcePlace) -> Node {
    [
      "file": Node(.string(place.source.name)), "line": Node(.integer(Int(place.line))),
      "column": Node(.integer(Int(place.column))),
    ]
  }
}
