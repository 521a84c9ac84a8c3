package import Diagnostics
package import Documents
import GatewayModel

/// State files as they are written: all lists joined in the order of the files, expressions filled in, and nothing added.
///
/// For what goes over into other formats, where a default that nobody wrote would become something that somebody did.
package struct StateTree: Sendable {
  private var lists: [String: [Node]] = [:]

  /// The entries of a collection.
  package func entries(_ collection: String) -> [Node] { lists[collection] ?? [] }

  /// The collections that have entries.
  package var collections: [String] { lists.keys.sorted() }

  /// Reads texts, and holds each against the shape of a state file.
  ///
  /// - Returns: nil where a text is empty or has faults, which are reported each at its place.
  package static func read(
    _ texts: [InputText], environment: TemplateEnvironment, _ diagnostics: inout DiagnosticCollector
  ) -> StateTree? {
    var found = DiagnosticCollector()
    var tree = StateTree()
    for text in texts {
      let source = SourceID(name: text.name)
      let documents = TemplatedDocument.read(text.bytes, source: source, environment: environment, diagnostics: &found)
      if !found.hasErrors, documents.allSatisfy({ $0.isNull || $0.object?.isEmpty == true }) {
        found.error(
          code: "empty-file", "the file is empty", at: SourcePlace(line: 1, column: 1, source: source),
          hint: "a state file holds at least: _format_version: \"3.0\"")
      }
      for document in documents where !document.isNull {
        let known = StateTree.withoutRemarks(document)
        tree.add(ShapeCheck.settle(known, as: "file", of: StateFileShape.all, .strict, &found))
      }
    }
    tree.expandAddresses(&found)
    diagnostics.add(contentsOf: found.diagnostics)
    return found.hasErrors || texts.isEmpty ? nil : tree
  }

  private mutating func add(_ document: Node) {
    for member in document.object ?? Object() where !member.key.hasPrefix("_") {
      if let items = member.node.array, !items.isEmpty { lists[member.key, default: []] += items }
    }
  }

  private static func withoutRemarks(_ document: Node) -> Node {
    guard let object = document.object else { return document }
    return Node(.object(Object(object.filter { !StateHeader.isRemark($0.key) })), at: document.place)
  }

  /// Takes the `url` of services apart, as all readers of the format do.
  private mutating func expandAddresses(_ diagnostics: inout DiagnosticCollector) {
    guard let services = lists["services"] else { return }
    lists["services"] = services.map { service in
      guard let fields = service.object, fields["url"] != nil else { return service }
      var entity = Entity(kind: .service, fields: fields, place: service.place)
      Sugar.expand(&entity, &diagnostics)
      return Node(.object(entity.fields), at: service.place)
    }
  }
}
