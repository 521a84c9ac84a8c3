import Diagnostics
import Glibc

/// A file of results that is there whole or not at all.
enum FileOutput {
  /// Writes a file beside its place under another name, readable for its owner alone, and then moves it there, so that a
  /// failure leaves what was there before.
  static func write(_ bytes: [UInt8], to path: String) throws(DiagnosticError) {
    var template = Array("\(path).XXXXXX".utf8CString)
    let descriptor = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { mkstemp($0) } ?? -1
    }
    let temporary = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    guard descriptor >= 0 else { throw failure(path, errno) }
    var code = FileDescriptor.writeAll(bytes, to: descriptor)
    if code == 0, fchmod(descriptor, 0o600) != 0 || fsync(descriptor) != 0 { code = errno }
    if close(descriptor) != 0, code == 0 { code = errno }
    if code == 0, rename(temporary, path) != 0 { code = errno }
    if code != 0 {
      unlink(temporary)
      throw failure(path, code)
    }
  }

  /// Makes a directory and those around it, where they are not there.
  static func makeDirectory(_ path: String) throws(DiagnosticError) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made == "/" ? "" : "/") + part
      if mkdir(made, 0o777) != 0, errno != EEXIST { throw failure(path, errno) }
    }
  }

  /// What to say of a file that cannot be written.
  static func failure(_ path: String, _ code: Int32) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "unwritable-file", "'\(path)' cannot be written: \(String(cString: strerror(code)).lowercased())"))
  }
}
