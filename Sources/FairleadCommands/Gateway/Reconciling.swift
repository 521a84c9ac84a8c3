import Diagnostics
import Reconciliation
import StateFiles

extension RunOutput {
  /// The target of a run that only looks, for these files or for none.
  func reader(
    _ connection: Connection, for desired: DesiredState? = nil
  ) throws(DiagnosticError) -> any TargetReader {
    let target = try connection.target(for: desired)
    note(target.notes)
    let reader = try target.reader()
    log = connection.log
    reached(reader)
    return reader
  }

  /// The target of a run that writes, for these files or for none.
  func writer(
    _ connection: Connection, for desired: DesiredState? = nil
  ) throws(DiagnosticError) -> any TargetWriter {
    let target = try connection.target(for: desired)
    note(target.notes)
    let writer = try target.writer()
    log = connection.log
    reached(writer.reader)
    return writer
  }

  /// Shows the plan and asks whether to go on; nil where there is nobody to ask.
  func asks(toDelete count: Int) -> Bool? {
    showPlan()
    return Terminal.ask("Delete \(count) \(count == 1 ? "entity" : "entities")?")
  }
}

extension Run {
  /// Reads state files in the world of a command.
  func load(
    _ files: [String], _ context: CommandContext
  ) throws(DiagnosticError) -> (desired: DesiredState, noticed: [Diagnostic]) {
    try load(files) { [environment = context.environment] in environment[$0] }
  }
}
