package import Diagnostics
import Documents

/// Reads OpenAPI documents of versions 3.0, 3.1 and 3.2, in YAML or JSON.
package enum APIDocumentReader {
  /// Reads a document and the files that it refers to.
  ///
  /// - Parameters:
  ///   - bytes: The document.
  ///   - name: Its path, from which references to other files are followed, or `-` for standard input.
  ///   - load: Gives the bytes of another file by its path. It is asked for files in the document's folder and below alone.
  ///   - diagnostics: Receives what is wrong, each with its place.
  /// - Returns: The document; nil where an error was found.
  package static func read(
    _ bytes: [UInt8], name: String, load: @escaping (String) throws(DiagnosticError) -> [UInt8],
    _ diagnostics: inout DiagnosticCollector
  ) -> APIDocument? {
    let source = SourceID(name: name)
    var found = DiagnosticCollector()
    defer { diagnostics.add(contentsOf: found.diagnostics) }
    let nodes = DocumentReader.read(bytes, source: source, diagnostics: &found)
    guard !found.hasErrors, let fields = root(nodes, source, &found) else { return nil }
    let root = Node(.object(fields), at: nodes[0].place)
    let references = ReferenceLoader.table(of: root, source: source, load: load, &found)
    // What a reference that leads nowhere stands for would only be told once more.
    if found.hasErrors { return nil }
    var model = ModelReader(references: references)
    let document = APIDocument(
      source: source, fields: fields, references: references, title: fields["info"]?["title"]?.nonEmptyText,
      servers: model.servers(fields["servers"]), paths: model.paths(fields["paths"]),
      security: model.security(fields["security"]))
    found.add(contentsOf: model.diagnostics.diagnostics)
    return found.hasErrors ? nil : document
  }

  private static func root(_ nodes: [Node], _ source: SourceID, _ diagnostics: inout DiagnosticCollector) -> Object? {
    let top = SourcePlace(line: 1, column: 1, source: source)
    guard let node = nodes.first else {
      diagnostics.error(code: "no-api-document", "the document is empty", at: top)
      return nil
    }
    if nodes.count > 1 {
      diagnostics.warning(
        code: "further-documents", "only the first document of the text is read", at: nodes[1].place)
    }
    guard let fields = node.object else {
      diagnostics.error(
        code: "no-api-document", "an OpenAPI document is a mapping, not \(node.value.kindDescription)", at: node.place)
      return nil
    }
    guard let version = fields["openapi"] else {
      let swagger = fields["swagger"]
      diagnostics.error(
        code: "no-api-document",
        swagger == nil ? "'openapi' is missing: what version is this?" : "Swagger 2 is not read, only OpenAPI 3",
        at: swagger?.place ?? node.place, hint: "write openapi: 3.0.3, or convert the document to OpenAPI 3")
      return nil
    }
    let text = version.plainText ?? ""
    guard text == "3" || text.hasPrefix("3.") else {
      diagnostics.error(
        code: "no-api-document", "OpenAPI version '\(text)' is not read, only 3.0, 3.1 and 3.2", at: version.place)
      return nil
    }
    guard fields["paths"] != nil else {
      diagnostics.error(
        code: "no-paths", "'paths' is missing: there is nothing to make routes of", at: node.place,
        hint: "an API without any is written paths: {}")
      return nil
    }
    return fields
  }
}
