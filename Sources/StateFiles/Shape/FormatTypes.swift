import Comparison
package import Diagnostics
import Documents

/// The types that the format has for the values of state files, whatever a gateway would make of them.
///
/// Unknown keys are for others to tell. A null says nothing, and what a variable gave has its type from there.
package struct FormatTypes {
  /// What is held against the format.
  package enum Extent: Sendable {
    /// The values.
    case values
    /// The values, and whether an entry has the fields that it cannot be without.
    case valuesAndFields
  }

  private let extent: Extent
  private let shapes = StateFileShape.all
  private var path: [DocumentPath.Step] = []
  private var found: [Diagnostic] = []

  private init(extent: Extent) {
    self.extent = extent
  }

  /// What is not as the format has it.
  static func faults(in documents: [Node], _ extent: Extent) -> [Diagnostic] {
    var types = FormatTypes(extent: extent)
    for document in documents where document.object != nil { types.check(document, .shape("file")) }
    return types.found
  }

  /// Adds faults to others, but for a missing field where one of the same entry is missed already.
  static func add(_ faults: [Diagnostic], to diagnostics: inout DiagnosticCollector) {
    guard !faults.isEmpty else { return }
    let missed = Set(diagnostics.diagnostics.lazy.filter { $0.code == "missing-field" }.map(\.place))
    diagnostics.add(contentsOf: faults.filter { $0.code != "missing-field" || !missed.contains($0.place) })
  }

  /// The diagnostics without those that the format's types add to what is told of a value anyway.
  package static func toldOnce(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var told: Set<SourcePlace> = []
    var types: Set<SourcePlace> = []
    for fault in diagnostics where fault.severity == .error && fault.code != code { told.insert(fault.place.written) }
    return diagnostics.filter { fault in
      guard fault.code == code, fault.place.isKnown else { return true }
      return !told.contains(fault.place.written) && types.insert(fault.place.written).inserted
    }
  }

  private static let code = "wrong-type"

  private mutating func check(_ node: Node, _ form: DocumentShape.Form) {
    if node.place.origin.isEnvironment { return }
    switch (form, node.value) {
    case (.named(let form), .object):
      if case .shape = form { check(node, form) }
    case (.named, .string), (.anything, _), (.text, .string), (.integer, .integer), (.number, .integer),
      (.number, .decimal), (.boolean, .bool), (.mapping, .object):
      break
    case (.integer, .decimal(let number)) where Int(exactly: number.double) != nil: break
    // A word that means a boolean is read as one.
    case (.boolean, .string(let word)) where Normaliser.truth(of: word) != nil: break
    case (.list(let item), .array(let items)):
      for (index, node) in items.enumerated() {
        path.append(.index(index))
        check(node, item)
        path.removeLast()
      }
    case (.map(let value), .object(let object)):
      for member in object { check(member, value) }
    case (.shape(let name), .object(let object)):
      guard let shape = shapes[name] else { return }
      for member in object {
        if let form = shape.fields[member.key] { check(member, form) }
      }
      if extent == .valuesAndFields { requireFields(of: shape, in: object, at: node.place) }
    default:
      found.append(
        Diagnostic(
          code: FormatTypes.code, "\(whole) is \(form.description), not \(node.value.kindDescription)", at: node.place,
          hint: form.hint(for: node.value)))
    }
  }

  private mutating func check(_ member: Object.Member, _ form: DocumentShape.Form) {
    guard !member.node.isNull else { return }
    path.append(.key(member.key))
    check(member.node, form)
    path.removeLast()
  }

  private mutating func requireFields(of shape: DocumentShape, in object: Object, at place: SourcePlace) {
    for needed in shape.needs where !needed.contains(where: { object[$0] != nil }) {
      // A key that a variable gave may be the one.
      if object.contains(where: { $0.keyPlace.origin.isEnvironment }) { continue }
      let names = needed.map { "'\($0)'" }.joined(separator: " or ")
      found.append(Diagnostic(code: "missing-field", "\(whole) needs \(names)", at: place))
    }
  }

  private var whole: String { path.isEmpty ? "the document" : "'\(DocumentPath(path))'" }
}

extension SourcePlace {
  /// The spot of the text, whatever the value there was made from.
  fileprivate var written: SourcePlace { SourcePlace(line: line, column: column, source: source) }
}
