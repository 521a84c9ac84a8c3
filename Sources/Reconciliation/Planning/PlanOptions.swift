import GatewayModel

/// What a plan may and must do beyond comparing.
package struct PlanOptions: Sendable {
  /// Whether entities that no file has are deleted; if not, they are counted as kept.
  package var deletes = true
  /// The ids of the only entities that may be deleted; nil for no such limit.
  var deletable: [EntityKind: Set<String>]?
  /// Whether entities that no file has and that stay are counted.
  var countsKept = true
  /// Whether references may point at entities that the gateway has and no file does.
  package var refersToGateway = false
  /// Entities with one of these tags are neither changed nor deleted.
  package var protectTags: Set<String> = []

  /// What becomes of what others changed on the target.
  package var onDrift = OnDrift.overwrite

  /// What becomes of what others changed on the target, where it is known what the files were.
  package enum OnDrift: String, Sendable, CaseIterable {
    /// The files hold.
    case overwrite
    /// It stays.
    case keep
    /// Nothing is done at all.
    case refuse
  }

  /// A plan that deletes what no file has.
  package init() {}
}
