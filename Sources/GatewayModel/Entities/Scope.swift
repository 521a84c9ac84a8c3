/// The part of a gateway that a run is about.
public struct Scope: Sendable, Equatable {
  /// Tags that each entity concerned has, all of them; empty for no such limit.
  public var selectTags: [String] = []
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
  /// Collections that are left alone besides.
  public var skippedCollections: Set<String> = []

  /// Everything in the default workspace.
  public init() {}

  /// Whether entities of a kind are read, compared and written.
  public func includes(_ kind: EntityKind) -> Bool {
    if skippedCollections.contains(kind.collection) { return false }
    if isForRBAC { return kind.management == .rbac }
    switch kind.management {
    case .proxy: break
    case .untagged: if !selectTags.isEmpty { return false }
    case .definitions: if !includesDefinitions { return false }
    case .rbac, .readOnly: return false
    }
    if skipsCACertificates && kind == .caCertificate { return false }
    if skipsGroupMembers && kind == .groupMember { return false }
    if skipsConsumers {
      if kind == .consumer || kind == .consumerGroup { return false }
      return !kind.references.contains { $0.required && Scope.consumerKinds.contains($0.collection) }
    }
    return true
  }

  /// Whether an entity is concerned, whose kind is: one that is bound to what is left alone is left alone too.
  public func includes(_ entity: Entity) -> Bool {
    guard skipsConsumers else { return true }
    return !entity.references.contains { reference in
      entity.kind.reference(reference.field).map { Scope.consumerKinds.contains($0.collection) } ?? false
    }
  }

  private static let consumerKinds: Set<String> = ["consumers", "consumer_groups"]

  /// The kinds concerned, in the order of all kinds.
  public var kinds: [EntityKind] { EntityKind.all.filter(includes) }
}
