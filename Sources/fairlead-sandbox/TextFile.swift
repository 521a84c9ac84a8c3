import ArgumentParser
import Glibc

/// Small files that flags name.
enum TextFile {
  static func read(_ path: String) throws -> String {
    guard let file = fopen(path, "r") else { throw failure("read", path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      guard count > 0 else { break }
      bytes += chunk.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func write(_ text: String, to path: String) throws {
    guard let file = fopen(path, "w") else { throw failure("write", path) }
    let isWritten = fputs(text, file) >= 0
    guard fclose(file) == 0, isWritten else { throw failure("write", path) }
  }

  private static func failure(_ verb: String, _ path: String) -> ValidationError {
    ValidationError("can't \(verb) \(path): \(String(cString: strerror(errno)))")
  }
}
