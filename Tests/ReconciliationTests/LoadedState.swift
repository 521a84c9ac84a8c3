import Diagnostics
import Documents
import GatewayModel
import GatewayRules
import GatewaySchemas
import StateFiles
import Testing

/// A state file with what a gateway holds after its sync.
struct LoadedState {
  var desired: DesiredState
  /// The same entities with ids and with the defaults that a gateway fills in.
  var live = GatewayState()

  /// The schemas of the built-in bundle.
  static let schemas = SchemaSet(
    entities: Dictionary(
      uniqueKeysWithValues: EntityKind.all.compactMap { kind in
        SchemaBundle.oss.entity(kind.collection).map { (kind.collection, $0) }
      }),
    plugins: Dictionary(
      uniqueKeysWithValues: SchemaBundle.oss.pluginNames.compactMap { name in
        SchemaBundle.oss.plugin(name).map { (name, $0) }
      }))

  init(_ text: String) throws {
    var collector = DiagnosticCollector()
    let input = InputText(name: "kong.yaml", bytes: Array(text.utf8))
    let loaded = StateFileLoader.load([input], environment: .verbatim, &collector)
    desired = try #require(loaded, "\(collector.diagnostics)")
    var lists: [EntityKind: [Entity]] = [:]
    for position in desired.entities.indices {
      lists[desired.entities[position].kind, default: []].append(try live(position))
    }
    for (kind, list) in lists { live.set(list, of: kind) }
  }

  private func live(_ position: Int) throws -> Entity {
    var entity = desired.entities[position]
    let root = try #require(LoadedState.schemas.entities[entity.kind.collection])
    entity.fields = try root.filled(entity.fields, context: .write)
    if let own = LoadedState.schemas.configuration(for: entity), let field = entity.kind.configField {
      entity.fields[field] = try own.filled(entity.fields, context: .write)[field]
    }
    entity.fields["id"] = Node(.string(LoadedState.id(position)))
    for index in entity.references.indices {
      guard case .desired(let target) = entity.references[index].target else { continue }
      entity.references[index].target = .id(LoadedState.id(target))
      entity.fields.removeValue(forKey: entity.references[index].field)
    }
    entity.fields.removeAll { $0.node.isNull }
    return entity
  }

  private static func id(_ position: Int) -> String {
    let digits = String(position, radix: 16)
    return "d0000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
  }
}
