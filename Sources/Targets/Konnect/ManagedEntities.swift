import Documents
import GatewayModel

extension GatewayState {
  /// Leaves out what Konnect manages itself, and what belongs to that: no file has it, and nothing may touch it. Its ids and
  /// names are taken all the same.
  mutating func hideManaged() {
    var hidden: [EntityKind: Set<String>] = [:]
    for kind in EntityKind.all {
      let list = all(kind)
      let kept = list.filter { entity in
        if entity.isManagedByKonnect { return false }
        return !entity.references.contains { reference in
          guard let rule = kind.reference(reference.field), let owner = EntityKind.collection(rule.collection),
            let id = reference.referredID
          else { return false }
          return hidden[owner]?.contains(id) ?? false
        }
      }
      guard kept.count < list.count else { continue }
      let keptIDs = Set(kept.compactMap(\.id))
      hidden[kind] = Set(list.compactMap(\.id)).subtracting(keptIDs)
      unselected[kind, default: []] += list.filter { !keptIDs.contains($0.id ?? "") }
      set(kept, of: kind)
    }
  }
}

extension Entity {
  /// Whether Konnect made it and keeps it.
  fileprivate var isManagedByKonnect: Bool {
    guard !Entity.neverManaged.contains(kind), let tags = fields["tags"]?.array else { return false }
    // The second tag is one that Konnect gives to plugins alone.
    return tags.contains { tag in
      tag.string == "konnect-managed" || kind == .plugin && tag.string == "konnect-managed-plugin"
    }
  }

  /// Consumers, their groups and credentials are always the user's.
  private static let neverManaged: Set<EntityKind> = [
    .consumer, .consumerGroup, .keyAuth, .basicAuth, .hmacAuth, .jwt, .acl, .mutualTLS,
  ]
}
