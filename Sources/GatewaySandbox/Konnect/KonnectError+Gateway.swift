import Documents

extension KonnectError {
  /// The codes of a gateway's errors.
  private enum GatewayCode {
    static let schema = 2
    static let primaryKey = 3
    static let reference = 4
    static let unique = 5
    static let unresolved = 13
  }

  /// A gateway's answer as Konnect would give it; successes stay.
  ///
  /// - Parameter wrapper: The member that the fields of a credential are reported below; nil for other entities.
  static func translated(_ answer: AdminResponse, wrapper: String?) -> AdminResponse {
    guard answer.status >= 400, let body = try? JSONReader.read(answer.body) else { return answer }
    let prefix = wrapper.map { "\($0)." } ?? ""
    let fields = body["fields"] ?? [:]
    switch body["code"]?.integer {
    case GatewayCode.schema:
      return entity(400, "validation error", details: details(of: fields, at: "", prefix)).response
    case GatewayCode.primaryKey, GatewayCode.unique:
      let names = (fields.object ?? Object()).map(\.key)
      let details = names.map { name in
        detail("ERROR_TYPE_REFERENCE", prefix + name, ["\(name) (type: unique) constraint failed"])
      }
      return entity(409, "unique constraint failed", details: details).response
    case GatewayCode.reference, GatewayCode.unresolved:
      let message = body["message"]?.string ?? ""
      let names = (fields.object ?? Object()).map(\.key)
      let details = names.map { name in
        name == "@referenced_by"
          ? detail("ERROR_TYPE_ENTITY", nil, [message])
          : detail("ERROR_TYPE_REFERENCE", "\(name).id", ["\(name) (type: foreign) constraint failed"])
      }
      return entity(400, "data constraint error", details: details).response
    default:
      return worded(answer, isProblem: false)
    }
  }

  /// One thing that is wrong: its type, the field concerned if there is one, and what is said of it.
  static func detail(_ type: String, _ field: String?, _ messages: [String]) -> Node {
    var object: Object = [
      "@type": "type.googleapis.com/kong.admin.model.v1.ErrorDetail", "type": Node(.string(type)),
    ]
    object["field"] = field.map { Node(.string($0)) }
    object["messages"] = Node(.array(messages.map { Node(.string($0)) }))
    return Node(.object(object))
  }

  /// The gateway nests its messages as the values are nested; Konnect lists them with paths.
  private static func details(of fields: Node, at path: String, _ prefix: String) -> [Node] {
    switch fields.value {
    case .string(let message):
      return [detail("ERROR_TYPE_FIELD", prefix + path, [message])]
    case .array(let items):
      return items.enumerated().flatMap { index, item in
        item.isNull ? [] : details(of: item, at: "\(path)[\(index)]", prefix)
      }
    case .object(let object):
      return object.flatMap { member in
        if member.key == "@entity" {
          let messages = (member.node.array ?? []).compactMap(\.string)
          return [detail("ERROR_TYPE_ENTITY", path.isEmpty ? nil : prefix + path, messages)]
        }
        return details(of: member.node, at: path.isEmpty ? member.key : "\(path).\(member.key)", prefix)
      }
    default:
      return []
    }
  }
}
