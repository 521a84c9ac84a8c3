import AdminAPI
import Diagnostics
import GatewayModel
import Reconciliation
import Reporting

/// What diff, sync, apply and reset have in common once their flags are read.
struct Reconciling {
  let connection: Connection
  let output: RunOutput
  let context: CommandContext
  var execution: ExecutionFlags?

  /// Shows a plan without doing anything of it.
  func preview(_ files: [String], _ request: Preparation.Request, tellsByCode: Bool) async -> ExitStatus {
    do {
      try output.open()
      let reader = try connection.reader()
      note(reader)
      let preparation = try await Preparation.prepare(files, request, reader, log: connection.log, context)
      note(preparation)
      output.begin()
      output.printSummary()
      let differs = !preparation.plan.isEmpty || preparation.missingWorkspace != nil
      return output.finish(tellsByCode && differs ? .differences : .success)
    } catch {
      return output.fail(error.diagnostics)
    }
  }

  /// Makes a plan and carries it out.
  ///
  /// - Parameters:
  ///   - files: The state files.
  ///   - request: What the plan is made from.
  ///   - consent: Looks at the plan; answers with a status to end with, or nil to go on.
  func carryOut(
    _ files: [String], _ request: Preparation.Request, consent: (Preparation) -> ExitStatus?
  ) async -> ExitStatus {
    do {
      try output.open()
      let writer = try connection.writer()
      note(writer.reader)
      let preparation = try await Preparation.prepare(files, request, writer.reader, log: connection.log, context)
      return try await carryOut(preparation, writer, consent: consent)
    } catch {
      return output.fail(error.diagnostics)
    }
  }

  /// Carries out what was prepared.
  func carryOut(
    _ preparation: Preparation, _ writer: AdminWriter, consent: (Preparation) -> ExitStatus?
  ) async throws(DiagnosticError) -> ExitStatus {
    note(preparation)
    if let status = consent(preparation) { return status }
    output.begin()
    if let workspace = preparation.missingWorkspace { try await Workspaces.create(workspace, writer) }
    var options = ExecutionOptions()
    options.parallelism = connection.policy.parallelism
    options.onError = execution?.reaction ?? .continue
    options.schemas = preparation.schemas
    options.isInterrupted = { [interruption = context.interruption] in interruption.isRequested }
    context.interruption.beginWriting()
    let result = await PlanExecutor.execute(preparation.plan, writer: writer, options: options) {
      output.add($0, $1)
    }
    output.end(result)
    if result.isInterrupted { return output.finish(.interrupted) }
    if result.isComplete {
      guard execution?.verify == true, !preparation.plan.isEmpty else { return output.finish(.success) }
      let found = await preparation.verify(writer.reader)
      return found.isEmpty ? output.finish(.success) : output.fail(found, .partial)
    }
    return output.finish(result.changedAnything || preparation.missingWorkspace != nil ? .partial : .failure)
  }

  /// Notes which gateway it is.
  func note(_ reader: AdminReader) {
    output.report.gateway = RunReport.Gateway(address: reader.address, workspace: reader.workspace)
  }

  private func note(_ preparation: Preparation) {
    output.report.plan = preparation.plan
    output.report.schemas = preparation.schemas
    output.report.createdWorkspace = preparation.missingWorkspace
    output.report.gateway?.workspace = preparation.plan.workspace
    output.report.gateway?.version = preparation.information.version
    output.report.gateway?.edition = preparation.information.edition.rawValue
    output.note(preparation.warnings)
  }
}
