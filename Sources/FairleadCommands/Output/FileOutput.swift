import Diagnostics
import Glibc

/// A file of results that is there whole or not at all.
enum FileOutput {
  /// Who may read a file that is written.
  enum Access {
    /// Its owner alone: it holds what is secret.
    case owner
    /// A new file its owner alone; a file that is replaced keeps its mode and its owner.
    case ownerIfNew
    /// As the system has it for new files; a file that is replaced keeps its mode and its owner.
    case customary
  }

  /// Writes a file beside its place under another name and then moves it there, so that a failure leaves what was there
  /// before. What a symbolic link leads to is replaced, not the link; what is no file, such as a pipe, is written to.
  static func write(_ bytes: [UInt8], to path: String, access: Access = .owner) throws(DiagnosticError) {
    try write(pieces: CollectionOfOne(bytes), to: path, access: access)
  }

  /// The same of a file whose text is made piece by piece.
  static func write(
    pieces: some Sequence<[UInt8]>, to path: String, access: Access = .owner
  ) throws(DiagnosticError) {
    let before = status(path)
    if let before, before.st_mode & S_IFMT != S_IFREG { return try writeThrough(pieces, to: path) }
    // The file beside it could be moved over one that may not be written.
    if before != nil, Glibc.access(path, W_OK) != 0 { throw failure(path, errno) }
    let place = resolved(path)
    var template = Array("\(place).XXXXXX".utf8CString)
    let descriptor = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { mkstemp($0) } ?? -1
    }
    let temporary = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    guard descriptor >= 0 else { throw failure(path, errno) }
    var code = FileDescriptor.writeAll(pieces, to: descriptor)
    if access != .owner, let before {
      // Only the superuser can give a file away; for anybody else it is their own already.
      _ = fchown(descriptor, before.st_uid, before.st_gid)
    }
    if code == 0, fchmod(descriptor, mode(access, before)) != 0 || fsync(descriptor) != 0 { code = errno }
    if close(descriptor) != 0, code == 0 { code = errno }
    if code == 0, rename(temporary, place) != 0 { code = errno }
    if code != 0 {
      unlink(temporary)
      throw failure(path, code)
    }
  }

  private static func writeThrough(_ pieces: some Sequence<[UInt8]>, to path: String) throws(DiagnosticError) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path, errno) }
    var code = FileDescriptor.writeAll(pieces, to: descriptor)
    if close(descriptor) != 0, code == 0 { code = errno }
    if code != 0 { throw failure(path, code) }
  }

  private static func status(_ path: String) -> stat? {
    var information = stat()
    return stat(path, &information) == 0 ? information : nil
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func mode(_ access: Access, _ before: stat?) -> mode_t {
    if access == .owner { return 0o600 }
    if let before { return before.st_mode & 0o7777 }
    if access == .ownerIfNew { return 0o600 }
    let mask = umask(0o077)
    umask(mask)
    return 0o666 & ~mask
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
