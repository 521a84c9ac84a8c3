import Diagnostics
import Documents
import OpenAPI

/// Reads the `x-kong-…` fields of a document.
struct ExtensionReader {
  /// What is wrong with them.
  var diagnostics = DiagnosticCollector()
  private let shared: Object

  /// Takes a document's `components.x-kong`, to which fields may refer.
  init(_ document: APIDocument) {
    let node = document.components["x-kong"]
    self.shared = node?.object ?? Object()
    if let node, node.object == nil {
      diagnostics.error(
        code: "odd-extension", "'components.x-kong' must be a mapping, not \(node.value.kindDescription)",
        at: node.place)
    }
  }

  /// The mapping that a field holds or refers to; nil where the field is missing.
  mutating func object(_ key: String, in fields: Object) -> Object? {
    fields[key].flatMap { object($0, key) }
  }

  /// The mapping that a value is or refers to.
  mutating func object(_ node: Node, _ key: String) -> Object? {
    guard let object = node.object else {
      diagnostics.error(
        code: "odd-extension", "'\(key)' must be a mapping, not \(node.value.kindDescription)", at: node.place)
      return nil
    }
    guard let reference = object["$ref"] else { return object }
    return target(of: reference)
  }

  private mutating func target(of reference: Node) -> Object? {
    let prefix = "#/components/x-kong/"
    guard let text = reference.string else {
      diagnostics.error(code: "odd-extension", "'$ref' must be a text", at: reference.place)
      return nil
    }
    guard text.hasPrefix(prefix) else {
      diagnostics.error(
        code: "odd-extension", "'\(text)' is no reference for an extension: it must begin with \(prefix)",
        at: reference.place)
      return nil
    }
    var object = shared
    for step in text.dropFirst(prefix.count).split(separator: "/", omittingEmptySubsequences: false) {
      guard let next = object[String(step)] else {
        diagnostics.error(
          code: "unknown-reference", "'\(text)' leads nowhere: '\(step)' is not there", at: reference.place,
          hint: NearestName.find(String(step), among: object.keys).map { "did you mean '\($0)'?" })
        return nil
      }
      guard let inner = next.object else {
        diagnostics.error(
          code: "odd-extension", "'\(text)' must lead to a mapping, but '\(step)' is \(next.value.kindDescription)",
          at: reference.place, notes: [Diagnostic.Note("'\(step)'", at: next.place)])
        return nil
      }
      object = inner
    }
    return object
  }

  /// A text; numbers count as such.
  mutating func text(_ key: String, in fields: Object) -> String? {
    guard let node = fields[key], !node.isNull else { return nil }
    if node.plainText == nil {
      diagnostics.warning(
        code: "odd-extension", "'\(key)' must be a text, not \(node.value.kindDescription): it is passed over",
        at: node.place)
    }
    return node.nonEmptyText
  }

  /// A list of texts; nil where the field is missing.
  mutating func texts(_ key: String, in fields: Object) -> [String]? {
    guard let node = fields[key], !node.isNull else { return nil }
    guard let items = node.array, items.allSatisfy({ $0.string != nil }) else {
      diagnostics.error(code: "odd-extension", "'\(key)' must be a list of texts", at: node.place)
      return nil
    }
    return items.compactMap(\.string)
  }
}
