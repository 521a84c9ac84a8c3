import Diagnostics
import Documents
import Glibc

/// Reads a file line by line, however long it is.
enum LineReader {
  private static let chunk = 1 << 18

  /// Hands each whole line to `take` with its number, from 1; what follows the last line break is none.
  static func read(
    _ path: String, _ take: (Int, [UInt8]) throws(DiagnosticError) -> Void
  ) throws(DiagnosticError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path, errno) }
    defer { close(descriptor) }
    var buffer: [UInt8] = Array(repeating: 0, count: chunk)
    var line: [UInt8] = []
    var number = 0
    while true {
      let received = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, chunk) }
      if received < 0 {
        if errno == EINTR { continue }
        throw failure(path, errno)
      }
      if received == 0 { return }
      var rest = buffer[..<received]
      while let end = rest.firstIndex(of: 0x0A) {
        line += rest[rest.startIndex..<end]
        number += 1
        try take(number, line)
        line.removeAll(keepingCapacity: true)
        rest = rest[(end + 1)...]
      }
      line += rest
      if line.count > DocumentLimits.maximumBytes {
        throw DiagnosticError(Diagnostic(code: "too-large", "line \(number + 1) of '\(path)' is too long to be read"))
      }
    }
  }

  private static func failure(_ path: String, _ code: Int32) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "unreadable-file", "'\(path)' cannot be read: \(String(cString: strerror(code)).lowercased())",
        hint: "check the path and who may read it"))
  }
}
