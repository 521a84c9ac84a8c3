import Diagnostics
import Documents
import GatewayModel
import GatewaySchemas
import StateFileTools
import StateFiles

/// A rendered file without what equals its default, as a dump leaves it out.
enum BriefRendering {
  static func of(_ text: String) -> String {
    var diagnostics = DiagnosticCollector()
    var scope = Scope()
    scope.includesDefinitions = true
    let input = InputText(name: "rendered", bytes: Array(text.utf8))
    guard var desired = StateFileLoader.load([input], environment: .mock, scope: scope, &diagnostics) else {
      return diagnostics.diagnostics.map(\.message).joined(separator: "\n")
    }
    var options = DumpOptions()
    options.skipsDefaults = true
    options.schemas = OfflineSchemas([], &diagnostics).schemas(for: desired)
    options.header["_info"] = desired.header.info.isEmpty ? nil : Node(.object(desired.header.info))
    for position in desired.entities.indices {
      desired.update(position) { $0.fields = filled($0, options.schemas) }
    }
    return String(decoding: YAMLWriter.write(StateDump.document(of: GatewayState(desired), options)), as: UTF8.self)
  }

  /// The fields as a gateway would complete them.
  private static func filled(_ entity: Entity, _ schemas: SchemaSet) -> Object {
    guard let root = schemas.entities[entity.kind.collection],
      var fields = try? root.filled(entity.fields, context: .write)
    else { return entity.fields }
    for field in root.root.fields where field.auto || entity.kind.reference(field.name) != nil {
      fields[field.name] = entity.fields[field.name]
    }
    let own = schemas.configuration(for: entity)
    if let name = entity.kind.configField, let own, own.root[name] != nil {
      let given = entity.fields[name] ?? Node(.object(Object()))
      let configured = try? own.filled(Object([Object.Member(key: name, node: given)]), context: .write)
      fields[name] = configured?[name]
      if entity.fields["protocols"] == nil { fields["protocols"] = own.root["protocols"]?.defaultValue }
    }
    return Object(fields.filter { !$0.node.isNull || entity.fields[$0.key] != nil })
  }
}
