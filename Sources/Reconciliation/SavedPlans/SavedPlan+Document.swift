import Comparison
import Diagnostics
import Documents
import GatewayModel

extension SavedPlan {
  /// The plan as a file has it.
  package var bytes: [UInt8] {
    let changes = changes
    var writer = MappingWriter(.json(.spaces(2)))
    for member in head { writer.add(member.key, member.node) }
    // A plan of all that a gateway is to hold is long: its tree would be several times as large as the text.
    for (index, change) in changes.enumerated() { writer.add(item: change.document(at: index), to: "changes") }
    if changes.isEmpty { writer.add("changes", []) }
    writer.end()
    return writer.take()
  }

  /// All but the changes.
  private var head: Object {
    var document = Object()
    document["schema"] = Node(.string(SavedPlan.schema))
    document["tool"] = ["name": "fairlead", "version": Node(.string(toolVersion))]
    document["verb"] = Node(.string(verb))
    document["target"] = target.document
    document["files"] = Node(.array(files.map(\.document)))
    if !base.isEmpty { document["base"] = Node(.array(base.map(\.document))) }
    document["flags"] = Node(
      .object(
        Object(
          flags.map { flag in
            let values = flag.values.map { Node(.string($0)) }
            return Object.Member(key: flag.name, node: Node(.array(values)))
          })))
    document["summary"] = summary
    return document
  }

  private var summary: Node {
    var summary = Object()
    for action in Change.Action.allCases where action != .free || count(.free) > 0 {
      summary[action.rawValue] = Node(.integer(count(action)))
    }
    if isClassified {
      let counts = DriftClass.allCases.map { Object.Member(key: $0.rawValue, node: Node(.integer(count($0)))) }
      summary["classes"] = Node(.object(Object(counts)))
    }
    if !kept.isEmpty {
      let counts = kept.keys.sorted().map { Object.Member(key: $0, node: Node(.integer(kept[$0] ?? 0))) }
      summary["kept"] = Node(.object(Object(counts)))
    }
    if let createdWorkspace { summary["created_workspace"] = Node(.string(createdWorkspace)) }
    return Node(.object(summary))
  }
}

extension SavedPlan.Target {
  fileprivate var document: Node {
    var object: Object = ["id": Node(.string(identity)), "address": Node(.string(address))]
    if let name { object["name"] = Node(.string(name)) }
    object["version"] = Node(.string(version))
    object["edition"] = Node(.string(edition))
    if let workspace { object["workspace"] = Node(.string(workspace)) }
    return Node(.object(object))
  }
}

extension SavedPlan.File {
  fileprivate var document: Node { ["name": Node(.string(name)), "sha256": Node(.string(digest))] }
}

extension SavedChange {
  fileprivate func document(at index: Int) -> Node {
    var object: Object = ["index": Node(.integer(index)), "action": Node(.string(shown.action.rawValue))]
    object["kind"] = Node(.string(shown.kind.name))
    object["collection"] = Node(.string(shown.kind.collection))
    object["name"] = Node(.string(shown.label))
    if let detail = shown.detail { object["detail"] = Node(.string(detail)) }
    object["key"] = Node(.object(key))
    if let id = shown.id { object["id"] = Node(.string(id)) }
    if shown.place.isKnown { object["place"] = SavedChange.document(shown.place) }
    object["reason"] = Node(.string(reason))
    if !shown.classes.isEmpty {
      object["classes"] = Node(.array(shown.classes.map { Node(.string($0.rawValue)) }))
    }
    object["depends_on"] = Node(.array(shown.dependsOn.map { Node(.integer($0)) }))
    if let owner = shown.goesWith { object["goes_with"] = Node(.integer(owner)) }
    if let claimant = shown.freesValueFor { object["frees_value_for"] = Node(.integer(claimant)) }
    if shown.isEarly { object["early"] = true }
    object["differences"] = Node(.array(shown.differences.map(SavedChange.document)))
    return Node(.object(object))
  }

  /// Why the change is to be made.
  package var reason: String {
    switch shown.action {
    case .create: "the gateway does not have it"
    case .update: "the gateway has it with other fields"
    case .free: "another entity needs a value that it holds"
    case .delete where shown.goesWith != nil: "it goes with its owner"
    case .delete:
      shown.freesValueFor == nil ? "no file has it" : "no file has it, and another entity needs a value of it"
    }
  }

  private static func document(_ difference: FieldDifference) -> Node {
    var object: Object = ["path": Node(.string("\(difference.path)"))]
    if let old = difference.old { object["old"] = old }
    if let new = difference.new { object["new"] = new }
    if difference.isSecret { object["secret"] = true }
    if let reason = difference.reason { object["reason_code"] = Node(.string(reason.rawValue)) }
    if let drift = difference.drift { object["class"] = Node(.string(drift.rawValue)) }
    if difference.place.isKnown { object["place"] = document(difference.place) }
    return Node(.object(object))
  }

  private static func document(_ place: SourcePlace) -> Node {
    [
      "file": Node(.string(place.source.name)), "line": Node(.integer(Int(place.line))),
      "column": Node(.integer(Int(place.column))),
    ]
  }
}
