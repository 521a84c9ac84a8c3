package import GatewayModel

/// What may stand in the way of new entities of a kind outside of the select tags.
package struct OutsideQuestion: Sendable {
  /// What one new entity takes up.
  package struct Claim: Sendable {
    /// The id that its file gives it.
    package var id: String?
    /// Its natural keys and other unique values, of which a target takes each once.
    package var keys: [NaturalKey]
  }

  /// The kind.
  package var kind: EntityKind
  /// What is claimed, at least one id or key each.
  package var claims: [Claim] = []
  /// How many entities of the kind lie within the tags: a listing of all is at least as long.
  package var known: Int
}
