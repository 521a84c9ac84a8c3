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
    for position in desired.entities.indices {
      desired.update(position) { entity in
        if let root = schemas.entities[entity.kind.collection]?.root {
          normaliser.normalise(&entity.fields, record: root)
        }
        guard let name = entity.kind.configField, let record = schemas.configuration(for: entity)?.config?.record,
          var config = entity.fields[name]?.object
        else { return }
        normaliser.normalise(&config, record: record)
        entity.fields[name]?.value = .object(config)
      }
    }
    return normaliser.diagnostics.diagnostics
  }
}
