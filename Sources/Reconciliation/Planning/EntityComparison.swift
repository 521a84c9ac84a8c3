import Diagnostics
import Documents
import GatewayModel

/// Compares one desired entity with the live one that it means, but for references.
enum EntityComparison {
  /// Fields that the gateway manages: never compared, never sent from a file on an update.
  static let managed: Set<String> = ["id", "created_at", "updated_at"]

  /// The fields in which they differ.
  static func differences(_ desired: Entity, _ live: Entity, schemas: SchemaSet) -> [FieldDifference] {
    let kind = desired.kind
    var comparison = FieldComparison(unordered: kind.unorderedFields)
    let own = schemas.configuration(for: desired)
    if let root = schemas.entities[kind.collection]?.root {
      for field in root.fields {
        let name = field.name
        guard !managed.contains(name), kind.reference(name) == nil, !kind.unlistedFields.contains(name) else {
          continue
        }
        // A plugin's own schema knows its configuration, and its own default for `protocols`.
        let rule = name == kind.configField || name == "protocols" ? own?.root[name] ?? field : field
        comparison.compare(field: rule, name: name, desired: desired.fields[name], live: live.fields[name])
      }
    }
    var differences = comparison.differences.map { difference in
      guard case .key(let name)? = difference.path.steps.first, kind.secretFields.contains(name) else {
        return difference
      }
      return difference.masked()
    }
    for name in kind.unlistedFields {
      let wanted = desired.fields[name]
      let present = !(live.fields[name]?.isNull ?? true)
      // A time to live counts down on every read: only whether there is one can be compared.
      if present != !(wanted?.isNull ?? true) {
        differences.append(
          FieldDifference(
            path: DocumentPath([.key(name)]), old: live.fields[name], new: wanted, place: wanted?.place ?? .none))
      }
    }
    return differences
  }

  /// The fields to send for an update: the file's, and what a full replacement would lose.
  static func updateBody(_ desired: Entity, _ live: Entity, schemas: SchemaSet) -> Object {
    var body = createBody(desired)
    body["created_at"] = live.fields["created_at"]
    if let root = schemas.entities[desired.kind.collection]?.root {
      root.carryOver(into: &body, live: live.fields) { managed.contains($0) || $0 == desired.kind.configField }
    }
    if let name = desired.kind.configField, let record = schemas.configuration(for: desired)?.config?.record,
      record.hasAutoFields, let inner = live.fields[name]?.object
    {
      var config = body[name]?.object ?? Object()
      record.carryOver(into: &config, live: inner)
      if !config.isEmpty { body[name] = Node(.object(config), at: body[name]?.place ?? .none) }
    }
    return body
  }

  /// The fields to send for a new entity.
  static func createBody(_ desired: Entity) -> Object {
    var body = desired.fields
    body.removeValue(forKey: "id")
    body.removeValue(forKey: "updated_at")
    return body
  }
}
