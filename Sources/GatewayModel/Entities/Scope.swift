import Documents

/// The part of a gateway that a run is about.
public struct Scope: Sendable, Equatable {
  /// Tags that each entity concerned has, all of them; empty for no such limit.
  public var selectTags: [String] = []
  /// Whether entities are left without the select tags of the files, which say so themselves.
  public var leavesTags = false
  /// Entities with one of these tags are neither changed nor deleted.
  public var protectTags: Set<String> = []
  /// Tags of entities that files may refer to without having them, by collection.
  public var lookupTags: [String: [String]] = [:]
  /// The workspace; nil for the default one.
  public var workspace: String?
  /// Whether consumers, their groups and all that is bound to either are left alone.
  public var skipsConsumers = false
  /// Whether the members of consumer groups are left alone.
  public var skipsGroupMembers = false
  /// Whether CA certificates are left alone.
  public var skipsCACertificates = false
  /// Whether roles and permissions alone are concerned; else everything but those is.
  public var isForRBAC = false
  /// Whether definitions of plugins are concerned too.
  public var includesDefinitions = false
  /// Whether models of an AI gateway are concerned too.
  public var includesAIModels = false
  /// Whether limits of consumer groups are written in their older form instead of as plugins.
  public var usesPolicyOverrides = false
  /// Collections that are left alone besides, with what belongs to their entities.
  public var skippedCollections: Set<String> = []
  /// Collections that alone are written; empty for all that take part by their nature.
  public var onlyCollections: Set<String> = []

  /// Everything in the default workspace, or these collections alone.
  public init(onlyCollections: Set<String> = []) {
    self.onlyCollections = onlyCollections
  }

  /// Whether entities of a kind are read: they are written, or others that are may refer to them.
  public func includes(_ kind: EntityKind) -> Bool { manages(kind) || looksUp(kind) }

  /// Whether entities of a kind are compared and written.
  public func manages(_ kind: EntityKind) -> Bool {
    if skippedCollections.contains(kind.collection) || belongsToSkipped(kind) { return false }
    if kind.management == .readOnly { return false }
    if !onlyCollections.isEmpty { return onlyCollections.contains(kind.collection) }
    if isForRBAC { return kind.management == .rbac }
    switch kind.management {
    case .proxy: break
    case .untagged: if !selectTags.isEmpty { return false }
    case .definitions: if !includesDefinitions { return false }
    case .aiGateway: if !includesAIModels { return false }
    case .overrides: if !usesPolicyOverrides { return false }
    case .rbac, .readOnly: return false
    }
    // Each of these flags is about one kind.
    if skipsCACertificates && kind == .caCertificate { return false }
    if skipsGroupMembers && kind == .groupMember { return false }
    return !(skipsConsumers && Scope.consumerKinds.contains(kind.collection))
  }

  /// Whether the user asked to leave a kind alone.
  public func isLeftAlone(_ kind: EntityKind) -> Bool {
    skippedCollections.contains(kind.collection) || belongsToSkipped(kind)
      || !onlyCollections.isEmpty && !onlyCollections.contains(kind.collection)
  }

  /// Whether entities of a kind are only referred to by those that are written.
  public func looksUp(_ kind: EntityKind) -> Bool {
    guard !onlyCollections.isEmpty || !skippedCollections.isEmpty, !manages(kind) else { return false }
    if skipsCACertificates && kind == .caCertificate { return false }
    if skipsConsumers && Scope.consumerKinds.contains(kind.collection) { return false }
    let isSkipped = skippedCollections.contains(kind.collection)
    return EntityKind.all.contains { other in
      // What belongs to something left alone is left alone too; what merely refers to it is not.
      other.references.contains { $0.collection == kind.collection && (!isSkipped || $0.onDeletion == .refuse) }
        && manages(other)
    }
  }

  /// Whether an entity is concerned, whose kind is: one that belongs to what is left alone is left alone too.
  public func includes(_ entity: Entity) -> Bool {
    guard skipsConsumers || !skippedCollections.isEmpty else { return true }
    return !entity.references.contains { reference in
      guard let rule = entity.kind.reference(reference.field) else { return false }
      if skipsConsumers, Scope.consumerKinds.contains(rule.collection) { return true }
      return rule.onDeletion == .cascade && skippedCollections.contains(rule.collection)
    }
  }

  /// Whether an entity has just the tags by which a run within select tags looks those of its kind up: others may refer to
  /// it, and it is left as it is.
  public func isOnlyLookedUp(_ entity: Entity) -> Bool {
    guard !lookupTags.isEmpty, !selectTags.isEmpty, let wanted = lookupTags[entity.kind.collection] else {
      return false
    }
    return Set(entity.fields["tags"]?.array?.compactMap(\.string) ?? []) == Set(wanted)
  }

  private func belongsToSkipped(_ kind: EntityKind) -> Bool {
    guard skipsConsumers || !skippedCollections.isEmpty else { return false }
    return kind.references.contains { rule in
      guard rule.required else { return false }
      return skipsConsumers && Scope.consumerKinds.contains(rule.collection)
        || rule.onDeletion == .cascade && skippedCollections.contains(rule.collection)
    }
  }

  private static let consumerKinds: Set<String> = ["consumers", "consumer_groups"]

  /// The kinds that are read, in the order of all kinds.
  public var kinds: [EntityKind] { EntityKind.all.filter(includes) }
  /// The kinds that are written, in the order of all kinds.
  public var managedKinds: [EntityKind] { EntityKind.all.filter(manages) }
}
