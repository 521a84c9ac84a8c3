import AIGateway
import ArgumentParser
import Diagnostics
import Documents
import GatewayModel
import Reconciliation
import StateFiles

/// What the verbs of AI gateways have in common: files of their model, and the part of a gateway that they are about.
struct AIInput: ParsableArguments {
  @Argument(help: "Files of the AI gateway, directories of such, or - for standard input.")
  var files: [String] = []

  /// The part of a gateway that is managed by such files.
  static func scope(_ connection: ConnectionOptions) -> Scope {
    var scope = Scope()
    scope.selectTags = [AIGatewayConversion.tag]
    scope.includesAIModels = true
    scope.workspace = connection.workspaceName
    return scope
  }

  /// The run that these flags ask for.
  func request(_ connection: ConnectionOptions, _ output: RunOutput) -> RunRequest {
    var request = RunRequest()
    request.scope = AIInput.scope(connection)
    request.reportsDeletions = output.isReporting
    request.skipsWorkspaceCheck = connection.skipsWorkspaceCheck
    return request
  }

  /// Reads and converts the files.
  ///
  /// - Throws: What is wrong with them, all of it.
  func load(_ request: RunRequest) throws(DiagnosticError) -> (desired: DesiredState, noticed: [Diagnostic]) {
    var collector = DiagnosticCollector()
    let states = InputFiles.read(files, &collector).compactMap { AISource.convert($0, &collector) }
    guard !collector.hasErrors, let desired = StateFileLoader.load(made: states, scope: request.scope, &collector)
    else {
      throw DiagnosticError(collector.diagnostics)
    }
    return (desired, collector.diagnostics)
  }
}
