public import Diagnostics
import Documents
import GatewayModel

/// Brings all that the files say into the one form that is compared and sent.
public enum DesiredNormaliser {
  /// Normalises each entity along its schemas; what no schema is at hand for stays as it is.
  ///
  /// - Returns: What was noticed on the way.
  public static func normalise(_ desired: inout DesiredState, schemas: SchemaSet) -> [Diagnostic] {
    var normaliser = Normaliser()
    let roots = KindMap { schemas.entities[$0.collection]?.root }
    for position in desired.entities.indices {
      let kind = desired.entities[position].kind
      desired.update(position) { entity in
        if let root = roots[kind] { normaliser.normalise(&entity.fields, record: root) }
        guard let name = kind.configField, let record = schemas.configuration(for: entity)?.config?.record,
          var config = entity.fields[name]?.object
        else { return }
        if normaliser.normalise(&config, record: record) { entity.fields[name]?.value = .object(config) }
      }
    }
    return normaliser.diagnostics.diagnostics
  }
}
