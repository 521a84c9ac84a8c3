/// What a plan may and must do beyond comparing.
package struct PlanOptions: Sendable {
  /// Whether entities that no file has are deleted; if not, they are counted as kept.
  package var deletes = true
  /// The ids of the only entities that may be deleted; nil for no such limit.
  var deletable: Set<String>?
  /// Whether references may point at entities that the gateway has and no file does.
  package var refersToGateway = false
  /// Entities with one of these tags are neither changed nor deleted.
  package var protectTags: Set<String> = []

  /// A plan that deletes what no file has.
  package init() {}
}
