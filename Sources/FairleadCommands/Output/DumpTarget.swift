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
  func confirm(replacing: Bool) throws(DiagnosticError) {
    guard let path, !replacing, access(path, F_OK) == 0 else { return }
    switch Terminal.ask("File '\(path)' already exists. Replace it?") {
    case true?: return
    case false?: throw DiagnosticError(Diagnostic(code: "file-exists", "'\(path)' was left as it is"))
    case nil:
      throw DiagnosticError(
        Diagnostic(code: "file-exists", "'\(path)' already exists", hint: "give another name, or --yes to replace it"))
    }
  }

  /// Writes the dump.
  ///
  /// A file is written beside its place under another name, readable for its owner alone, and then moved there, so that
  /// a failure leaves what was there before.
  func write(_ bytes: [UInt8], _ context: CommandContext) throws(DiagnosticError) {
    guard let path else { return context.output.write(bytes) }
    var template = Array("\(path).XXXXXX".utf8CString)
    let descriptor = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { mkstemp($0) } ?? -1
    }
    let temporary = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    guard descriptor >= 0 else { throw DumpTarget.failure(path, errno) }
    var code = FileDescriptor.writeAll(bytes, to: descriptor)
    if code == 0, fchmod(descriptor, 0o600) != 0 || fsync(descriptor) != 0 { code = errno }
    if close(descriptor) != 0, code == 0 { code = errno }
    if code == 0, rename(temporary, path) != 0 { code = errno }
    if code != 0 {
      unlink(temporary)
      throw DumpTarget.failure(path, code)
    }
  }

  private static func failure(_ path: String, _ code: Int32) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "unwritable-file", "'\(path)' cannot be written: \(String(cString: strerror(code)).lowercased())"))
  }
}
