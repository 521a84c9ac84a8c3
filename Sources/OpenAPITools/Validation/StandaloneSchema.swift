import Diagnostics
import Documents
import OpenAPI

/// A schema of a document as one that stands alone: what it refers to comes along as its `definitions`.
struct StandaloneSchema {
  private let document: APIDocument
  private var names: [ReferenceAddress: String] = [:]
  private var waiting: [ReferenceAddress] = []
  private var definitions = Object()

  /// Takes a schema out of a document.
  static func schema(_ node: Node, of document: APIDocument, _ diagnostics: inout DiagnosticCollector) -> Node? {
    guard node.object != nil else { return nil }
    var text = StandaloneSchema(document)
    guard var root = text.converted(node, &diagnostics).object else { return nil }
    while let address = text.waiting.popLast() {
      guard let name = text.names[address], let target = document.references.node(at: address) else { continue }
      text.definitions[name] = text.converted(target, &diagnostics)
    }
    if !text.definitions.isEmpty { root["definitions"] = Node(.object(text.definitions)) }
    return Node(.object(root), at: node.place)
  }

  private init(_ document: APIDocument) {
    self.document = document
  }

  private mutating func converted(_ node: Node, _ diagnostics: inout DiagnosticCollector) -> Node {
    guard let object = node.object else { return node }
    if let address = document.references.address(of: node) { return reference(to: address) }
    var result = Object()
    for member in object {
      guard SchemaKeywords.isKnown(member.key) else {
        diagnostics.warning(
          code: "unknown-keyword", "'\(member.key)' is no keyword of schemas: it is left out", at: member.keyPlace,
          hint: NearestName.find(member.key, among: SchemaKeywords.plain.sorted()).map { "did you mean '\($0)'?" })
        continue
      }
      guard let value = value(member, &diagnostics) else { continue }
      result.append(Object.Member(key: member.key, node: value))
    }
    return Node(.object(result), at: node.place)
  }

  private mutating func value(_ member: Object.Member, _ diagnostics: inout DiagnosticCollector) -> Node? {
    let (key, node) = (member.key, member.node)
    switch node.value {
    case .null where !SchemaKeywords.nullable.contains(key) && !key.hasPrefix("x-"): return nil
    case .object(let object) where SchemaKeywords.map.contains(key):
      var result = Object()
      for child in object { result.append(Object.Member(key: child.key, node: converted(child.node, &diagnostics))) }
      return Node(.object(result))
    case .object where SchemaKeywords.schema.contains(key): return converted(node, &diagnostics)
    case .array(let items) where SchemaKeywords.list.contains(key):
      return items.isEmpty ? nil : Node(.array(items.map { converted($0, &diagnostics) }))
    case .array(let items) where key == "type" && items.count == 1: return items[0]
    case .array(let items) where items.isEmpty && SchemaKeywords.plain.contains(key): return nonEmpty(key, node)
    case .bool(false) where SchemaKeywords.switches.contains(key): return nil
    case .string("") where SchemaKeywords.plain.contains(key): return nonEmpty(key, node)
    case .integer(0) where key == "multipleOf": return nil
    default: return PlainNumbers.of(node)
    }
  }

  /// An empty value says something only where any value may stand.
  private func nonEmpty(_ key: String, _ node: Node) -> Node? {
    SchemaKeywords.nullable.contains(key) ? node : nil
  }

  private mutating func reference(to address: ReferenceAddress) -> Node {
    let name: String
    if let known = names[address] {
      name = known
    } else {
      name = freeName(for: address)
      names[address] = name
      waiting.append(address)
    }
    let escaped = name.replacing("~", with: "~0").replacing("/", with: "~1")
    return ["$ref": Node(.string("#/definitions/\(escaped)"))]
  }

  /// Schemas of the document keep their names; what stands elsewhere gets one that none of those has.
  private func freeName(for address: ReferenceAddress) -> String {
    let own = document.components["schemas"]?.object ?? Object()
    let isOwn = address.source == document.source && address.tokens.count == 3
    if isOwn, address.tokens.prefix(2) == ["components", "schemas"] { return address.name }
    let taken = Set(names.values)
    if own[address.name] == nil, !taken.contains(address.name) { return address.name }
    var number = 2
    while own["\(address.name)_\(number)"] != nil || taken.contains("\(address.name)_\(number)") { number += 1 }
    return "\(address.name)_\(number)"
  }
}
