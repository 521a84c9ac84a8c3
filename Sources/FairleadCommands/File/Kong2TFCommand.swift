import ArgumentParser
import Diagnostics
import StateExports

/// `file kong2tf`: a state as resources of Terraform.
struct Kong2TFCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "kong2tf", abstract: "Turn state files into Terraform resources for Konnect.",
    discussion: """
      With a control plane's id, entities that have one themselves get an import block each, so that Terraform takes over \
      what is there. The resources hold the secrets of the state.

      EXAMPLES
        fairlead file kong2tf -s kong.yaml -o kong.tf
        fairlead file kong2tf -s kong.yaml -g 00000000-1111-4222-8333-444444444444 --ignore-credential-changes
      """)

  @OptionGroup var input: ExportInput

  @Option(name: [.customShort("o"), .customLong("output-file")], help: "File to write; - for standard output.")
  var outputFile = "-"

  @Option(
    name: [.customShort("g"), .customLong("generate-imports-for-control-plane-id")],
    help: "Write import blocks for the control plane of this id.")
  var controlPlane: String?

  @Flag(name: .customLong("ignore-credential-changes"), help: "Let Terraform leave changed credentials as they are.")
  var ignoresCredentialChanges = false

  func run(in context: CommandContext) async throws(DiagnosticError) -> ExitStatus {
    let console = Console(context)
    try ConnectionCheck.run(in: context)
    var collector = DiagnosticCollector()
    let options = TerraformOptions(
      controlPlane: controlPlane.flatMap { $0.isEmpty ? nil : $0 },
      ignoresCredentialChanges: ignoresCredentialChanges)
    let text = input.read(context, &collector).map { TerraformExport.text(of: $0, options, &collector) }
    console.report(collector.diagnostics)
    guard let text else { return .failure }
    try DocumentOutput.write(Array(text.utf8), to: outputFile, in: context)
    return .success
  }
}
