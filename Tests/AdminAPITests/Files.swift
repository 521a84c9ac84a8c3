import Glibc

/// Writes a file of a test.
func writeFile(_ path: String, _ text: String) throws {
  guard let file = fopen(path, "w") else { throw Sockets.Failure("fopen") }
  fputs(text, file)
  fclose(file)
}

/// Reads a small file.
func readFile(_ path: String) throws -> String {
  guard let file = fopen(path, "r") else { throw Sockets.Failure("fopen") }
  defer { fclose(file) }
  var bytes = [UInt8](repeating: 0, count: 1 << 16)
  let count = fread(&bytes, 1, bytes.count, file)
  return String(decoding: bytes[..<count], as: UTF8.self)
}
