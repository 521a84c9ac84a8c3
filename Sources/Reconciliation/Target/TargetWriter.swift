package import Documents

/// The writing face of a target; what holds a reading face alone cannot come by one.
package protocol TargetWriter: Sendable {
  /// The type of the reading face.
  associatedtype Reader: TargetReader

  /// The reading face of the same target.
  var reader: Reader { get }
  /// The same target, writing to another workspace.
  func inWorkspace(_ name: String?) -> Self
  /// Creates a workspace; one that is there already is as good.
  ///
  /// - Returns: Whether this call created it.
  func createWorkspace(_ name: String) async throws(TargetError) -> Bool
  /// Deletes a workspace that holds nothing; one that is gone already is as good.
  func deleteWorkspace(_ name: String) async throws(TargetError)

  /// Brings one change to the target, where that takes them one by one. What was done before, by a request whose answer
  /// got lost, is done.
  ///
  /// - Returns: The entity's fields as the target keeps them; nil where it does not say.
  @discardableResult
  func write(_ write: EntityWrite) async throws(TargetError) -> Object?

  /// Brings all changes to the target in one load, where that is how it is written.
  ///
  /// - Parameters:
  ///   - writes: The changes of a plan, in its order.
  ///   - base: The snapshot that they were planned from; what has come to the target since must not get lost.
  /// - Returns: What became of it.
  /// - Throws: What kept it from being loaded; nothing was changed.
  func writeAll(_ writes: [EntityWrite], onto base: Snapshot) async throws(TargetError) -> LoadOutcome
}

/// What became of a load.
package enum LoadOutcome: Sendable {
  /// The target took it, and holds it.
  case taken
  /// The target took it, and does not call its state as it should: whether it holds what was loaded has to be looked at.
  case unconfirmed
  /// The target has something against it, and changed nothing.
  case refused([LoadFault])
  /// Somebody else changed the target since it was read; nothing was loaded.
  case overtaken
  /// No answer came, and nobody knows whether the target took it.
  case unknown(TargetError)
}

/// What a target has against a load.
package struct LoadFault: Sendable {
  /// The position of the change at fault in the plan; nil where it is none of these.
  package var change: Int?
  /// What it says.
  package var refusal: TargetError.Refusal

  /// Makes a fault.
  package init(change: Int?, refusal: TargetError.Refusal) {
    self.change = change
    self.refusal = refusal
  }
}
