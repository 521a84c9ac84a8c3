public import AdminAPI
import Diagnostics
public import GatewayModel
public import StateFiles

/// What a plan is made from on the gateway's side, read in one go.
public struct Snapshot: Sendable {
  /// What the gateway says of itself.
  public var information: GatewayInformation
  /// What it holds.
  public var state: GatewayState
  /// The schemas of the kinds it has, and of the plugins that the files use.
  public var schemas: SchemaSet

  /// Reads listings and schemas at the same time.
  public static func read(
    _ reader: AdminReader, for desired: DesiredState, scope: Scope = .everything
  ) async throws(AdminError) -> Snapshot {
    let plugins = Set(desired.entities.filter { $0.kind.configField != nil }.compactMap(\.name))
    async let information = result { () async throws(AdminError) in try await reader.root() }
    async let state = result { () async throws(AdminError) in
      try await LiveStateReader.read(reader, scope: scope)
    }
    async let schemas = result { () async throws(AdminError) in
      try await SchemaSet.read(reader, kinds: EntityKind.all, plugins: plugins)
    }
    // Whether this is a gateway at all is the first thing to know when something is wrong.
    let root = try await information.get()
    var snapshot = Snapshot(information: root, state: try await state.get(), schemas: try await schemas.get())
    snapshot.schemas.availablePlugins = root.plugins
    return snapshot
  }
}

extension SchemaSet {
  /// Fetches schemas, all at once; what the gateway does not have is left out.
  public static func read(
    _ reader: AdminReader, kinds: [EntityKind], plugins: Set<String>
  ) async throws(AdminError) -> SchemaSet {
    typealias Answer = (name: String, isPlugin: Bool, schema: Result<Schema?, AdminError>)
    let answers = await withTaskGroup(of: Answer.self) { group in
      for kind in kinds {
        group.addTask {
          (
            kind.collection, false,
            await result { () async throws(AdminError) in try await reader.schema(entity: kind.collection) }
          )
        }
      }
      for plugin in plugins {
        group.addTask {
          (plugin, true, await result { () async throws(AdminError) in try await reader.schema(plugin: plugin) })
        }
      }
      var answers: [Answer] = []
      for await answer in group { answers.append(answer) }
      return answers
    }
    var set = SchemaSet()
    for answer in answers {
      let schema = try answer.schema.get()
      if answer.isPlugin { set.plugins[answer.name] = schema } else { set.entities[answer.name] = schema }
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
