import Diagnostics
import Glibc

/// Where a dump goes: standard output, or a file that is there whole or not at all.
struct DumpTarget {
  /// The path; nil for standard output.
  private let path: String?

  init(path: String, fileExtension: String) {
    guard path != "-" else {
      self.path = nil
      return
    }
    let name = path.split(separator: "/").last ?? ""
    self.path = name.contains(".") ? path : "\(path).\(fileExtension)"
  }

  /// Makes sure that a file which is there may be replaced: on a terminal the user is asked.
  ///
  /// - Parameter canReadAnswer: Whether standard input holds nothing else, and so the answer where there is no terminal.
  func confirm(replacing: Bool, canReadAnswer: Bool = false) throws(DiagnosticError) {
    guard let path, !replacing, access(path, F_OK) == 0 else { return }
    let question = "File '\(path)' already exists. Replace it?"
    switch Terminal.ask(question) ?? (canReadAnswer ? Terminal.readAnswer() : nil) {
    case true?: return
    case false?: throw DiagnosticError(Diagnostic(.warning, code: "file-exists", "'\(path)' was left as it is"))
    case nil:
      throw DiagnosticError(
        Diagnostic(code: "file-exists", "'\(path)' already exists", hint: "give another name, or --yes to replace it"))
    }
  }

  /// Writes the dump; a file is there whole or not at all, and unless told otherwise for its owner alone.
  func write(
    _ bytes: [UInt8], access: FileOutput.Access = .owner, _ context: CommandContext
  ) throws(DiagnosticError) {
    try write(pieces: CollectionOfOne(bytes), access: access, context)
  }

  /// The same of a dump whose text is made piece by piece.
  func write(
    pieces: some Sequence<[UInt8]>, access: FileOutput.Access = .owner, _ context: CommandContext
  ) throws(DiagnosticError) {
    guard let path else { return context.output.write(pieces: pieces) }
    try FileOutput.write(pieces: pieces, to: path, access: access)
  }
}
