import Documents

/// What part of a gateway a run is about; everything else is left as it is.
public struct Scope: Sendable {
  /// The kinds that are read, compared and changed, in the order of ``EntityKind/all``.
  public var kinds: [EntityKind]
  /// The kinds that are left alone together with what belongs to their entities, such as a consumer's plugins.
  public var skipped: Set<EntityKind>
  /// Tags that entities must carry, all of them, and that entities of the files are given; empty for no such limit.
  public var selectTags: [String]

  /// The whole gateway.
  public static let everything = Scope(kinds: EntityKind.all)

  /// Makes a scope.
  public init(kinds: [EntityKind], skipped: Set<EntityKind> = [], selectTags: [String] = []) {
    self.kinds = kinds
    self.skipped = skipped
    self.selectTags = selectTags
  }

  /// The kinds that are no part of the scope but referred to by kinds that are: they are read, and never changed.
  public var lookedUp: [EntityKind] {
    let own = Set(kinds)
    let targets = Set(kinds.flatMap(\.references).map(\.collection))
    return EntityKind.all.filter { targets.contains($0.collection) && !own.contains($0) && !skipped.contains($0) }
  }

  /// Whether an entity carries the select tags.
  public func selects(_ entity: Entity) -> Bool {
    guard !selectTags.isEmpty else { return true }
    let tags = Set((entity.fields["tags"]?.array ?? []).compactMap(\.string))
    return selectTags.allSatisfy(tags.contains)
  }

  /// Whether an entity is part of the scope by its kind and by what it belongs to.
  public func includes(_ entity: Entity) -> Bool {
    guard kinds.contains(entity.kind) else { return false }
    guard !skipped.isEmpty else { return true }
    return !entity.references.contains { reference in
      guard let rule = entity.kind.reference(reference.field), rule.onDeletion == .cascade,
        let owner = EntityKind.collection(rule.collection)
      else { return false }
      return skipped.contains(owner)
    }
  }
}
