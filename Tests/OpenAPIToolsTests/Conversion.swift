import Diagnostics
import Documents
import OpenAPI
import OpenAPITools

/// One conversion within the test: what came out, and what was said.
struct Conversion {
  /// The state; nil where there was an error.
  let state: Node?
  /// What was said: `line:column code`, errors with an exclamation mark.
  let said: [String]
  /// The same in full.
  let diagnostics: [Diagnostic]

  /// Converts a document to services and routes, without ids unless asked for.
  static func kong(
    _ text: String, files: [String: String] = [:], _ change: (inout ConversionOptions) -> Void = { _ in }
  ) -> Conversion {
    var options = ConversionOptions()
    options.hasIDs = false
    change(&options)
    return run(text, files) { document, diagnostics in KongConversion.state(of: document, options, &diagnostics) }
  }

  /// Converts a document to tools, without ids.
  static func tools(_ text: String, _ change: (inout ToolOptions) -> Void = { _ in }) -> Conversion {
    var conversion = ConversionOptions()
    conversion.hasIDs = false
    var options = ToolOptions(conversion: conversion)
    change(&options)
    return run(text, [:]) { document, diagnostics in ToolConversion.state(of: document, options, &diagnostics) }
  }

  private static func run(
    _ text: String, _ files: [String: String], _ convert: (APIDocument, inout DiagnosticCollector) -> Node?
  ) -> Conversion {
    var diagnostics = DiagnosticCollector()
    let document = read(text, files, &diagnostics)
    let state = document.flatMap { convert($0, &diagnostics) }
    return Conversion(
      state: state, said: diagnostics.diagnostics.map(said), diagnostics: diagnostics.diagnostics)
  }

  /// Reads a document that lies in a folder with other files.
  static func read(
    _ text: String, _ files: [String: String] = [:], _ diagnostics: inout DiagnosticCollector
  ) -> APIDocument? {
    APIDocumentReader.read(
      Array(text.utf8), name: "apis/api.yaml",
      load: { path throws(DiagnosticError) in
        guard let file = files[path] else {
          throw DiagnosticError(Diagnostic(code: "unreadable-file", "'\(path)' is not there"))
        }
        return Array(file.utf8)
      }, &diagnostics)
  }

  private static func said(_ diagnostic: Diagnostic) -> String {
    let mark = diagnostic.severity == .error ? "!" : ""
    return "\(diagnostic.place.line):\(diagnostic.place.column) \(diagnostic.code)\(mark)"
  }

  /// Reads what a test expects.
  static func yaml(_ text: String) -> Node? {
    var diagnostics = DiagnosticCollector()
    return DocumentReader.read(Array(text.utf8), source: .none, diagnostics: &diagnostics).first
  }
}
