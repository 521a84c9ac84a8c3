import Diagnostics
import Documents
import GatewayModel

/// Entries that join two entities, such as a consumer and its groups: written on either side, each pair once.
extension DesiredStateBuilder {
  /// One such entry.
  struct Link {
    var kind: EntityKind
    var place: SourcePlace
    /// The references to both ends.
    var ends: [EntityReference]
    /// The other end as it is written, where that may bring it into being.
    var entry: Node?
  }

  mutating func addLink(_ node: Node, _ object: Object, of kind: EntityKind, in parent: Parent?) {
    var link = Link(kind: kind, place: node.place, ends: [])
    let whole = Entity(kind: kind, fields: object, place: node.place)
    for rule in kind.references {
      if let parent, parent.rule.field == rule.field {
        link.ends.append(
          EntityReference(field: rule.field, target: .desired(parent.position), place: node.place))
        continue
      }
      let member =
        parent == nil ? object.member(rule.field) : Object.Member(key: rule.field, keyPlace: node.place, node: node)
      guard let member else {
        return diagnostics.error(
          code: "missing-field", "\(kind.withArticle) needs '\(rule.field)'", at: node.place)
      }
      guard let end = reference(member, rule: rule, entity: whole) else { return }
      link.ends.append(end)
      if parent?.rule.nestedEntriesCreate == true { link.entry = node }
    }
    links.append(link)
  }

  /// Makes the entries entities, now that all others are known.
  mutating func addLinks() {
    var seen: Set<[EntityReference.Target]> = []
    for link in links {
      var entity = Entity(kind: link.kind, fields: Object(), references: link.ends, place: link.place)
      for index in entity.references.indices {
        let reference = entity.references[index]
        guard let rule = link.kind.reference(reference.field), let kind = EntityKind.collection(rule.collection)
        else { continue }
        if let found = position(of: reference, kind) ?? newEnd(link, kind, reference) {
          entity.references[index].target = .desired(found)
        }
      }
      if seen.insert(entity.references.map(\.target)).inserted, state.scope.includes(entity) {
        state.entities.append(entity)
      }
    }
  }

  /// A consumer that stands in a group alone is one all the same.
  private mutating func newEnd(_ link: Link, _ kind: EntityKind, _ reference: EntityReference) -> Int? {
    guard let entry = link.entry, entry.object != nil, !reference.isByID, state.scope.includes(kind) else { return nil }
    let position = state.entities.count
    add(entry, of: kind, in: nil)
    guard state.entities.count > position else { return nil }
    for added in position..<state.entities.count { register(added) }
    return position
  }
}

extension EntityReference {
  /// Whether the reference is written as an id.
  fileprivate var isByID: Bool { if case .id = target { true } else { false } }
}
