package import Diagnostics
package import Documents
import GatewayModel

/// Holds a document against shapes.
package struct ShapeCheck {
  /// How exactly a document keeps to its shape.
  package enum Manner: Sendable {
    /// An unknown key, a null and a value of another form are errors.
    case strict
    /// An unknown key is a warning, a null is nothing, and a number where a text is wanted is its text.
    case lenient
  }

  private let shapes: [String: DocumentShape]
  private let manner: Manner
  private var diagnostics: DiagnosticCollector

  /// Checks a document and brings it into the form that its shape says, as far as the manner allows.
  ///
  /// - Parameters:
  ///   - node: The document.
  ///   - name: The shape that it has.
  ///   - shapes: All shapes by their names.
  ///   - diagnostics: Receives what is wrong, each fault at its place.
  package static func settle(
    _ node: Node, as name: String, of shapes: [String: DocumentShape], _ manner: Manner,
    _ diagnostics: inout DiagnosticCollector
  ) -> Node {
    var check = ShapeCheck(shapes: shapes, manner: manner, diagnostics: diagnostics)
    let settled = check.settled(node, .shape(name), DocumentPath())
    diagnostics = check.diagnostics
    return settled
  }

  private mutating func settled(_ node: Node, _ form: DocumentShape.Form, _ path: DocumentPath) -> Node {
    var node = node
    switch (form, node.value) {
    case (.named(let form), _):
      return settled(node, form, path)
    case (.anything, _), (.text, .string), (.integer, .integer), (.number, .integer), (.number, .decimal),
      (.boolean, .bool), (.mapping, .object):
      break
    case (.integer, .decimal(let number)) where Int(exactly: number.double) != nil:
      node.value = Int(exactly: number.double).map { .integer($0) } ?? node.value
    case (.list(let item), .array(let items)):
      node.value = .array(items.enumerated().map { settled($1, item, path.appending($0)) })
    case (.map(let value), .object(let object)):
      node.value = .object(object.mapNodes { settled($1, value, path.appending($0)) })
    case (.shape(let name), .object(let object)):
      node.value = .object(settled(object, shapes[name] ?? DocumentShape([:], isOpen: true), path, at: node))
    default:
      if manner == .lenient, let value = ShapeCheck.value(node, as: form) {
        node.value = value
      } else {
        let whole = path.steps.isEmpty ? "the document" : "'\(path)'"
        diagnostics.error(
          code: "wrong-type", "\(whole) is \(form.description), not \(node.value.kindDescription)", at: node.place,
          hint: form.hint(for: node.value))
      }
    }
    return node
  }

  private mutating func settled(
    _ object: Object, _ shape: DocumentShape, _ path: DocumentPath, at node: Node
  ) -> Object {
    var members: [Object.Member] = []
    for var member in object {
      guard let form = shape.fields[member.key] else {
        if !shape.isOpen { reportUnknown(member, shape, path) }
        if shape.isOpen || manner == .lenient { members.append(member) }
        continue
      }
      if manner == .lenient, member.node.isNull { continue }
      member.node = settled(member.node, form, path.appending(member.key))
      members.append(member)
    }
    for needed in shape.needs where !needed.contains(where: { key in members.contains { $0.key == key } }) {
      let names = needed.map { "'\($0)'" }.joined(separator: " or ")
      let whole = path.steps.isEmpty ? "the document" : "'\(path)'"
      diagnostics.error(code: "missing-field", "\(whole) needs \(names)", at: node.place)
    }
    return Object(members)
  }

  private mutating func reportUnknown(_ member: Object.Member, _ shape: DocumentShape, _ path: DocumentPath) {
    let known = shape.fields.keys.sorted()
    let nearest = NearestName.find(member.key, among: known)
    diagnostics.add(
      Diagnostic(
        manner == .strict ? .error : .warning, code: "unknown-key",
        "unknown key '\(path.appending(member.key))'", at: member.keyPlace,
        hint: nearest.map { "did you mean '\($0)'?" } ?? "known here: \(known.joined(separator: ", "))"))
  }

  /// The value in another form, where it cannot mean anything else.
  private static func value(_ node: Node, as form: DocumentShape.Form) -> Value? {
    switch (form, node.value) {
    case (.text, .integer(let number)): return .string(String(number))
    case (.text, .decimal(let number)): return .string(number.text)
    case (.text, .bool(let truth)): return .string(truth ? "true" : "false")
    case (.boolean, .string(let word)):
      switch word.lowercased() {
      case "yes", "on", "y": return .bool(true)
      case "no", "off", "n": return .bool(false)
      default: return nil
      }
    default: return nil
    }
  }
}
