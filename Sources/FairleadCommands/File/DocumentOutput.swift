import ArgumentParser
import Diagnostics
import Documents

/// The flags of a verb that writes a document.
struct DocumentOutput: ParsableArguments {
  @Option(name: [.customShort("o"), .customLong("output-file")], help: "File to write; - for standard output.")
  var outputFile = "-"

  @Option(help: "yaml or json; without it YAML, and JSON for what was read as such.")
  var format: DocumentFormat?

  /// A document in the format asked for.
  func bytes(of document: Node) -> [UInt8] {
    (format ?? .yaml).bytes(of: document)
  }

  /// Writes what a verb has made.
  func write(_ bytes: [UInt8], in context: CommandContext) throws(DiagnosticError) {
    try DocumentOutput.write(bytes, to: outputFile, in: context)
  }

  /// Writes what a verb has made to a file, or to standard output where the name is `-`.
  static func write(_ bytes: [UInt8], to path: String, in context: CommandContext) throws(DiagnosticError) {
    if path == "-" { return context.output.write(bytes) }
    try FileOutput.write(bytes, to: path, access: .customary)
  }
}
