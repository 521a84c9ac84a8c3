/// What a target says of an entity that it was asked about.
package enum Verdict: Sendable {
  /// It would take it, as far as it can tell beforehand.
  case accepted
  /// It would refuse it.
  case refused(TargetError.Refusal)
  /// It did not say.
  case undecided(TargetError)
}
