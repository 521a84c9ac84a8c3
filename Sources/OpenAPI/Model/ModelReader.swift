import Diagnostics
import Documents

/// Makes values of the parts of a document, and tells what is none.
struct ModelReader {
  let references: ReferenceTable
  private(set) var diagnostics = DiagnosticCollector()

  init(references: ReferenceTable) {
    self.references = references
  }

  /// The operations of OpenAPI 3.0, and `query` of 3.2.
  private static let methods = ["delete", "get", "head", "options", "patch", "post", "put", "query", "trace"]
  /// Where parameters may stand.
  private static let locations = ["cookie", "header", "path", "query"]

  mutating func paths(_ node: Node?) -> [PathItem] {
    guard let object = mapping(node, "paths") else { return [] }
    return object.sorted().compactMap { member in
      guard !member.key.hasPrefix("x-") else { return nil }
      if !member.key.hasPrefix("/") {
        diagnostics.warning(
          code: "odd-path", "the path '\(member.key)' does not begin with a slash: no request will match it",
          at: member.keyPlace)
      }
      return pathItem(member)
    }
  }

  private mutating func pathItem(_ member: Object.Member) -> PathItem? {
    let node = references.resolved(member.node)
    guard var fields = mapping(node, "the path '\(member.key)'") else { return nil }
    // What stands beside a reference adds to what it leads to.
    for own in member.node.object ?? Object() where own.key != "$ref" { fields[own.key] = own.node }
    var operations: [Operation] = []
    for method in Self.methods {
      guard let operation = fields.member(method) else { continue }
      self.operation(operation, method).map { operations.append($0) }
    }
    for further in mapping(fields["additionalOperations"], "'additionalOperations'") ?? Object() {
      self.operation(further, further.key.lowercased()).map { operations.append($0) }
    }
    return PathItem(
      path: member.key, place: member.keyPlace.isKnown ? member.keyPlace : member.node.place, fields: fields,
      servers: servers(fields["servers"]), parameters: parameters(fields["parameters"]),
      operations: operations.sorted { $0.method.precedesInBytes($1.method) })
  }

  private mutating func operation(_ member: Object.Member, _ method: String) -> Operation? {
    guard let fields = mapping(member.node, "the operation '\(method)'") else { return nil }
    return Operation(
      method: method, place: member.keyPlace, fields: fields, servers: servers(fields["servers"]),
      parameters: parameters(fields["parameters"]), body: body(fields["requestBody"]),
      security: security(fields["security"]))
  }

  mutating func servers(_ node: Node?) -> [Server] {
    list(node, "servers").compactMap { item in
      guard let server = mapping(item, "a server") else { return nil }
      let variables = (mapping(server["variables"], "'variables'") ?? Object()).map { member in
        (name: member.key, value: member.node["default"]?.plainText ?? "")
      }
      let url = server["url"]
      return Server(url: url?.plainText ?? "", place: url?.place ?? item.place, variables: variables)
    }
  }

  private mutating func parameters(_ node: Node?) -> [Parameter] {
    list(node, "parameters").compactMap { item in
      guard let fields = mapping(references.resolved(item), "a parameter") else { return nil }
      guard let name = fields["name"]?.plainText, let location = fields["in"]?.plainText else {
        diagnostics.error(
          code: "incomplete-parameter", "a parameter needs both 'name' and 'in'", at: item.place,
          hint: "'in' is path, query, header or cookie")
        return nil
      }
      guard Self.locations.contains(location) else {
        diagnostics.warning(
          code: "odd-parameter", "the parameter '\(name)' is left out: 'in' cannot be '\(location)'",
          at: fields["in"]?.place ?? item.place, hint: "use path, query, header or cookie")
        return nil
      }
      return Parameter(
        name: name, location: location, place: item.place, isRequired: fields["required"]?.bool ?? false,
        style: fields["style"]?.nonEmptyText, explodes: fields["explode"]?.bool,
        summary: fields["description"]?.nonEmptyText, schema: schema(fields["schema"]))
    }
  }

  private mutating func body(_ node: Node?) -> RequestBody? {
    guard let node, !node.isNull, let fields = mapping(references.resolved(node), "'requestBody'") else { return nil }
    let contents = (mapping(fields["content"], "'content'") ?? Object()).map { member in
      BodyContent(
        mediaType: member.key, place: member.keyPlace, schema: schema(references.resolved(member.node)["schema"]))
    }
    return RequestBody(isRequired: fields["required"]?.bool, contents: contents)
  }

  private mutating func schema(_ node: Node?) -> Node? {
    guard let node, !node.isNull else { return nil }
    if node.object == nil, node.bool == nil {
      diagnostics.error(
        code: "odd-schema", "a schema is a mapping, not \(node.value.kindDescription)", at: node.place)
      return nil
    }
    return node
  }

  mutating func security(_ node: Node?) -> [SecurityRequirement]? {
    guard let node, !node.isNull else { return nil }
    return list(node, "security").map { item in
      let schemes = (mapping(item, "a security requirement") ?? Object()).map { member in
        (name: member.key, scopes: list(member.node, "the scopes").compactMap(\.plainText))
      }
      return SecurityRequirement(place: item.place, schemes: schemes)
    }
  }

  /// The items of a list that may be missing.
  private mutating func list(_ node: Node?, _ title: String) -> [Node] {
    guard let node, !node.isNull else { return [] }
    if node.array == nil {
      diagnostics.error(
        code: "wrong-type", "'\(title)' must be a list, not \(node.value.kindDescription)", at: node.place)
    }
    return node.array ?? []
  }

  /// The members of a mapping that may be missing.
  private mutating func mapping(_ node: Node?, _ title: String) -> Object? {
    guard let node, !node.isNull else { return nil }
    if node.object == nil {
      diagnostics.error(
        code: "wrong-type", "\(title) must be a mapping, not \(node.value.kindDescription)", at: node.place)
    }
    return node.object
  }
}
