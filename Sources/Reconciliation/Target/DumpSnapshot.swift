package import Diagnostics
package import GatewayModel
package import StateFiles

/// What a dump is made from: what the gateway holds, and the schemas that say what of it goes without saying.
package struct DumpSnapshot: Sendable {
  /// What the gateway holds.
  package var state: GatewayState
  /// The schemas of all that it holds.
  package var schemas: SchemaSet

  /// Reads the listings, then the schemas of what they have.
  package static func read(_ reader: any TargetReader, scope: Scope) async throws(TargetError) -> DumpSnapshot {
    let state = try await reader.state(in: scope)
    let present = EntityKind.all.filter { !state.all($0).isEmpty }
    let paths = present.map { SchemaSet.configurationPaths(state.all($0)) }
    let schemas = try await reader.schemas(
      kinds: Set(present), configurations: paths.reduce(into: []) { $0.formUnion($1) })
    return DumpSnapshot(state: state, schemas: schemas)
  }

  /// What whoever keeps the dump has to know.
  package var warnings: [Diagnostic] {
    var warnings: [Diagnostic] = []
    for (kind, lost) in state.orphans.sorted(by: { $0.key.rank < $1.key.rank }) {
      warnings.append(
        Diagnostic(
          .warning, code: "dangling-references",
          "\(lost) \(kind.collection) are missing from the dump: what they belong to was not listed",
          hint: "somebody is writing to the gateway; dump again when nobody does"))
    }
    for kind in EntityKind.all where kind.textForms.values.contains(where: { $0.isHash }) {
      guard !state.all(kind).isEmpty else { continue }
      warnings.append(
        Diagnostic(
          .warning, code: "hashed-secret",
          "the dump holds \(kind.collection) as the hashes that the gateway keeps",
          hint: "they fit this gateway's entities alone and cannot be restored to another"))
    }
    for kind in EntityKind.all {
      guard let rule = kind.listReference, let other = EntityKind.collection(rule.collection) else { continue }
      for entity in state.all(kind) {
        for case .id(let id) in entity.references.filter({ $0.field == rule.field }).map(\.target)
        where state.entity(other, id: id) == nil {
          warnings.append(
            Diagnostic(
              .warning, code: "unknown-reference",
              "\(kind.name) \(state.label(entity)) refers to \(other.withArticle) that is not in the dump",
              hint: "dump without tags"))
        }
      }
    }
    return warnings
  }
}

extension EntityKind.TextForm {
  /// Whether the gateway may keep a hash instead of the text.
  fileprivate var isHash: Bool { if case .sha1 = self { true } else { false } }
}
