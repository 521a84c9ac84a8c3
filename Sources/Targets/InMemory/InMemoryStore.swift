package import GatewayModel
package import Reconciliation
package import StateFiles

/// A target in memory, for tests of whatever stands above the seam: with the behaviour of a gateway and whatever
/// capabilities and faults a test gives it.
package final class InMemoryStore: Sendable {
  /// What it is and how it misbehaves.
  package struct Settings: Sendable {
    /// What it says of itself.
    package var information = TargetInformation(identity: "memory", version: "3.9.1", edition: "community")
    /// The schemas that it goes by.
    package var schemas = SchemaSet()
    /// Kinds that it does not let be read.
    package var unreadable: Set<EntityKind> = []
    /// What it refuses although nothing is wrong with it; asked before each write.
    package var refusal: @Sendable (EntityWrite) -> TargetError? = { _ in nil }

    /// What it says of an entity that it is asked about, whatever the schemas say; nil to go by those.
    package var verdict: @Sendable (EntityWrite) -> Verdict? = { _ in nil }

    /// A gateway without faults.
    package init() {}
  }

  struct State: Sendable {
    /// By the names of the workspaces; the default one has none.
    var workspaces: [String?: InMemoryContent]
    var revision = 0
    var writes: [String] = []
  }

  let settings: Settings
  let state: Lock<State>

  /// Makes an empty target.
  package init(_ settings: Settings = Settings()) {
    self.settings = settings
    self.state = Lock(State(workspaces: [nil: InMemoryContent(schemas: settings.schemas)]))
  }

  /// The writing face.
  package var writer: InMemoryWriter { InMemoryWriter(reader: InMemoryReader(store: self, workspace: nil)) }

  /// What was written so far, in order: action and title of each change.
  package var writes: [String] { state.withLock { $0.writes } }

  /// The entities of a kind in a workspace, in the order in which they came.
  package func entities(_ kind: EntityKind, workspace: String? = nil) -> [Entity] {
    state.withLock { $0.workspaces[workspace]?.entities[kind] ?? [] }
  }
}
