package import GatewayModel

/// What a target can do, as data: planning and execution go by this, never by what kind of target it is.
package struct TargetCapabilities: Sendable {
  /// How changes are brought to a target.
  package enum Writing: Sendable, Hashable {
    /// Each by itself.
    case entityByEntity
    /// All in one load, which the target takes as a whole or not at all.
    case allAtOnce
  }

  /// What messages call such a target.
  package var name = "the gateway"
  /// The kinds of entity that it may have.
  package var kinds = Set(EntityKind.all)
  /// Whether its entities may live in workspaces.
  package var hasWorkspaces = true
  /// Whether a workspace can be deleted again.
  package var deletesWorkspaces = true
  /// Whether a listing can be asked for entities with certain tags alone. Where it cannot, a snapshot has seen what lies
  /// outside of the tags as well.
  package var listingsHonourTags = true
  /// The kinds that are listed below their owners alone: of owners that a run does not see, it does not see these either.
  package var listedBelowOwners: Set<EntityKind> = []
  /// How changes are brought to it.
  package var writing = Writing.entityByEntity
  /// Whether a secret may be written in the form in which it is stored.
  package var takesStoredSecrets = false
  /// Whether it judges entities on request, without keeping anything of them.
  package var judges = true
  /// Whether an entity keeps the id that it is created with; else the target draws one, and its answer tells which.
  package var keepsIDs = true
  /// What an update has to say, by kind.
  package var updates = KindMap { _ in UpdateForm.replacement }

  /// Everything, entity by entity.
  package init() {}
}
