import ArgumentParser
import Diagnostics
import Documents

/// The flags of a verb that writes a document.
struct DocumentOutput: ParsableArguments {
  /// What a document can be written as.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case yaml
    case json
  }

  @Option(name: [.customShort("o"), .customLong("output-file")], help: "File to write; - for standard output.")
  var outputFile = "-"

  @Option(help: "yaml or json; without it YAML, and JSON for what was read as such.")
  var format: Format?

  /// A document in the format asked for.
  func bytes(of document: Node) -> [UInt8] {
    switch format ?? .yaml {
    case .yaml: YAMLWriter.write(document)
    case .json: JSONWriter.write(document, indent: 2) + [0x0A]
    }
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
