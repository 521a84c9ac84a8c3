import Glibc

/// A standard stream of the process: bytes go out at once and whole.
package struct TextStream: Sendable {
  private let descriptor: Int32

  /// Whether the stream ends at a terminal.
  package let isTerminal: Bool

  /// Takes an open descriptor, which stays the caller's.
  package init(descriptor: Int32) {
    self.descriptor = descriptor
    self.isTerminal = isatty(descriptor) == 1
  }

  /// Writes a line.
  package func line(_ text: String) {
    write(Array((text + "\n").utf8))
  }

  /// Writes bytes; what a closed reader does not take is dropped.
  package func write(_ bytes: [UInt8]) {
    _ = FileDescriptor.writeAll(bytes, to: descriptor)
  }

  /// Writes what is made piece by piece, as long as somebody takes it.
  func write(pieces: some Sequence<[UInt8]>) {
    _ = FileDescriptor.writeAll(pieces, to: descriptor)
  }
}
