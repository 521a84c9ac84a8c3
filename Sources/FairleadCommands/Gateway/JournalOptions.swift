import ArgumentParser
import Diagnostics
import GatewayModel
import Glibc
import Reconciliation

/// The flags of verbs that take down what they write.
struct JournalOptions: ParsableArguments {
  @Option(
    name: .customLong("journal"),
    help: "Take down each write in this new file, which holds secrets; 'gateway undo' takes the run back.")
  var file: String?

  @Option(name: .customLong("journal-dir"), help: "The same in a new file of this directory.")
  var directory: String?

  /// The journal that these flags ask for; nil for none.
  ///
  /// - Throws: Where the file is there already: it is of another run.
  func request(
    _ command: String, files: [String], _ context: CommandContext
  ) throws(DiagnosticError) -> JournalRequest? {
    switch stated(context) {
    case (nil, nil): return nil
    case (let file?, nil): return try JournalOptions.request(file, command, files: files, context)
    case (nil, let directory?):
      try FileOutput.makeDirectory(directory)
      return try JournalOptions.request(JournalOptions.newFile(in: directory, command), command, files: files, context)
    case (_?, _?):
      throw DiagnosticError(Diagnostic(code: "usage", "--journal and --journal-dir exclude each other"))
    }
  }

  /// What is asked for; what the command line says stands before what a variable or a file says.
  private func stated(_ context: CommandContext) -> (file: String?, directory: String?) {
    guard file != nil, directory != nil else { return (file, directory) }
    func isOnCommandLine(_ name: String) -> Bool { context.settings[name]?.origin == .commandLine }
    switch (isOnCommandLine("journal"), isOnCommandLine("journal-dir")) {
    case (true, false): return (file, nil)
    case (false, true): return (nil, directory)
    default: return (file, directory)
    }
  }

  /// A journal in a file that is not there yet.
  static func request(
    _ path: String, _ command: String, files: [String], _ context: CommandContext
  ) throws(DiagnosticError) -> JournalRequest {
    if isThere(path) { throw DiagnosticError(.journalExists(path)) }
    let header = JournalHeader(
      toolVersion: context.version, command: command, author: JournalAuthor.of(context.environment), files: files)
    return JournalRequest(path: path, header: header)
  }

  /// Whether there is anything under a path, a link that leads nowhere included.
  static func isThere(_ path: String) -> Bool {
    var information = stat()
    return lstat(path, &information) == 0
  }

  /// A name that sorts by time and that no other run has.
  static func newFile(in directory: String, _ command: String) -> String {
    let verb = command.split(separator: " ").last ?? ""
    return "\(directory)/\(JournalHeader.fileTime)-\(verb)-\(UniqueID().description.prefix(8)).journal"
  }
}

/// The flag of verbs that take themselves back.
struct AtomicOptions: ParsableArguments {
  @Flag(help: "All or nothing: if any change fails, take back what was done.")
  var atomic = false

  /// Puts into a request what the flag says; without a journal of the user's own, one is kept until all is well.
  func apply(
    to request: inout RunRequest, _ command: String, files: [String], yes: Bool, _ target: ChosenTarget,
    _ context: CommandContext
  ) throws(DiagnosticError) {
    guard atomic else { return }
    request.atomic = AtomicRequest(isGranted: yes) { () throws(DiagnosticError) in
      try target.forTheWayBack.writer()
    }
    guard request.journal == nil else { return }
    let folder = context.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    let path = JournalOptions.newFile(in: folder, command)
    request.journal = try JournalOptions.request(path, command, files: files, context)
    request.journal?.isKept = false
  }
}
