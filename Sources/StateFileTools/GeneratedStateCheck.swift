package import Diagnostics
package import Documents
import StateFiles

/// What a gateway would refuse of a state that was made of something else: faults that were there before.
package enum GeneratedStateCheck {
  /// Warns of them where they came from; what is told at a place already is not told again.
  package static func find(in document: Node, _ diagnostics: inout DiagnosticCollector) {
    // What stands for a variable has not the form that its value will have.
    if holdsExpression(document) { return }
    var found = DiagnosticCollector()
    guard var desired = StateFileLoader.load(made: [document], &found) else { return }
    let schemas = OfflineSchemas([], &found).schemas(for: desired)
    found.add(contentsOf: StateFileCheck.faults(in: &desired, schemas: schemas))
    found.add(contentsOf: FormatAdvice.find(in: desired))
    let told = Set(diagnostics.diagnostics.map(\.place))
    for fault in found.diagnostics where fault.severity == .error && !told.contains(fault.place) {
      // Consumers and their groups are in other files.
      if fault.code == "unknown-reference" { continue }
      diagnostics.warning(code: fault.code, fault.message, at: fault.place, hint: fault.hint, notes: fault.notes)
    }
  }

  private static func holdsExpression(_ node: Node) -> Bool {
    switch node.value {
    case .string(let text): text.contains("${{")
    case .array(let items): items.contains(where: holdsExpression)
    case .object(let object): object.contains { holdsExpression($0.node) }
    default: false
    }
  }
}
