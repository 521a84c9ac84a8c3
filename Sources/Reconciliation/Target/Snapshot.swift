import Documents
import Gathering
package import GatewayModel
package import StateFiles

/// What a snapshot has to show.
package struct SnapshotRequest: Sendable {
  /// What the run is about.
  package var scope: Scope
  /// The kinds whose schemas are needed.
  package var kinds: Set<EntityKind>
  /// The configurations whose schemas are needed, by their paths.
  package var configurations: Set<[String]>
  /// Whether the workspace exists. Where it does not, it holds nothing, and the default one has the schemas.
  package var isWorkspaceThere = true

  /// What planning needs for a state of files.
  ///
  /// - Parameters:
  ///   - base: What the files were; nil where nobody says.
  ///   - refersToGateway: Whether references may lead to whatever the target has: within select tags that is looked up, too.
  package init(for desired: DesiredState, base: DesiredState? = nil, refersToGateway: Bool = false) {
    self.scope = desired.scope
    if refersToGateway, !scope.selectTags.isEmpty {
      for entity in desired.entities {
        for case (.name, let rule?) in entity.references.map({ ($0.target, entity.kind.reference($0.field)) }) {
          scope.lookupTags[rule.collection] = []
        }
      }
    }
    self.kinds = SchemaSet.kinds(desired.entities)
    self.configurations = SchemaSet.configurationPaths(desired.entities)
    guard let base else { return }
    kinds.formUnion(SchemaSet.kinds(base.entities))
    configurations.formUnion(SchemaSet.configurationPaths(base.entities))
  }
}

/// What a plan is made from on the target's side, read in one go.
package struct Snapshot: Sendable {
  /// What the target says of itself.
  package var information: TargetInformation
  /// What it holds of what the files are about.
  package var state: GatewayState
  /// The schemas of the kinds and configurations that the files have.
  package var schemas: SchemaSet
  /// What the files may refer to without having it.
  package var lookedUp = GatewayState()
  /// What the target calls the state that it is in; nil where it has no such word.
  package var revision: String?
  /// All that it holds, whatever the run is about, where changes are brought to it in one load; nil elsewhere.
  package var whole: GatewayState?

  /// Makes a snapshot.
  package init(information: TargetInformation, state: GatewayState, schemas: SchemaSet) {
    self.information = information
    self.state = state
    self.schemas = schemas
    self.schemas.availablePlugins = information.plugins
    self.state.absent.formUnion(EntityKind.all.filter { !information.capabilities.kinds.contains($0) })
  }
}

extension TargetReader {
  /// Listings, schemas and what is looked up, each by the call of its own.
  package func snapshot(_ request: SnapshotRequest) async throws(TargetError) -> Snapshot {
    let workspace = request.scope.workspace ?? self.workspace
    return try await Snapshot.read(inWorkspace(request.isWorkspaceThere ? workspace : nil), request)
  }
}

extension Snapshot {
  fileprivate static func read(
    _ reader: any TargetReader, _ request: SnapshotRequest
  ) async throws(TargetError) -> Snapshot {
    let scope = request.scope
    async let information = outcome { () async throws(TargetError) in try await reader.information() }
    async let state = outcome { () async throws(TargetError) in
      request.isWorkspaceThere ? try await reader.state(in: scope) : GatewayState()
    }
    async let schemas = outcome { () async throws(TargetError) in
      try await reader.schemas(kinds: request.kinds, configurations: request.configurations)
    }
    async let lookedUp = outcome { () async throws(TargetError) in try await lookUp(reader, scope) }
    // Whether this is a target at all is the first thing to know when something is wrong.
    let found = try await information.get()
    var snapshot = Snapshot(information: found, state: try await state.get(), schemas: try await schemas.get())
    snapshot.lookedUp = try await lookedUp.get()
    return snapshot
  }

  private static func lookUp(_ reader: any TargetReader, _ scope: Scope) async throws(TargetError) -> GatewayState {
    var found = GatewayState()
    for kind in EntityKind.all {
      guard let tags = scope.lookupTags[kind.collection] else { continue }
      let state = try await reader.lookUp(kind, tags: tags)
      found.set(state.all(kind), of: kind)
      found.unreadable[kind] = state.unreadable[kind]
    }
    return found
  }
}

extension SchemaSet {
  /// Fetches what is missing of the schemas of what is deleted.
  mutating func add(for deletions: [Change], _ reader: any TargetReader) async throws(TargetError) {
    let entities = deletions.map { Entity(kind: $0.kind, fields: $0.old ?? Object()) }
    let kinds = Set(entities.map(\.kind)).filter { self.entities[$0.collection] == nil }
    let paths = SchemaSet.configurationPaths(entities).filter { configurations[$0[0]]?[$0[1]] == nil }
    merge(try await reader.schemas(kinds: kinds, configurations: paths))
  }

  /// Takes over the schemas of another set that are not in this one.
  package mutating func merge(_ other: SchemaSet) {
    entities.merge(other.entities) { own, _ in own }
    for (name, added) in other.configurations {
      configurations[name, default: [:]].merge(added) { own, _ in own }
    }
  }
}
