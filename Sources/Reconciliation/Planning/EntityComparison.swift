import Comparison
import Diagnostics
import Documents
import GatewayModel
import GatewaySchemas
import StateFiles

/// Compares one desired entity with the live one that it means, but for references.
struct EntityComparison {
  /// Fields that the gateway manages: never compared, never sent from a file on an update.
  ///
  /// Asked for every field of every entity: comparing three short names is cheaper than hashing one.
  static func isManaged(_ name: String) -> Bool { name == "id" || name == "created_at" || name == "updated_at" }

  private let desired: Entity
  private let live: Entity
  private let schemas: SchemaSet
  private let forms: StoredForms
  private let root: RecordSchema
  private let compared: ComparedFields

  /// The fields in which they differ.
  private(set) var differences: [FieldDifference] = []
  /// Whether the files have a field that no schema knows.
  private(set) var hasUnknownFields = false
  /// What the gateway has besides in a configuration whose schema it does not serve: defaults, or taken out of the file.
  private(set) var unjudged: [String] = []

  /// Compares two entities.
  ///
  /// - Parameter ownerID: The id that a reference of the desired entity points to, if it is known yet.
  init(
    _ desired: Entity, _ live: Entity, by compared: ComparedFields, schemas: SchemaSet, ownerID: (String) -> String?
  ) {
    self.desired = desired
    self.live = live
    self.schemas = schemas
    self.compared = compared
    self.forms = StoredForms(desired, live: live, takesHashes: schemas.takesHashes, ownerID: ownerID)
    self.root = compared.root ?? .assumed(for: desired.fields)
    compareFields(EntityComparison.withSharedParts(forms.fields, desired, live))
    compareUnlisted()
  }

  /// What an update has to say on a target that takes this form of it: a stored secret would be lost with the whole.
  func updateForm(_ usual: UpdateForm) -> UpdateForm {
    usual == .replacement && forms.keepsStoredSecret ? .changedFields : usual
  }
  /// Fields with stored hashes that would be hashed again.
  var foreignHashes: [String] { forms.foreignHashes }

  /// - Parameter fields: The desired fields, with what the live entity says for them in other words.
  private mutating func compareFields(_ fields: Object) {
    let kind = desired.kind
    var comparison = FieldComparison(
      unordered: kind.unorderedFields, leavesDefaultsOut: schemas.leavesDefaultsOut)
    let record = compared.record ?? ComparedFields.assumed(root, of: desired, schemas)
    comparison.compare(record: record, desired: fields, live: live.fields)
    if compared.assumesConfiguration, let name = kind.configField {
      let wanted = fields[name]
      unjudged = (live.fields[name]?.object ?? Object()).filter { member in
        !member.node.isNull && wanted?[member.key] == nil
      }.map { "\(name).\($0.key)" }
      if let wanted {
        comparison.compare(field: .assumed(name, for: wanted), name: name, desired: wanted, live: live.fields[name])
      }
    }
    hasUnknownFields = comparison.hasUnknownFields
    guard !comparison.differences.isEmpty else { return }
    differences = comparison.differences.map { difference in
      guard case .key(let name)? = difference.path.steps.first, kind.secretFields.contains(name) else {
        return difference
      }
      return difference.masked()
    }
  }

  private mutating func compareUnlisted() {
    for name in desired.kind.unlistedFields {
      // No time at all is kept as no limit.
      let wanted = desired.fields[name].flatMap { $0.integer == 0 ? nil : $0 }
      let present = !(live.fields[name]?.isNull ?? true)
      // A time to live counts down on every read: only whether there is one can be compared.
      if present != !(wanted?.isNull ?? true) {
        differences.append(
          FieldDifference(
            path: DocumentPath([.key(name)]), old: live.fields[name], new: wanted, place: wanted?.place ?? .none))
      }
    }
  }

  /// What a linked partial provides is the gateway's to say: there the live values count as wanted.
  private static func withSharedParts(_ fields: Object, _ desired: Entity, _ live: Entity) -> Object {
    guard let rule = desired.kind.listReference, let name = desired.kind.configField,
      desired.references.contains(where: { $0.field == rule.field })
    else { return fields }
    var copy = fields
    let links = copy[rule.field]?.array ?? []
    for link in links {
      guard let path = link["path"]?.string else { continue }
      let keys = path.split(separator: ".").map(String.init)
      guard keys.first == name, var config = copy[name]?.object ?? Object() as Object? else { continue }
      replace(&config, keys.dropFirst(), with: live.fields[name]?.object)
      copy[name] = Node(.object(config), at: copy[name]?.place ?? desired.place)
    }
    return copy
  }

  private static func replace(_ object: inout Object, _ keys: ArraySlice<String>, with live: Object?) {
    guard let key = keys.first else { return }
    if keys.count == 1 {
      // A gateway may leave out what the partial provides.
      object[key] = live?[key] ?? .null
    } else {
      var inner = object[key]?.object ?? Object()
      replace(&inner, keys.dropFirst(), with: live?[key]?.object)
      object[key] = Node(.object(inner), at: object[key]?.place ?? .none)
    }
  }
}

extension EntityComparison {
  /// The fields to send for an update: the file's, and what a full replacement would lose; or only what changes.
  func updateBody(_ form: UpdateForm) -> Object {
    var body = EntityComparison.createBody(desired)
    switch form {
    case .changedFields: return changedFields(of: body)
    case .mergingReplacement:
      for difference in differences {
        guard case .key(let name)? = difference.path.steps.first, body[name] == nil else { continue }
        body[name] = root[name]?.defaultValue ?? .null
      }
      return body
    case .replacement: break
    }
    body["created_at"] = live.fields["created_at"]
    root.carryOver(into: &body, live: live.fields) {
      EntityComparison.isManaged($0) || $0 == desired.kind.configField
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

  private func changedFields(of body: Object) -> Object {
    var changed = Object()
    for difference in differences {
      guard case .key(let name)? = difference.path.steps.first, changed[name] == nil else { continue }
      changed[name] = body[name] ?? root[name]?.defaultValue ?? .null
    }
    return changed
  }

  /// The fields to send for a new entity.
  static func createBody(_ desired: Entity) -> Object {
    var body = desired.fields
    body.removeValue(forKey: "id")
    body.removeValue(forKey: "updated_at")
    return body
  }
}
