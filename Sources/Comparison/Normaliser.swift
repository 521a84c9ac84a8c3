package import Diagnostics
package import Documents
package import GatewaySchemas

/// Brings what a file says into the one form that is compared and sent.
///
/// Shorthand names become the fields they stand for, and a word such as `yes` becomes a boolean where the schema wants
/// one. What is in that form already is passed over without a copy.
package struct Normaliser {
  /// What was noticed on the way.
  package var diagnostics = DiagnosticCollector()

  private static let truths: [String: Bool] = [
    "yes": true, "y": true, "on": true, "no": false, "n": false, "off": false,
  ]

  /// Makes a normaliser.
  package init() {}

  /// Normalises the fields of a record in place; returns whether anything was changed.
  @discardableResult
  package mutating func normalise(_ object: inout Object, record: RecordSchema) -> Bool {
    var changed = expandShorthands(&object, record)
    for field in record.formedFields {
      guard var node = object[field.name], normalise(&node, field: field) else { continue }
      object[field.name] = node
      changed = true
    }
    return changed
  }

  /// Returns whether the node was changed.
  private mutating func normalise(_ node: inout Node, field: SchemaField) -> Bool {
    switch (node.value, field.type) {
    case (.string(let word), .boolean):
      guard let truth = Normaliser.truths[word.lowercased()] else { return false }
      diagnostics.warning(
        code: "boolean-word", "'\(word)' is taken for \(truth): '\(field.name)' is a boolean", at: node.place,
        hint: "write \(truth)")
      node.value = .bool(truth)
      return true
    case (.integer(let number), .number), (.integer(let number), .integer):
      if number.magnitude > 1 << 53 { warnOfRounding(node, field) }
      return false
    case (.decimal(let number), .number), (.decimal(let number), .integer):
      if number.double != GatewayNumber.rounded(number.double) { warnOfRounding(node, field) }
      return false
    case (.object(let object), .record):
      guard let record = field.record else { return false }
      var copy = object
      guard normalise(&copy, record: record) else { return false }
      node.value = .object(copy)
      return true
    case (.array(var items), .array), (.array(var items), .set):
      guard let elements = field.elements, elements.takesForm else { return false }
      var changed = false
      for index in items.indices where normalise(&items[index], field: elements) { changed = true }
      if changed { node.value = .array(items) }
      return changed
    default:
      return false
    }
  }

  private mutating func warnOfRounding(_ node: Node, _ field: SchemaField) {
    diagnostics.warning(
      code: "inexact-number", "the gateway cannot hold the number of '\(field.name)' exactly", at: node.place,
      hint: "it keeps 14 significant digits, and whole numbers up to 2^53")
  }

  /// Moves each shorthand's value to the fields it stands for; where both are given, the new name wins.
  private mutating func expandShorthands(_ object: inout Object, _ record: RecordSchema) -> Bool {
    var changed = false
    for shorthand in record.shorthands where !shorthand.replacements.isEmpty {
      guard let member = object.member(shorthand.field.name) else { continue }
      object.removeValue(forKey: member.key)
      changed = true
      for path in shorthand.replacements {
        Normaliser.set(&object, path[...], to: member.node)
      }
    }
    return changed
  }

  private static func set(_ object: inout Object, _ path: ArraySlice<String>, to node: Node) {
    guard let key = path.first else { return }
    if path.count == 1 {
      if object[key]?.isNull ?? true { object[key] = node }
      return
    }
    switch object[key]?.value {
    case nil, .null:
      var inner = Object()
      set(&inner, path.dropFirst(), to: node)
      object[key] = Node(.object(inner), at: node.place)
    case .object(var inner):
      set(&inner, path.dropFirst(), to: node)
      object[key]?.value = .object(inner)
    default:
      break
    }
  }
}
