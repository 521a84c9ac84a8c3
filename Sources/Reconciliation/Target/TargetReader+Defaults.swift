package import Documents
package import GatewayModel

// What a target does that has nothing better: everything is asked for by its listings, and there are no workspaces.
extension TargetReader {
  /// Nothing.
  package var dumpHeader: Object { Object() }

  /// What it says of itself.
  package func greeting() async throws(TargetError) -> [String] { try await information().greeting }

  /// Those that it says it has.
  package func pluginNames() async throws(TargetError) -> [String] { try await information().plugins.sorted() }

  /// Tries by listing.
  package func access() async -> [KindAccess] {
    var found: [KindAccess] = []
    for kind in EntityKind.all {
      do throws(TargetError) {
        let state = try await state(in: Scope(onlyCollections: [kind.collection]))
        let reason = state.unreadable[kind]
        found.append(
          KindAccess(kind, reason.map { .refused($0) } ?? (state.absent.contains(kind) ? .absent : .readable)))
      } catch {
        found.append(KindAccess(kind, .refused("no answer")))
      }
    }
    return found
  }

  /// Only the default workspace exists.
  package func hasWorkspace() async throws(TargetError) -> Bool { workspace == nil }

  /// There are none.
  package func workspaces() async throws(TargetError) -> [String] {
    throw .refused(TargetError.Refusal(.missing, message: "the gateway has no workspaces"))
  }

  /// Lists the kind within the tags.
  package func lookUp(_ kind: EntityKind, tags: [String]) async throws(TargetError) -> GatewayState {
    var scope = Scope(onlyCollections: [kind.collection])
    scope.selectTags = tags
    return try await state(in: scope)
  }

  /// Lists the kinds in question, without tags.
  package func find(_ questions: [OutsideQuestion]) async throws(TargetError) -> GatewayState {
    try await state(in: Scope(onlyCollections: Set(questions.map(\.kind.collection))))
  }

  /// There are no documents.
  package func schemaDocument(_ path: [String]) async throws(TargetError) -> Node? { Node?.none }

  /// Whatever it is, writing will tell.
  package func judge(_ write: EntityWrite) async -> Verdict { .accepted }
}

extension TargetWriter {
  /// There are none to create.
  package func createWorkspace(_ name: String) async throws(TargetError) -> Bool {
    throw .refused(TargetError.Refusal(.missing, message: "the gateway has no workspaces"))
  }

  /// There are none to delete.
  package func deleteWorkspace(_ name: String) async throws(TargetError) {
    throw .refused(TargetError.Refusal(.missing, message: "the gateway has no workspaces"))
  }

  /// A target that is written entity by entity takes no load.
  package func writeAll(_ writes: [EntityWrite], onto base: Snapshot) async throws(TargetError) -> LoadOutcome {
    throw .refused(TargetError.Refusal(.other, message: "it takes its changes one by one"))
  }
}
