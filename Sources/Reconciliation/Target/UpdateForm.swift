/// What an update of an entity has to say, since of what it leaves out targets make different things.
package enum UpdateForm: Sendable, Hashable {
  /// The whole; what is left out returns to its default.
  case replacement
  /// The whole, and what is left out stays as it is.
  case mergingReplacement
  /// What changes.
  case changedFields
}
