import ArgumentParser
import Diagnostics
import Glibc
import StateFiles

/// The flag of a verb that reads one state file.
struct StateInput: ParsableArguments {
  @Option(name: .shortAndLong, help: "State file to read; - for standard input.")
  var state = "-"

  /// Reads the file.
  func read(_ console: Console) throws(DiagnosticError) -> InputText {
    try StateInput.read(state, console)
  }

  /// Reads a file by its name; who sits at a terminal is told that the program waits for what is typed there.
  static func read(_ name: String, _ console: Console) throws(DiagnosticError) -> InputText {
    if name == "-", isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 {
      console.remark("reading standard input; Ctrl-D ends it")
    }
    return try InputFiles.text(name)
  }
}
