package import Diagnostics
package import Documents

/// Tags of the entities of a state file: added, removed, listed.
package enum EntityTags {
  /// What becomes of tags that are not wanted.
  package struct Removal: Sendable {
    /// The tags; what is done with them is told by `keepsThem`.
    package var tags: Set<String>
    /// Whether the tags are those that stay, instead of those that go.
    package var keepsThem: Bool
    /// Whether a list without tags stays as an empty list.
    package var keepsEmptyLists: Bool

    package init(tags: Set<String>, keepsThem: Bool, keepsEmptyLists: Bool) {
      self.tags = tags
      self.keepsThem = keepsThem
      self.keepsEmptyLists = keepsEmptyLists
    }
  }

  private static let key = "tags"

  /// Adds tags to the mappings that selectors mean, and where there are none to every entity that can have tags.
  ///
  /// A tag that is there is not added again; what stands in the place of a list of tags and is none is replaced.
  package static func add(
    _ tags: [String], to document: inout Node, selectors: Selectors
  ) throws(DiagnosticError) {
    for path in try selection(selectors, in: document, admittingTags: true) {
      document.change(at: path) { entity in
        entity.changeObject { object in
          let list = object[key].flatMap { $0.array == nil ? nil : $0 }
          var items = list?.array ?? []
          let former = items.count
          // Both are short, and every entity of a file comes by here.
          for tag in tags where !items.contains(where: { $0.scalarText == tag }) { items.append(Node(.string(tag))) }
          guard items.count > former else { return }
          object[key] = Node(.array(items), at: list?.place ?? .none)
        }
      }
    }
  }

  /// Removes tags from the mappings that selectors mean, and where there are none from every entity.
  package static func remove(
    _ removal: Removal, from document: inout Node, selectors: Selectors
  ) throws(DiagnosticError) {
    for path in try selection(selectors, in: document, admittingTags: false) {
      document.change(at: path) { entity in
        entity.changeObject { object in
          guard let list = object[key], let items = list.array else { return }
          let kept = items.filter { item in
            item.scalarText.map { removal.tags.contains($0) == removal.keepsThem } ?? true
          }
          if kept.isEmpty, !removal.keepsEmptyLists {
            object.removeValue(forKey: key)
          } else if kept.count != items.count {
            object[key] = Node(.array(kept), at: list.place)
          }
        }
      }
    }
  }

  /// The tags of the mappings that selectors mean, and where there are none of every entity: each once, sorted by bytes.
  package static func list(in document: Node, selectors: Selectors) throws(DiagnosticError) -> [String] {
    var found: Set<String> = []
    for path in try selection(selectors, in: document, admittingTags: false) {
      found.formUnion((document.nearest(path)[key]?.array ?? []).compactMap(\.scalarText))
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func selection(
    _ selectors: Selectors, in document: Node, admittingTags: Bool
  ) throws(DiagnosticError) -> [DocumentPath] {
    if selectors.isEmpty { return TaggedLists.entities(in: document, admittingTags: admittingTags) }
    return try selectors.selectObjects(in: document)
  }
}
