import ArgumentParser
import Diagnostics
import Glibc
import OpenAPI
import StateFiles

/// The flag of a verb that reads an API document.
struct SpecificationInput: ParsableArguments {
  @Option(name: .shortAndLong, help: "OpenAPI 3 document to read; - for standard input.")
  var spec = "-"

  /// Reads the document and the files that it refers to; nil where an error was found.
  func read(_ run: inout FileRun) throws(DiagnosticError) -> APIDocument? {
    let text = try run.input(spec)
    let folder = spec == "-" ? "." : SpecificationInput.folder(of: spec)
    return APIDocumentReader.read(
      text.bytes, name: text.name,
      load: { path throws(DiagnosticError) in try SpecificationInput.load(path, below: folder) }, &run.diagnostics)
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
  }

  /// Reads a file that a document refers to; a symbolic link must not lead out of the document's folder.
  private static func load(_ path: String, below folder: String) throws(DiagnosticError) -> [UInt8] {
    if let real = resolved(path), let realFolder = resolved(folder) {
      guard realFolder == "/" || real.hasPrefix(realFolder + "/") else {
        throw DiagnosticError(
          Diagnostic(
            code: "outside-reference", "'\(path)' leads out of the document's folder",
            hint: "references are followed to files in that folder and below it"))
      }
    }
    return try InputFiles.text(path).bytes
  }

  private static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
