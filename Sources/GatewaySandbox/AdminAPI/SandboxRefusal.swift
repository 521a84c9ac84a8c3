import Documents
import GatewayModel
import GatewaySchemas

/// An error in the gateway's words: a status, a code with its name, a sentence and the fields concerned.
struct SandboxRefusal: Error, Sendable {
  var response: AdminResponse

  init(_ response: AdminResponse) {
    self.response = response
  }

  private init(
    _ status: Int, code: Int, name: String, _ message: String, _ key: String = "fields", _ value: Node? = nil
  ) {
    var object = Object([
      Object.Member(key: "message", node: Node(.string(message))),
      Object.Member(key: "name", node: Node(.string(name))),
      Object.Member(key: "code", node: Node(.integer(code))),
    ])
    object[key] = value
    self.response = .json(status, Node(.object(object)))
  }

  static func invalidPrimaryKey(_ id: String) -> SandboxRefusal {
    let key = keyObject("id", id)
    return SandboxRefusal(
      400, code: 1, name: "invalid primary key", "invalid primary key: '\(LuaText.inline(key))'", "fields",
      ["id": "expected a valid UUID"])
  }

  static func schema(_ violations: Violations) -> SandboxRefusal {
    SandboxRefusal(400, code: 2, name: "schema violation", violations.summary, "fields", violations.node)
  }

  static func primaryKey(_ id: UniqueID) -> SandboxRefusal {
    let key = keyObject("id", "\(id)")
    return SandboxRefusal(
      400, code: 3, name: "primary key violation", "primary key violation on key '\(LuaText.inline(key))'", "fields",
      key)
  }

  static func missingReference(_ field: String, id: UniqueID, kind: String) -> SandboxRefusal {
    let key = keyObject("id", "\(id)")
    return SandboxRefusal(
      400, code: 4, name: "foreign key violation",
      "the foreign key '\(LuaText.inline(key))' does not reference an existing '\(kind)' entity.", "fields",
      Node(.object(Object([Object.Member(key: field, node: key)]))))
  }

  static func referenced(_ kind: String, by other: String) -> SandboxRefusal {
    SandboxRefusal(
      400, code: 4, name: "foreign key violation", "an existing '\(other)' entity references this '\(kind)' entity",
      "fields", ["@referenced_by": Node(.string(other))])
  }

  static func unique(_ fields: [String], in entity: Object) -> SandboxRefusal {
    let key = Node(.object(Object(fields.map { Object.Member(key: $0, node: entity[$0] ?? .null) })))
    return SandboxRefusal(
      409, code: 5, name: "unique constraint violation", "UNIQUE violation detected on '\(LuaText.inline(key))'",
      "fields", key)
  }

  /// A change to an entity that is not there.
  static func missing(_ field: String, _ value: String) -> SandboxRefusal {
    let key = keyObject(field, value)
    let by = field == "id" ? "primary key " : ""
    return SandboxRefusal(
      404, code: 6, name: "not found", "could not find the entity with \(by)'\(LuaText.inline(key))'", "fields", key)
  }

  static func offset(_ offset: String, _ reason: String) -> SandboxRefusal {
    SandboxRefusal(400, code: 7, name: "invalid offset", "'\(offset)' is not a valid offset: \(reason)")
  }

  static func size(_ message: String) -> SandboxRefusal {
    SandboxRefusal(400, code: 9, name: "invalid size", message)
  }

  static func tags(_ reason: String) -> SandboxRefusal {
    SandboxRefusal(
      400, code: 11, name: "invalid options", "invalid option (tags: \(reason))", "options",
      ["tags": Node(.string(reason))])
  }

  /// A write that a gateway without a database refuses.
  ///
  /// - Parameter field: The field that the path names the entity by; nil for its id.
  static func unsupported(_ change: Store.Change?, _ kind: String, by field: String?) -> SandboxRefusal {
    let verb =
      switch change {
      case .insert: "create"
      case .upsert: "create or update"
      case .update: "update"
      case nil: "remove"
      }
    let way = field.map { " by '\($0)'" } ?? ""
    return SandboxRefusal(
      405, code: 12, name: "operation unsupported",
      "cannot \(verb) '\(kind)' entities\(way) when not using a database")
  }

  /// A declarative configuration that is refused as a whole.
  static func declaration(_ fields: Node, flattened: Node? = nil) -> SandboxRefusal {
    var error = SandboxRefusal(
      400, code: 14, name: "invalid declarative configuration",
      "declarative config is invalid: \(CompactTable.text(fields))", "fields", fields)
    if let flattened, var body = (try? JSONReader.read(error.response.body))?.object {
      body["flattened_errors"] = flattened
      error.response.body = JSONWriter.write(Node(.object(body)))
    }
    return error
  }

  /// The violations that an error tells of, for a place where they are told otherwise.
  func violations(of fields: Object) -> Violations {
    guard let body = try? JSONReader.read(response.body) else { return Violations(entity: "invalid") }
    var violations = Violations()
    for member in body["fields"]?.object ?? Object() {
      if let message = member.node.string {
        // The declarative form quotes the text that is no target.
        let given = member.key == "target" ? fields["target"]?.string : nil
        violations[member.key] = .message(
          given.map { message.replacing("Invalid target;", with: "Invalid target ('\($0)');") } ?? message)
      }
    }
    return violations.isEmpty ? Violations(entity: body["message"]?.string ?? "invalid") : violations
  }

  /// References by unique values that name nothing: field, unique field, value, kind.
  static func unresolved(_ references: [(field: String, key: String, value: Node, kind: String)]) -> SandboxRefusal {
    var fields = Object()
    var parts: [String] = []
    for reference in references {
      let key = Node(.object(Object([Object.Member(key: reference.key, node: reference.value)])))
      let reason =
        "the foreign key cannot be resolved with '\(LuaText.inline(key))' for an existing '\(reference.kind)' entity"
      var inner = fields[reference.field]?.object ?? Object()
      inner[reference.key] = Node(.string(reason))
      fields[reference.field] = Node(.object(inner))
      parts.append("\(reference.field).\(reference.key): \(reason)")
    }
    let list = "(\(parts.joined(separator: "; ")))"
    return SandboxRefusal(
      400, code: 13, name: "foreign keys unresolved",
      parts.count == 1 ? "foreign key unresolved \(list)" : "\(parts.count) foreign keys unresolved \(list)", "fields",
      Node(.object(fields)))
  }

  private static func keyObject(_ field: String, _ value: String) -> Node {
    Node(.object(Object([Object.Member(key: field, node: Node(.string(value)))])))
  }
}
