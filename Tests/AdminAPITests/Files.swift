import Glibc

/// Writes a file of a test.
func writeFile(_ path: String, _ text: String) throws {
  guard let file = fopen(path, "w") else { throw Sockets.Failure("fopen") }
  fputs(text, file)
  fclose(file)
}
