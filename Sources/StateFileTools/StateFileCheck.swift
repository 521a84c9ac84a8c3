package import Diagnostics
import Documents
import GatewayModel
package import StateFiles

/// Whether state files make sense by themselves, without asking a gateway.
package enum StateFileCheck {
  /// Holds the entities against schemas, and their references against each other.
  ///
  /// - Returns: All that is wrong, in the order of the files.
  package static func faults(in desired: inout DesiredState, schemas: SchemaSet) -> [Diagnostic] {
    var found = references(of: desired)
    found += DesiredNormaliser.normalise(&desired, schemas: schemas)
    for position in desired.entities.indices {
      found += EntityFaults.find(
        in: desired.entities[position], title: desired.title(position), schemas: schemas, unknownPlugin: .warning)
    }
    return found
  }

  /// Keys that entities cannot have, and values of another type than their field's; what the configuration of a plugin holds
  /// is left to others.
  package static func faultsOfForm(in desired: DesiredState, schemas: SchemaSet) -> [Diagnostic] {
    desired.entities.indices.flatMap { position in
      var entity = desired.entities[position]
      for name in FormatFields.former[entity.kind] ?? [] where entity.fields[name] != nil {
        entity.fields.removeValue(forKey: name)
      }
      return EntityFaults.ofForm(in: entity, title: desired.title(position), schemas: schemas)
    }
  }

  /// References to what no file has.
  package static func references(of desired: DesiredState) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if !desired.scope.lookupTags.isEmpty {
      found.append(
        Diagnostic(
          code: "lookup-tags", "'_info.default_lookup_tags' asks for entities that only a gateway knows",
          at: desired.header.info["default_lookup_tags"]?.place ?? .none, hint: "use: fairlead gateway validate"))
    }
    for (position, entity) in desired.entities.enumerated() {
      for reference in entity.references {
        guard case .name(let name) = reference.target, UniqueID(name) == nil,
          let rule = entity.kind.reference(reference.field), let kind = EntityKind.collection(rule.collection),
          !desired.hasUntoldNames(kind)
        else { continue }
        let shown = Secrets.shown(name, at: reference.place)
        let nearest = NearestName.find(name, among: desired.names(of: kind).sorted())
        found.append(
          Diagnostic(
            code: "unknown-reference",
            "\(desired.title(position)) refers to \(kind.name) '\(shown)', which no file has", at: reference.place,
            hint: nearest.map { "did you mean '\($0)'?" } ?? "add the \(kind.name) to the files, or correct the name"))
      }
    }
    return found
  }
}
