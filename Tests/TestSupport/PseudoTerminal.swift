import Glibc

/// A terminal without anybody before it: what a program shows is read, and what a user would type is written.
public final class PseudoTerminal: @unchecked Sendable {
  /// The device that the program opens.
  public let path: String
  private let descriptor: Int32

  /// Opens a terminal of its own.
  public init() throws {
    var (own, device) = (Int32(), Int32())
    var name = [CChar](repeating: 0, count: 64)
    guard openpty(&own, &device, nil, nil, nil) == 0, ttyname_r(device, &name, name.count) == 0 else {
      throw ChildProcess.Failure(description: "no pseudo-terminal: \(String(cString: strerror(errno)))")
    }
    // The terminal ends for the reader when nobody else has it open.
    close(device)
    _ = fcntl(own, F_SETFD, FD_CLOEXEC)
    descriptor = own
    path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { close(descriptor) }

  /// Types a text.
  public func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(descriptor, bytes, bytes.count)
  }

  /// Reads what is shown until the program has let go of the terminal, which blocks the thread.
  ///
  /// - Parameter answer: Called once when the text holds `prompt`.
  public func read(answering prompt: String, _ answer: () -> Void) -> String {
    var shown: [UInt8] = []
    var isAnswered = false
    var part = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = Glibc.read(descriptor, &part, part.count)
      guard count > 0 else { break }
      shown += part[..<count]
      if !isAnswered, String(decoding: shown, as: UTF8.self).contains(prompt) {
        isAnswered = true
        answer()
      }
    }
    return String(decoding: shown, as: UTF8.self)
  }
}
