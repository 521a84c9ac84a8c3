import Diagnostics
import Documents
import OpenAPI

/// The schemas of a tool's parameters and bodies: what an MCP client can use of them, references replaced by what they lead to.
struct ToolSchemas {
  /// No schema may be nested deeper: readers of state files have limits too.
  static let maximumDepth = 80
  /// All schemas of a document together may have so many parts: references can repeat a schema without end.
  static let maximumParts = 500_000

  private let document: APIDocument
  private var parts = 0
  private var depth = 0
  private var way: [ReferenceAddress] = []
  private var told: Set<SourcePlace> = []

  init(_ document: APIDocument) {
    self.document = document
  }

  /// The parameters of an operation, then those of its path whose names it does not have.
  mutating func parameters(
    of operation: Operation, _ item: PathItem, _ diagnostics: inout DiagnosticCollector
  ) -> [Node] {
    let names = Set(operation.parameters.map(\.name))
    return (operation.parameters + item.parameters.filter { !names.contains($0.name) }).map { parameter in
      var entry = Object()
      entry["name"] = Node(.string(parameter.name))
      entry["in"] = Node(.string(parameter.location))
      entry["required"] = Node(.bool(parameter.isRequired))
      if let summary = parameter.summary { entry["description"] = Node(.string(summary)) }
      if let schema = parameter.schema { entry["schema"] = self.schema(schema, &diagnostics) }
      return Node(.object(entry))
    }
  }

  /// A body with all its media types.
  mutating func body(_ body: RequestBody, _ diagnostics: inout DiagnosticCollector) -> Node {
    var contents = Object()
    for content in body.contents {
      var entry = Object()
      if let schema = content.schema { entry["schema"] = self.schema(schema, &diagnostics) }
      contents[content.mediaType] = Node(.object(entry))
    }
    var result = Object()
    if let isRequired = body.isRequired { result["required"] = Node(.bool(isRequired)) }
    result["content"] = Node(.object(contents))
    return Node(.object(result))
  }

  private mutating func schema(_ node: Node, _ diagnostics: inout DiagnosticCollector) -> Node {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      diagnostics.error(
        code: "too-large", "the schema is nested more than \(Self.maximumDepth) deep", at: node.place,
        hint: "leave the operation out with x-kong-mcp-exclude: true")
      return Node(.object(Object()))
    }
    parts += 1
    guard parts <= Self.maximumParts else {
      if parts == Self.maximumParts + 1 {
        diagnostics.error(
          code: "too-large", "the schemas of all tools have more than \(Self.maximumParts) parts", at: node.place,
          hint: "leave operations out with x-kong-mcp-exclude: true")
      }
      return Node(.object(Object()))
    }
    guard let address = document.references.address(of: node) else { return members(of: node, &diagnostics) }
    if let start = way.firstIndex(of: address) {
      let place = node.object?["$ref"]?.place ?? node.place
      // There may be many ways to one reference.
      guard told.insert(place).inserted else { return Node(.object(Object())) }
      let circle = (way[start...] + [address]).map(\.name).joined(separator: " -> ")
      diagnostics.error(
        code: "circular-reference", "a tool cannot have a schema that contains itself: \(circle)",
        at: place, hint: "leave the operation out with x-kong-mcp-exclude: true")
      return Node(.object(Object()))
    }
    guard let target = document.references.node(at: address) else { return Node(.object(Object())) }
    way.append(address)
    defer { way.removeLast() }
    return schema(target, &diagnostics)
  }

  private mutating func members(of node: Node, _ diagnostics: inout DiagnosticCollector) -> Node {
    guard let object = node.object else { return node }
    var result = Object()
    for member in object {
      let (key, value) = (member.key, member.node)
      switch value.value {
      case .array(let items) where SchemaKeywords.list.contains(key):
        if !items.isEmpty { result[key] = Node(.array(items.map { schema($0, &diagnostics) })) }
      case .object(let children) where SchemaKeywords.map.contains(key):
        var schemas = Object()
        for child in children { schemas.append(Object.Member(key: child.key, node: schema(child.node, &diagnostics))) }
        result[key] = Node(.object(schemas))
      case .object where SchemaKeywords.schema.contains(key): result[key] = schema(value, &diagnostics)
      default: if ToolKeywords.isKept(key, value) { result[key] = PlainNumbers.of(value) }
      }
    }
    return Node(.object(ToolKeywords.asJSONSchema(result)))
  }
}
