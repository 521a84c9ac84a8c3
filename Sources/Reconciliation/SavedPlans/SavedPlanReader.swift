import Comparison
package import Diagnostics
import Documents
import GatewayModel
package import StateFiles

/// Reads plans that were kept.
package struct SavedPlanReader {
  private var faults = DiagnosticCollector()
  private let source: SourceID

  /// Reads a plan.
  ///
  /// - Throws: What keeps the text from being one that this program knows.
  package static func read(_ text: InputText) throws(DiagnosticError) -> SavedPlan {
    let source = SourceID(name: text.name)
    var reader = SavedPlanReader(source)
    let plan = reader.plan(try reader.checked(JSONReader.read(text.bytes, source: source)))
    if reader.faults.hasErrors { throw DiagnosticError(reader.faults.diagnostics) }
    return plan
  }

  private init(_ source: SourceID) {
    self.source = source
  }

  /// The document, if it says that it is a plan in a form that is known.
  private func checked(_ document: Node) throws(DiagnosticError) -> Node {
    let place = SourcePlace(line: 1, column: 1, source: source)
    let parts = (document["schema"]?.string ?? "").split(separator: "/").map(String.init)
    guard parts.count == 2, parts[0] == "fairlead-plan", let number = Int(parts[1]) else {
      throw DiagnosticError(
        Diagnostic(
          code: "plan-document", "this is no saved plan", at: place,
          hint: "fairlead gateway plan FILE… -o plan.json makes one"))
    }
    guard number == 1 else {
      throw DiagnosticError(
        Diagnostic(
          code: "plan-document",
          "the plan has the form \(parts.joined(separator: "/")), and this program knows \(SavedPlan.schema)",
          at: document["schema"]?.place ?? place,
          hint: "carry it out with the program that made it, or make a new plan"))
    }
    return document
  }

  private mutating func plan(_ document: Node) -> SavedPlan {
    var plan = SavedPlan()
    plan.toolVersion = text(document["tool"]?["version"], "tool.version", in: document)
    plan.verb = text(document["verb"], "verb", in: document)
    let target = document["target"] ?? .null
    plan.target.identity = text(target["id"], "target.id", in: document)
    plan.target.address = target["address"]?.string ?? plan.target.identity
    plan.target.name = target["name"]?.string
    plan.target.version = text(target["version"], "target.version", in: document)
    plan.target.edition = text(target["edition"], "target.edition", in: document)
    plan.target.workspace = target["workspace"]?.string
    plan.files = files(document["files"], "files", in: document)
    plan.base = document["base"].map { files($0, "base", in: document) } ?? []
    for member in document["flags"]?.object ?? Object() {
      let values = list(member.node, "flags.\(member.key)", in: document).map {
        text($0, "flags.\(member.key)", in: document)
      }
      plan.flags.append(SavedPlan.Flag(name: member.key, values: values))
    }
    plan.createdWorkspace = document["summary"]?["created_workspace"]?.string
    for member in document["summary"]?["kept"]?.object ?? Object() { plan.kept[member.key] = member.node.integer }
    let changes = list(document["changes"], "changes", in: document)
    for node in changes {
      if let change = change(node, of: changes.count) { plan.changes.append(change) }
    }
    return plan
  }

  private mutating func files(_ node: Node?, _ name: String, in document: Node) -> [SavedPlan.File] {
    list(node, name, in: document).map { file in
      SavedPlan.File(
        name: text(file["name"], "\(name).name", in: file), digest: text(file["sha256"], "\(name).sha256", in: file))
    }
  }

  private mutating func change(_ node: Node, of count: Int) -> SavedChange? {
    let collection = text(node["collection"], "collection", in: node)
    let word = text(node["action"], "action", in: node)
    guard let kind = EntityKind.collection(collection), let action = Change.Action(rawValue: word) else {
      report(collection.isEmpty || word.isEmpty ? nil : "there is no '\(word)' of '\(collection)'", at: node)
      return nil
    }
    var change = Change(action: action, kind: kind, label: text(node["name"], "name", in: node))
    change.detail = node["detail"]?.string
    change.id = node["id"]?.string
    change.place = place(node["place"])
    change.dependsOn = list(node["depends_on"], "depends_on", in: node).compactMap { position($0, of: count) }
    change.goesWith = node["goes_with"].flatMap { position($0, of: count) }
    change.freesValueFor = node["frees_value_for"].flatMap { position($0, of: count) }
    change.isEarly = node["early"]?.bool ?? false
    change.differences = list(node["differences"], "differences", in: node).map { difference($0) }
    if action == .create || action == .delete {
      change.drift = node["classes"]?.array?.first?.string.flatMap(DriftClass.init)
    }
    return SavedChange(shown: change, key: node["key"]?.object ?? Object())
  }

  private mutating func difference(_ node: Node) -> FieldDifference {
    var difference = FieldDifference(
      path: DocumentPath([.key(text(node["path"], "path", in: node))]), old: node["old"], new: node["new"],
      place: place(node["place"]), isSecret: node["secret"]?.bool ?? false,
      reason: node["reason_code"]?.string.flatMap(FieldDifference.Reason.init))
    difference.drift = node["class"]?.string.flatMap(DriftClass.init)
    return difference
  }

  private func place(_ node: Node?) -> SourcePlace {
    guard let file = node?["file"]?.string else { return .none }
    let (line, column) = (number(node?["line"]), number(node?["column"]))
    return line == 0 || column == 0 ? .none : SourcePlace(line: line, column: column, source: SourceID(name: file))
  }

  /// A number of a place; 0, which is none, where there is no such number. In one expression with the rest of a place, the
  /// compiler's optimiser ends with an error of its own (Swift 6.3.1).
  private func number(_ node: Node?) -> UInt32 {
    guard let number = node?.integer else { return 0 }
    return UInt32(exactly: number) ?? 0
  }

  private mutating func position(_ node: Node, of count: Int) -> Int? {
    guard let position = node.integer, (0..<count).contains(position) else {
      report("this is no position of a change", at: node)
      return nil
    }
    return position
  }

  private mutating func list(_ node: Node?, _ name: String, in owner: Node) -> [Node] {
    guard let items = node?.array else {
      report("a plan has a list '\(name)' here", at: node ?? owner)
      return []
    }
    return items
  }

  private mutating func text(_ node: Node?, _ name: String, in owner: Node) -> String {
    guard let text = node?.string else {
      report("a plan has a text '\(name)' here", at: node ?? owner)
      return ""
    }
    return text
  }

  private mutating func report(_ message: String?, at node: Node) {
    guard let message else { return }
    faults.error(code: "plan-document", message, at: node.place, hint: "the plan was changed by hand: make a new one")
  }
}
