package import Diagnostics
package import Documents

/// Entities that several files have.
package enum DuplicateEntities {
  /// What becomes of an entity that two files have.
  package enum Rule: String, Sendable, CaseIterable {
    /// Nothing is written.
    case error
    /// The one of the file that was named first stays.
    case first
    /// The one of the file that was named last stays.
    case last
    /// Both stay, with a warning.
    case keep
  }

  private struct Occurrence {
    var file: Int
    var document: Int
    var entity: IdentifiedEntity
  }

  /// Finds entities of one identity in different files, and does with them what the rule says.
  ///
  /// - Parameters:
  ///   - files: The documents of each file.
  ///   - rule: What becomes of the entities.
  ///   - diagnostics: Is told both places, where both entities stay or nothing is written.
  package static func settle(
    _ files: inout [[Node]], by rule: Rule, _ diagnostics: inout DiagnosticCollector
  ) {
    var known: [String: Occurrence] = [:]
    var unwanted: [Occurrence] = []
    for (file, documents) in files.enumerated() {
      for (document, node) in documents.enumerated() {
        for entity in IdentifiedEntity.all(in: node) {
          let own = Occurrence(file: file, document: document, entity: entity)
          let other = entity.identities.lazy.compactMap { known[$0] }.first { $0.file != file }
          if let other {
            switch rule {
            case .error, .keep: diagnostics.add(diagnostic(own.entity, other.entity, rule))
            case .first: unwanted.append(own)
            case .last: unwanted.append(other)
            }
          }
          if other != nil, rule == .first { continue }
          for identity in entity.identities where known[identity] == nil || rule == .last { known[identity] = own }
        }
      }
    }
    remove(unwanted, from: &files)
  }

  /// From behind, so that the positions before stay right; what stands in a removed entity is gone already then.
  private static func remove(_ unwanted: [Occurrence], from files: inout [[Node]]) {
    var positions: [DocumentPath: [[Int]]] = [:]
    for occurrence in unwanted {
      positions[occurrence.entity.list, default: []].append(
        [occurrence.file, occurrence.document, occurrence.entity.index])
    }
    for (list, places) in positions.sorted(by: { $0.key.steps.count > $1.key.steps.count }) {
      for place in Dictionary(grouping: places, by: { [$0[0], $0[1]] }) {
        let indices = Set(place.value.map { $0[2] })
        files[place.key[0]][place.key[1]].change(at: list) { node in
          let items = node.takeArray() ?? []
          node.value = .array(items.enumerated().filter { !indices.contains($0.offset) }.map(\.element))
        }
      }
    }
  }

  private static func diagnostic(
    _ own: IdentifiedEntity, _ other: IdentifiedEntity, _ rule: Rule
  ) -> Diagnostic {
    Diagnostic(
      rule == .error ? .error : .warning, code: "duplicate-entity", "\(own.label) is in two files", at: own.place,
      hint: rule == .error ? nil : "--on-duplicate first or last leaves one of them out, error refuses to merge",
      notes: [Diagnostic.Note("it is here as well", at: other.place)])
  }
}
