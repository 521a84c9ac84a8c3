import Comparison
package import Diagnostics
import Documents
import GatewayModel
import GatewayRules
import GatewaySchemas

/// Brings all that the files say into the one form that is compared and sent.
package enum DesiredNormaliser {
  /// Normalises each entity along its schemas; what no schema is at hand for stays as it is.
  ///
  /// - Returns: What was noticed on the way.
  package static func normalise(_ desired: inout DesiredState, schemas: SchemaSet) -> [Diagnostic] {
    var normaliser = Normaliser()
    let roots = KindMap { schemas.entities[$0.collection]?.root }
    // What is in form already stays where it is: the first change copies the list of all entities.
    for position in desired.entities.indices {
      let kind = desired.entities[position].kind
      var fields = desired.entities[position].fields
      var changed = roots[kind].map { normaliser.normalise(&fields, record: $0) } ?? false
      if let root = roots[kind], dropIdle(&fields, root) { changed = true }
      // Two fields of an upstream settle each other, which no schema says.
      if kind == .upstream {
        if let settled = UpstreamBalancing.settle(&fields) {
          normaliser.warn(of: settled.field, storedAs: settled.stored)
        }
        changed = true
      }
      if let name = kind.configField, var config = fields[name]?.object,
        let record = schemas.configuration(for: desired.entities[position])?.config?.record,
        normaliser.normalise(&config, record: record)
      {
        fields[name]?.value = .object(config)
        changed = true
      }
      if changed { desired.update(position) { $0.fields = fields } }
    }
    return normaliser.diagnostics.diagnostics
  }

  /// A null in a field of the entity's own that cannot be null, and that has a default, leaves it out, and so does an empty
  /// list where there is nothing without one; returns whether there was any.
  private static func dropIdle(_ fields: inout Object, _ root: RecordSchema) -> Bool {
    guard fields.contains(where: { $0.node.isNull || $0.node.array?.isEmpty == true }) else { return false }
    let idle = fields.filter { member in
      guard let field = root[member.key] else { return false }
      guard member.node.isNull else {
        return member.node.array?.isEmpty == true && !field.required && field.defaultValue == nil
          && [.array, .set].contains(field.type)
      }
      return field.required && (field.defaultValue != nil || field.type == .record)
    }
    for member in idle { fields.removeValue(forKey: member.key) }
    return !idle.isEmpty
  }
}
