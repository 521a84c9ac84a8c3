import Diagnostics
import Documents
import GatewayModel

/// Holds what is to be written against the gateway's schemas, so that a fault is found at its line before any write.
enum EntityCheck {
  /// What is wrong with an entity.
  static func diagnostics(for entity: Entity, schemas: SchemaSet) -> [Diagnostic] {
    []
  }
}
