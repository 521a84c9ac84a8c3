import Diagnostics
import Reconciliation
import StateFiles

extension RunOutput {
  /// The target of a run that only looks.
  func reader(_ connection: Connection) throws(DiagnosticError) -> any TargetReader {
    let target = try connection.target()
    note(target.notes)
    let reader = try target.reader()
    log = connection.log
    reached(reader)
    return reader
  }

  /// The target of a run that writes.
  func writer(_ connection: Connection) throws(DiagnosticError) -> any TargetWriter {
    try writer(try connection.target(), connection)
  }

  /// The same for one that was chosen already.
  func writer(_ target: ChosenTarget, _ connection: Connection) throws(DiagnosticError) -> any TargetWriter {
    note(target.notes)
    let writer = try target.writer()
    log = connection.log
    reached(writer.reader)
    return writer
  }

  /// Shows the plan and asks whether to go on; nil where there is nobody to ask.
  func asks(toDelete count: Int) -> Bool? {
    asks("Delete \(count) \(count == 1 ? "entity" : "entities")?")
  }

  /// The same in other words.
  func asks(_ question: String) -> Bool? {
    showPlan()
    return Terminal.ask(question)
  }
}

extension Run {
  /// Reads state files in the world of a command.
  func load(
    _ files: [String], digests: Bool = false, _ context: CommandContext
  ) throws(DiagnosticError) -> LoadedFiles {
    try load(files, digests: digests) { [environment = context.environment] in environment[$0] }
  }
}
