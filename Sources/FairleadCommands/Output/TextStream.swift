import Glibc

/// A standard stream of the process: bytes go out at once and whole.
public struct TextStream: Sendable {
  private let descriptor: Int32

  /// Whether the stream ends at a terminal.
  public let isTerminal: Bool

  /// Takes an open descriptor, which stays the caller's.
  public init(descriptor: Int32) {
    self.descriptor = descriptor
    self.isTerminal = isatty(descriptor) == 1
  }

  /// Writes a line.
  public func line(_ text: String) {
    write(Array((text + "\n").utf8))
  }

  /// Writes bytes; what a closed reader does not take is dropped.
  public func write(_ bytes: [UInt8]) {
    _ = FileDescriptor.writeAll(bytes, to: descriptor)
  }
}
