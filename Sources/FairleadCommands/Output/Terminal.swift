import Glibc

/// Questions to the user, on the terminal itself: standard input may be the state.
enum Terminal {
  /// Whether somebody is there to be asked.
  static var isAttended: Bool {
    // A pipeline has a controlling terminal only when somebody sits there; without one, opening fails.
    let descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    close(descriptor)
    return isatty(STDERR_FILENO) == 1 || isatty(STDOUT_FILENO) == 1
  }

  /// Asks a question; nil where there is nobody to ask. Only `y` and `yes` mean yes.
  static func ask(_ question: String) -> Bool? {
    guard isAttended else { return nil }
    let descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    TextStream(descriptor: descriptor).write(Array("\(question) [y/N] ".utf8))
    return readAnswer(from: descriptor) ?? false
  }

  /// Reads an answer that was given on standard input beforehand; nil where there is none.
  static func readAnswer() -> Bool? { readAnswer(from: STDIN_FILENO) }

  private static func readAnswer(from descriptor: Int32) -> Bool? {
    var answer: [UInt8] = []
    var byte: UInt8 = 0
    while answer.count < 64, read(descriptor, &byte, 1) == 1, byte != UInt8(ascii: "\n") { answer.append(byte) }
    guard !answer.isEmpty || byte == UInt8(ascii: "\n") else { return nil }
    return ["y", "yes"].contains(String(decoding: answer, as: UTF8.self).lowercased())
  }
}
