public import Diagnostics
public import Documents
public import GatewaySchemas

/// Brings what a file says into the one form that is compared and sent.
///
/// Shorthand names become the fields they stand for, and a word such as `yes` becomes a boolean where the schema wants
/// one. What is in that form already is passed over without a copy.
public struct Normaliser {
  /// What was noticed on the way.
  public var diagnostics = DiagnosticCollector()

  private static let truths: [String: Bool] = [
    "yes": true, "y": true, "on": true, "no": false, "n": false, "off": false,
  ]

  /// The boolean that a word is taken for; nil for any other word.
  public static func truth(of word: String) -> Bool? { truths[word.lowercased()] }

  /// Makes a normaliser.
  public init() {}

  /// Normalises the fields of a record in place; returns whether anything was changed.
  @discardableResult
  public mutating func normalise(_ object: inout Object, record: RecordSchema) -> Bool {
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
      guard let truth = Normaliser.truth(of: word) else { return false }
      diagnostics.warning(
        code: "boolean-word", "'\(word)' is taken for \(truth): '\(field.name)' is a boolean", at: node.place,
        hint: "write \(truth)")
      node.value = .bool(truth)
      return true
    case (.integer(let number), .number), (.integer(let number), .integer):
      // Up to 14 digits pass unseen: hardly any number is looked at twice.
      if number.magnitude >= 100_000_000_000_000,
        GatewayNumber.rounded(Double(number)) != Double(number)
          || number.magnitude > 1 << 53
      {
        warnOfRounding(node, field)
      }
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
      hint: "it keeps 14 significant digits")
  }

  /// Notices that the gateway will store something else than what is written.
  public mutating func warn(of member: Object.Member, storedAs value: String) {
    diagnostics.warning(
      code: "stored-otherwise", "the gateway stores '\(member.key)' as '\(value)', whatever is written here",
      at: member.node.place, hint: "write \(value): 'algorithm' and 'hash_on' settle each other")
  }

  /// Moves each shorthand's value to the fields it stands for. Where both are given they must agree, as the gateway asks.
  private mutating func expandShorthands(_ object: inout Object, _ record: RecordSchema) -> Bool {
    var changed = false
    for shorthand in record.shorthands where !shorthand.replacements.isEmpty {
      guard let member = object.member(shorthand.field.name) else { continue }
      if shorthand.isDeprecated { judge(member, shorthand, object) }
      object.removeValue(forKey: member.key)
      changed = true
      for path in shorthand.replacements {
        Normaliser.set(&object, path[...], to: shorthand.stored(member.node))
      }
    }
    return changed
  }

  private mutating func judge(_ member: Object.Member, _ shorthand: ShorthandField, _ object: Object) {
    guard !member.node.isNull else { return }
    for path in shorthand.replacements {
      guard let current = object.value(at: path), !current.isNull else { continue }
      let names = "'\(member.key)' and '\(path.joined(separator: "."))'"
      if LuaNumber.same(current, member.node) {
        diagnostics.warning(
          code: "two-names", "\(names) are two names of one field: one is enough", at: member.keyPlace,
          hint: "take '\(member.key)' out, which is the older name")
      } else {
        diagnostics.error(
          code: "two-names", "\(names) are two names of one field, and their values differ", at: member.keyPlace,
          hint: "take '\(member.key)' out, which is the older name",
          notes: [Diagnostic.Note("the other value", at: current.place)])
      }
    }
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
