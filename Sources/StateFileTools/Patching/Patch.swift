package import Diagnostics
package import Documents

/// Changes to the values of a document that selectors mean.
package struct Patch: Sendable {
  /// Which values are changed; nil for the document itself.
  var selectors: Selectors?
  /// What mappings are given, keys in their order; what was there under a key is replaced.
  var values = Object()
  /// The keys that mappings lose; a key that is to be given and to be lost is lost.
  var removedKeys: Set<String> = []
  /// What lists are given at their end.
  var items: [Node] = []

  /// Whether nothing would be changed, whatever is selected.
  var isEmpty: Bool { values.isEmpty && removedKeys.isEmpty && items.isEmpty }

  /// Changes a document: keys of the mappings and items of the lists that are selected; anything else stays as it is.
  ///
  /// Of several documents of a text, which are one to their readers, the first alone is changed at its top.
  package func apply(to document: inout Node, isFirst: Bool = true) throws(DiagnosticError) {
    guard !isEmpty else { return }
    var paths = try selectors?.select(in: document) ?? [DocumentPath()]
    if !isFirst { paths.removeAll { $0.steps.isEmpty } }
    // What stands within a selected value is changed before that value may be given another in its place.
    for path in paths.sorted(by: { $0.steps.count > $1.steps.count }) {
      document.change(at: path) { node in
        switch node.value {
        case .object: node.changeObject(change)
        case .array where !items.isEmpty:
          let list = (node.takeArray() ?? []) + items
          node.value = .array(list)
        default: break
        }
      }
    }
  }

  private func change(_ object: inout Object) {
    for member in values where !removedKeys.contains(member.key) {
      object[member.key] = object[member.key].map { member.node.replacing($0) } ?? member.node
    }
    for key in removedKeys { object.removeValue(forKey: key) }
  }
}
