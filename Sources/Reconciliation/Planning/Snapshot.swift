public import AdminAPI
import Diagnostics
public import GatewayModel
public import StateFiles

/// What a plan is made from on the gateway's side, read in one go.
public struct Snapshot: Sendable {
  /// What the gateway says of itself.
  public var information: GatewayInformation
  /// What it holds of what the files are about.
  public var state: GatewayState
  /// The schemas of the kinds and configurations that the files have.
  public var schemas: SchemaSet
  /// What the files may refer to without having it.
  public var lookedUp = GatewayState()
  /// What the gateway holds outside the select tags, of kinds of which the files have new entities.
  public var outside = GatewayState()

  /// Makes a snapshot.
  public init(information: GatewayInformation, state: GatewayState, schemas: SchemaSet) {
    self.information = information
    self.state = state
    self.schemas = schemas
  }

  /// Reads listings and schemas at the same time.
  ///
  /// Where the workspace is not there yet, it holds nothing, and the default one has the schemas.
  public static func read(
    _ given: AdminReader, for desired: DesiredState, isWorkspaceThere: Bool = true
  ) async throws(AdminError) -> Snapshot {
    let workspace = desired.scope.workspace ?? given.workspace
    let reader = given.inWorkspace(isWorkspaceThere ? workspace : nil)
    async let information = result { () async throws(AdminError) in try await reader.root() }
    async let state = result { () async throws(AdminError) in
      isWorkspaceThere ? try await LiveStateReader.read(reader, scope: desired.scope) : GatewayState()
    }
    async let schemas = result { () async throws(AdminError) in
      try await SchemaSet.read(
        reader, kinds: SchemaSet.kinds(desired.entities),
        configurations: SchemaSet.configurationPaths(desired.entities))
    }
    async let lookedUp = result { () async throws(AdminError) in try await lookUp(reader, desired.scope) }
    // Whether this is a gateway at all is the first thing to know when something is wrong.
    let root = try await information.get()
    var snapshot = Snapshot(information: root, state: try await state.get(), schemas: try await schemas.get())
    snapshot.schemas.availablePlugins = root.plugins
    snapshot.lookedUp = try await lookedUp.get()
    snapshot.outside = try await outside(reader, desired, snapshot.state)
    return snapshot
  }

  private static func lookUp(_ reader: AdminReader, _ scope: Scope) async throws(AdminError) -> GatewayState {
    var found = GatewayState()
    for kind in EntityKind.all {
      guard let tags = scope.lookupTags[kind.collection] else { continue }
      let state = try await LiveStateReader.read(reader, kinds: [kind], tags: tags)
      found.set(state.all(kind), of: kind)
    }
    return found
  }

  /// A run within select tags sees only what has them: before anything new is made, the rest is looked at as well.
  private static func outside(
    _ reader: AdminReader, _ desired: DesiredState, _ state: GatewayState
  ) async throws(AdminError) -> GatewayState {
    guard !desired.scope.selectTags.isEmpty else { return GatewayState() }
    let matching = Matching(desired: desired, state: state)
    var kinds: Set<EntityKind> = []
    for (position, entity) in desired.entities.enumerated()
    where !matching.isLive(position) && entity.kind.hasID && entity.kind.listing.parent == nil {
      kinds.insert(entity.kind)
    }
    guard !kinds.isEmpty else { return GatewayState() }
    var all = try await LiveStateReader.read(reader, kinds: kinds.sorted { $0.rank < $1.rank })
    all.filter { !$0.hasTags(desired.scope.selectTags) }
    return all
  }
}

extension SchemaSet {
  /// Fetches schemas, all at once; what the gateway does not have is left out.
  public static func read(
    _ reader: AdminReader, kinds: Set<EntityKind>, configurations: Set<[String]>
  ) async throws(AdminError) -> SchemaSet {
    let paths = kinds.map { ([$0.collection], [$0.schemaName]) } + configurations.map { ($0, $0) }
    let answers = await withTaskGroup(of: ([String], Result<Schema?, AdminError>).self) { group in
      for (key, path) in paths {
        group.addTask {
          (key, await result { () async throws(AdminError) in try await reader.schema(at: path) })
        }
      }
      var answers: [([String], Result<Schema?, AdminError>)] = []
      for await answer in group { answers.append(answer) }
      return answers
    }
    var set = SchemaSet()
    for (path, answer) in answers {
      guard let schema = try answer.get(), let name = path.last else { continue }
      if path.count == 1 {
        set.entities[name] = schema
      } else {
        set.configurations[path[0], default: [:]][name] = schema
      }
    }
    return set
  }
}

/// The outcome of a call as a value, so that several can be waited for before any of them throws.
private func result<Value: Sendable>(
  _ call: () async throws(AdminError) -> Value
) async -> Result<Value, AdminError> {
  do {
    return .success(try await call())
  } catch {
    return .failure(error)
  }
}
