import ArgumentParser
import Diagnostics
import Documents
import StateExports
import StateFiles

/// `file kong2kic`: a state as manifests for Kubernetes.
struct Kong2KICCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "kong2kic", abstract: "Turn state files into manifests for the Kong Ingress Controller.",
    discussion: """
      Routes become HTTPRoute objects of the Gateway API, or Ingress objects. The manifests hold the secrets of the \
      state: a file is made readable for its owner alone. What Kubernetes has no place for is told at its line.

      EXAMPLES
        fairlead file kong2kic -s kong.yaml | kubectl apply -f -
        fairlead file kong2kic -s kong.yaml --ingress --kic-version 2 --format json -o manifests.json
      """)

  @OptionGroup var input: ExportInput

  @Option(name: [.customShort("o"), .customLong("output-file")], help: "File to write; - for standard output.")
  var outputFile = "-"

  @Option(name: .shortAndLong, help: "yaml or json.")
  var format = DocumentFormat.yaml

  @Option(name: .customLong("kic-version"), help: "Major version of the controller: 3 or 2.")
  var version = KICOptions.Version.three

  @Option(name: .customLong("class-name"), help: "Name of the ingress class, or of the gateway.")
  var className = "kong"

  @Flag(help: "Write Ingress objects instead of those of the Gateway API.")
  var ingress = false

  func run(in context: CommandContext) async throws(DiagnosticError) -> ExitStatus {
    let console = Console(context)
    try ConnectionCheck.run(in: context)
    var collector = DiagnosticCollector()
    let options = KICOptions(version: version, usesIngress: ingress, className: className)
    let manifests = input.read(context, &collector).flatMap { KICExport.manifests(of: $0, options, &collector) }
    console.report(collector.diagnostics)
    guard let manifests else { return .failure }
    let bytes = manifests.flatMap(bytes)
    if outputFile == "-" {
      context.output.write(bytes)
    } else {
      try FileOutput.write(bytes, to: outputFile, access: .ownerIfNew)
    }
    return .success
  }

  /// A manifest as the tools of Kubernetes read several in a row.
  private func bytes(_ manifest: Node) -> [UInt8] {
    switch format {
    case .yaml: YAMLWriter.write(manifest) + Array("---\n".utf8)
    case .json: JSONWriter.write(manifest, indent: 4)
    }
  }
}

extension KICOptions.Version: ExpressibleByArgument {}
