import ArgumentParser
import Diagnostics
import Glibc
import Reconciliation
import Reporting
import StateFiles

/// `journal list`: which runs there were.
struct JournalListCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the journals of a directory: when, by whom, what, and how it ended.",
    discussion: """
      EXAMPLES
        fairlead journal list journals
      """)

  @Argument(help: "The directory.")
  var directory: String

  func run(in context: CommandContext) async throws(DiagnosticError) -> ExitStatus {
    var journals: [Journal] = []
    var faults: [Diagnostic] = []
    for name in try names() {
      do throws(DiagnosticError) {
        journals.append(try Journal.read("\(directory)/\(name)"))
      } catch {
        // What is no journal is none of ours.
        faults += error.diagnostics.filter { $0.code != "no-journal" }
      }
    }
    journals.sort { ($0.header.readAt, $0.path) < ($1.header.readAt, $1.path) }
    let rows = journals.map(JournalListCommand.row)
    let widths = (0..<5).map { column in rows.map { $0[column].utf8.count }.max() ?? 0 }
    for row in rows {
      let cells = row.enumerated().map { $0 < 5 ? TextColumn.padded($1, widths[$0]) : $1 }
      context.output.line(cells.joined(separator: "  "))
    }
    return faults.isEmpty ? .success : Console(context).fail(faults)
  }

  /// When, what, by whom, how many changes, how it ended; the file, and those that it was run with.
  private static func row(_ journal: Journal) -> [String] {
    let header = journal.header
    let author = [header.author.user, header.author.host].compactMap(\.self).joined(separator: "@")
    let pipeline = [header.author.job, header.author.commit].compactMap(\.self)
    let name = journal.path.split(separator: "/").last.map(String.init) ?? journal.path
    var details = [name]
    if !header.files.isEmpty { details.append("of \(header.files.joined(separator: ", "))") }
    if let workspace = header.workspace { details.append("in workspace \(workspace)") }
    if !pipeline.isEmpty { details.append("by \(pipeline.joined(separator: " at "))") }
    return [
      header.time, header.command, author, "\(journal.done) of \(header.planned) changes", end(of: journal),
      details.joined(separator: ", "),
    ]
  }

  private static func end(of journal: Journal) -> String {
    if let end = journal.end { return end }
    let open = journal.unsettled.count
    return "cut off" + (open > 0 ? ", \(open) under way" : "")
  }

  private func names() throws(DiagnosticError) -> [String] {
    guard let names = DirectoryNames.read(directory) else {
      let reason = String(cString: strerror(errno)).lowercased()
      throw DiagnosticError(Diagnostic(code: "unreadable-file", "'\(directory)' cannot be read: \(reason)"))
    }
    return names.filter { name in
      var information = stat()
      return stat("\(directory)/\(name)", &information) == 0 && information.st_mode & S_IFMT == S_IFREG
    }
  }
}
