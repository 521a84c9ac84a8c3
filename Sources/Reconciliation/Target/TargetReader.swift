package import Documents
package import GatewayModel
package import StateFiles

/// The reading face of a target: whatever holds what state files describe, and can be asked for it.
///
/// What only previews is given nothing else, and so cannot write.
package protocol TargetReader: Sendable {
  /// What messages and reports call it: its address, without credentials.
  var address: String { get }
  /// The workspace whose entities are read; nil for the default one.
  var workspace: String? { get }
  /// The same target, reading from another workspace.
  func inWorkspace(_ name: String?) -> Self

  /// What a dump says of where it comes from.
  var dumpHeader: Object { get }

  /// Asks what it is and what it can do.
  func information() async throws(TargetError) -> TargetInformation
  /// The lines that greet whoever reached it.
  func greeting() async throws(TargetError) -> [String]
  /// Tries for each kind whether it may be read, in the order of the kinds.
  func access() async -> [KindAccess]
  /// Whether the workspace exists; true for the default one.
  func hasWorkspace() async throws(TargetError) -> Bool
  /// The names of all workspaces, sorted.
  func workspaces() async throws(TargetError) -> [String]

  /// Lists what a run is about.
  ///
  /// A collection that may not be read is recorded as unreadable, one that the target does not have as absent; any other
  /// failure is thrown, since a part of the state is no state.
  func state(in scope: Scope) async throws(TargetError) -> GatewayState
  /// Lists entities of a kind that have all of these tags: what files may refer to without having it.
  func lookUp(_ kind: EntityKind, tags: [String]) async throws(TargetError) -> GatewayState
  /// What there is outside of the select tags under ids and keys that something new is to have, and perhaps more.
  func find(_ questions: [OutsideQuestion]) async throws(TargetError) -> GatewayState

  /// Fetches schemas, all at once; what the target does not have is left out.
  func schemas(
    kinds: Set<EntityKind>, configurations: Set<[String]>
  ) async throws(TargetError) -> SchemaSet
  /// The plugins whose schemas it may have, sorted.
  func pluginNames() async throws(TargetError) -> [String]
  /// A schema as the target writes it, by its path; nil where it has none.
  func schemaDocument(_ path: [String]) async throws(TargetError) -> Node?
  /// Listings, schemas and what is looked up, read at the same time.
  func snapshot(_ request: SnapshotRequest) async throws(TargetError) -> Snapshot

  /// Has the target judge what a change would make, as far as its capabilities go; it keeps nothing of it.
  func judge(_ write: EntityWrite) async -> Verdict
}

/// Whether a kind may be read.
package struct KindAccess: Sendable {
  /// What came of trying.
  package enum Answer: Sendable, Equatable {
    /// It may.
    case readable
    /// The target has no such kind.
    case absent
    /// It may not, and why.
    case refused(String)
  }

  /// The kind.
  package var kind: EntityKind
  /// What came of trying.
  package var answer: Answer

  /// Makes an answer.
  package init(_ kind: EntityKind, _ answer: Answer) {
    self.kind = kind
    self.answer = answer
  }
}
