import Documents
package import Reconciliation

/// Events of a run, one JSON document a line.
package enum EventLines {
  /// The beginning of a run.
  package static func start(_ report: RunReport) -> [UInt8] {
    var object: Object = Object([
      .init(key: "event", node: "start"), .init(key: "schema", node: "fairlead-events/1"),
      .init(key: "command", node: Node(.string(report.command))),
      .init(key: "preview", node: Node(.bool(report.isPreview))),
      .init(key: "changes", node: Node(.integer(report.plan.changes.count))),
    ])
    if let workspace = report.part?.workspace { object["workspace"] = Node(.string(workspace)) }
    return line(Node(.object(object)))
  }

  /// A change and what became of it; nil for one that is only planned.
  package static func change(_ index: Int, _ outcome: ExecutionResult.Outcome?, in report: RunReport) -> [UInt8] {
    var object: Object = Object([.init(key: "event", node: "change")])
    for member in ReportDocument.outline(index, in: report, outcome: outcome) { object.append(member) }
    return line(Node(.object(object)))
  }

  /// The end of a run.
  package static func end(_ report: RunReport) -> [UInt8] {
    let diagnostics = report.diagnostics.inOrder().flatMap { diagnostic in
      line(["event": "diagnostic", "diagnostic": ReportDocument.node(diagnostic)])
    }
    return diagnostics
      + line([
        "event": "end", "result": Node(.string(report.result.rawValue)),
        "exit_code": Node(.integer(Int(report.exitCode))), "summary": ReportDocument.summary(report),
      ])
  }

  static func render(_ report: RunReport) -> [UInt8] {
    start(report) + report.plan.changes.indices.flatMap { change($0, report.outcome($0), in: report) } + end(report)
  }

  private static func line(_ node: Node) -> [UInt8] { JSONWriter.write(node) + [0x0A] }
}
