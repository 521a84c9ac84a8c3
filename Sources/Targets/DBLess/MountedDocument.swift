package import Diagnostics
import Documents
import GatewayModel
import Reconciliation
package import StateFiles

/// The declarative configuration that files make by themselves, for a gateway that reads it when it starts.
package enum MountedDocument {
  /// The document, as a load into an empty gateway would have it.
  package static func configuration(of desired: DesiredState) -> DeclarativeConfiguration {
    let plan = Plan(creating: desired)
    let ids = NamedIDs.settle(plan.changes, among: GatewayState())
    let writes = plan.changes.indices.map { EntityWrite(plan.changes[$0], id: ids[$0], ids: ids) }
    return DeclarativeConfiguration(
      GatewayState(), writes, formatVersion: desired.header.formatVersion == "1.1" ? "1.1" : "3.0")
  }

  /// What the format has no place for, and what would not mean there what it means in the files.
  package static func faults(in desired: DesiredState) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var told: Set<EntityKind> = []
    for entity in desired.entities where !DBLessReader.kinds.contains(entity.kind) {
      guard told.insert(entity.kind).inserted else { continue }
      found.append(
        Diagnostic(
          code: "unknown-kind", "a gateway without a database has no \(entity.kind.collection)", at: entity.place,
          hint: "keep them out of these files"))
    }
    if let workspace = desired.header.workspace {
      found.append(
        Diagnostic(
          .warning, code: "workspace",
          "a gateway without a database has no workspaces: '\(workspace)' is left out"))
    }
    for (position, entity) in desired.entities.enumerated() {
      found += hashes(without: desired, position, entity)
    }
    return found
  }

  /// Hashes whose consumer has another id than they were made with, as far as that can be known.
  private static func hashes(without desired: DesiredState, _ position: Int, _ entity: Entity) -> [Diagnostic] {
    for (name, form) in entity.kind.textForms {
      guard case .sha1(let salt) = form, StoredSecretFields.areWritten(in: entity.fields, entity.kind),
        case .desired(let owner)? = entity.reference(salt)?.target, desired.entities[owner].id == nil
      else { continue }
      return [
        Diagnostic(
          .warning, code: "hashed-secret",
          "\(desired.title(position)): '\(name)' is a hash that fits one consumer's id alone, and the files give the "
            + "consumer none", at: entity.fields[name]?.place ?? entity.place,
          hint: "give the consumer its id, as a dump does, or write the secret itself")
      ]
    }
    return []
  }
}
