import Comparison
import Diagnostics
import Documents
import GatewayModel
import StateFiles

extension SavedPlan {
  /// Keeps a plan that was made.
  package init(_ preparation: Preparation, _ origin: PlanOrigin, of reader: any TargetReader) {
    toolVersion = origin.toolVersion
    verb = origin.verb
    let information = preparation.snapshot.information
    target = Target(
      identity: information.identity, address: reader.address, name: origin.targetName, version: information.version,
      edition: information.edition, workspace: preparation.plan.workspace ?? reader.workspace)
    files = origin.files
    base = origin.base
    flags = origin.flags
    createdWorkspace = preparation.missingWorkspace
    kept = preparation.plan.kept
    let schemas = preparation.schemas
    let fed = preparation.environmentFields
    changes = preparation.plan.changes.map { change in
      SavedChange(change, schemas, origin.hidden, fed: fed[change.kind.collection] ?? [])
    }
  }
}

extension SavedChange {
  /// - Parameters:
  ///   - hidden: What is shown nowhere.
  ///   - fed: The fields that the environment feeds in other entities of the collection: most likely it fed them here.
  init(_ change: Change, _ schemas: SchemaSet, _ hidden: HiddenTexts, fed: Set<[String]>) {
    var change = change
    if change.action == .delete { change.label = hidden.masked(change.label) }
    shown = change
    shown.fields = Object()
    shown.old = nil
    shown.held = Object()
    shown.references = []
    key = SavedChange.key(of: change)
    switch change.action {
    case .create:
      shown.differences = SavedChange.fields(change.fields, of: change, schemas).map { path, node in
        FieldDifference(
          path: path, old: nil, new: node, place: node.place, isSecret: node.string == Secrets.mask)
      }
    case .delete:
      shown.differences = SavedChange.fields(change.old ?? Object(), of: change, schemas).map { path, node in
        let isFed = change.isFed(path, fed)
        let old = isFed && !node.isNull ? Node(.string(Secrets.mask)) : node
        return FieldDifference(path: path, old: old, new: nil, isSecret: old.string == Secrets.mask)
      }
    case .update, .free: break
    }
    guard !hidden.isEmpty else { return }
    for index in shown.differences.indices {
      guard let old = shown.differences[index].old else { continue }
      shown.differences[index].old = hidden.masked(old)
      if shown.differences[index].old?.string == Secrets.mask { shown.differences[index].isSecret = true }
    }
  }

  /// What an entity has, one by one, secrets masked and references by their names; without what a gateway manages.
  private static func fields(_ fields: Object, of change: Change, _ schemas: SchemaSet) -> [(DocumentPath, Node)] {
    var found: [(DocumentPath, Node)] = []
    for reference in change.references {
      var path = DocumentPath([.key(reference.field)])
      if let item = reference.item { path.steps += [.index(item), .key("name")] }
      found.append((path, Node(.string(reference.label))))
    }
    let isJudged = ShownEntity.configuration(of: fields, change, counterpart: nil, schemas) != nil
    for member in ShownEntity.redacted(fields, of: change, counterpart: nil, schemas) {
      guard !EntityComparison.isManaged(member.key) else { continue }
      // What counts down says no more than that it is there.
      if change.action == .delete, change.kind.unlistedFields.contains(member.key) { continue }
      // Where no schema tells what is secret of a configuration that no file has, all of it may be.
      let isHidden = change.action == .delete && member.key == change.kind.configField && !isJudged
      let node = isHidden ? masked(member.node) : member.node
      take(node, at: DocumentPath([.key(member.key)]), into: &found)
    }
    return found
  }

  private static func take(_ node: Node, at path: DocumentPath, into found: inout [(DocumentPath, Node)]) {
    guard let object = node.object, !object.isEmpty else { return found.append((path, node)) }
    for member in object { take(member.node, at: path.appending(member.key), into: &found) }
  }

  /// A value with all of its texts masked.
  private static func masked(_ node: Node) -> Node {
    switch node.value {
    case .string(let text): text.isEmpty ? node : Node(.string(Secrets.mask))
    case .array(let items): Node(.array(items.map(masked)))
    case .object(let object):
      Node(.object(object.mapNodes { masked($1) }))
    default: node
    }
  }

  /// What an entity is known by besides its id; empty where a part of it is secret.
  private static func key(of change: Change) -> Object {
    if change.label.contains(Secrets.mask) { return Object() }
    for fields in change.kind.naturalKeys {
      var key = Object()
      for field in fields {
        if let reference = change.references.first(where: { $0.field == field }) {
          key[field] = Node(.string(reference.label))
          continue
        }
        let node = change.action == .free ? change.held[field] : change.fields[field] ?? change.old?[field]
        guard let node, let text = node.string else { continue }
        guard !change.kind.secretFields.contains(field), !node.place.origin.isEnvironment else { return Object() }
        key[field] = Node(.string(TextBlock.canonical(text)))
      }
      if !key.isEmpty { return key }
    }
    return Object()
  }
}

extension Change {
  /// Whether the environment feeds this field in other entities; what entities are called by is not meant.
  fileprivate func isFed(_ path: DocumentPath, _ fed: Set<[String]>) -> Bool {
    guard !fed.isEmpty else { return false }
    let names = path.steps.compactMap { step in if case .key(let key) = step { key } else { nil } }
    guard let first = names.first, !kind.naturalKeys.joined().contains(first), !kind.label.fields.contains(first)
    else { return false }
    return fed.contains { zip($0, names).allSatisfy { $0 == $1 } }
  }
}
