package import Documents
import GatewaySchemas
import Gathering
package import GatewayModel
package import Reconciliation
package import StateFiles

extension AdminReader {
  /// Fetches the schemas of kinds and configurations, all at once.
  package func schemas(
    kinds: Set<EntityKind>, configurations: Set<[String]>
  ) async throws(TargetError) -> SchemaSet {
    let wanted: [(key: [String], path: [String])] =
      kinds.map { ([$0.collection], [$0.schemaName]) } + configurations.map { ($0, $0) }
    let schemas: [Schema?]
    do throws(AdminError) {
      schemas = try await gather(wanted) { (_, path) async throws(AdminError) in try await schema(at: path) }
    } catch {
      throw TargetError(error)
    }
    var set = SchemaSet()
    for ((key, _), schema) in zip(wanted, schemas) {
      guard let schema, let name = key.last else { continue }
      if key.count == 1 {
        set.entities[name] = schema
      } else {
        set.configurations[key[0], default: [:]][name] = schema
      }
    }
    return set
  }

  /// A schema as the gateway serves it.
  package func schemaDocument(_ path: [String]) async throws(TargetError) -> Node? {
    do throws(AdminError) {
      return try await getIfPresent(["schemas"] + path)
    } catch {
      throw TargetError(error)
    }
  }
}
