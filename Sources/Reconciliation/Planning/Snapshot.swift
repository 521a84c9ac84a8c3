public import AdminAPI
import Diagnostics
import Documents
import Gathering
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
    async let information = outcome { () async throws(AdminError) in try await reader.root() }
    async let state = outcome { () async throws(AdminError) in
      isWorkspaceThere ? try await LiveStateReader.read(reader, scope: desired.scope) : GatewayState()
    }
    async let schemas = outcome { () async throws(AdminError) in
      try await SchemaSet.read(
        reader, kinds: SchemaSet.kinds(desired.entities),
        configurations: SchemaSet.configurationPaths(desired.entities))
    }
    async let lookedUp = outcome { () async throws(AdminError) in try await lookUp(reader, desired.scope) }
    // Whether this is a gateway at all is the first thing to know when something is wrong.
    let root = try await information.get()
    var snapshot = Snapshot(information: root, state: try await state.get(), schemas: try await schemas.get())
    snapshot.schemas.availablePlugins = root.plugins
    snapshot.lookedUp = try await lookedUp.get()
    snapshot.outside = try await OutsideLookUp.read(reader, desired, snapshot.state)
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
}

extension SchemaSet {
  /// Fetches what is missing of the schemas of what is deleted.
  public mutating func add(for deletions: [Change], _ reader: AdminReader) async throws(AdminError) {
    let entities = deletions.map { Entity(kind: $0.kind, fields: $0.old ?? Object()) }
    let kinds = Set(entities.map(\.kind)).filter { self.entities[$0.collection] == nil }
    let paths = SchemaSet.configurationPaths(entities).filter { configurations[$0[0]]?[$0[1]] == nil }
    let missing = try await SchemaSet.read(reader, kinds: kinds, configurations: paths)
    self.entities.merge(missing.entities) { own, _ in own }
    for (name, added) in missing.configurations {
      configurations[name, default: [:]].merge(added) { own, _ in own }
    }
  }

  /// Fetches schemas, all at once; what the gateway does not have is left out.
  public static func read(
    _ reader: AdminReader, kinds: Set<EntityKind>, configurations: Set<[String]>
  ) async throws(AdminError) -> SchemaSet {
    let paths = kinds.map { ([$0.collection], [$0.schemaName]) } + configurations.map { ($0, $0) }
    let schemas = try await gather(paths) { (_, path) async throws(AdminError) in try await reader.schema(at: path) }
    var set = SchemaSet()
    for ((key, _), schema) in zip(paths, schemas) {
      guard let schema, let name = key.last else { continue }
      if key.count == 1 {
        set.entities[name] = schema
      } else {
        set.configurations[key[0], default: [:]][name] = schema
      }
    }
    return set
  }
}
