package import Documents
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
    let answers = await withTaskGroup(of: (Int, Result<Schema?, AdminError>).self) { group in
      for (index, schema) in wanted.enumerated() {
        group.addTask { (index, await outcome(schema.path)) }
      }
      var answers: [(Int, Result<Schema?, AdminError>)] = []
      for await answer in group { answers.append(answer) }
      return answers
    }
    var set = SchemaSet()
    for (index, answer) in answers {
      let schema: Schema?
      do throws(AdminError) { schema = try answer.get() } catch { throw TargetError(error) }
      let key = wanted[index].key
      guard let schema, let name = key.last else { continue }
      if key.count == 1 {
        set.entities[name] = schema
      } else {
        set.configurations[key[0], default: [:]][name] = schema
      }
    }
    return set
  }

  private func outcome(_ path: [String]) async -> Result<Schema?, AdminError> {
    do {
      return .success(try await schema(at: path))
    } catch {
      return .failure(error)
    }
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
