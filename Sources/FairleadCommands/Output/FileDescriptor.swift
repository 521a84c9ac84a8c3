import Glibc

/// Writing to an open descriptor.
enum FileDescriptor {
  /// Writes all bytes; returns the system's error number where that failed, else 0.
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let written = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written < 0 {
          if errno == EINTR { continue }
          return errno
        }
        rest = rest.dropFirst(written)
      }
      return 0
    }
  }

  /// Writes one piece after the other, up to one that fails.
  static func writeAll(_ pieces: some Sequence<[UInt8]>, to descriptor: Int32) -> Int32 {
    for piece in pieces {
      let code = writeAll(piece, to: descriptor)
      if code != 0 { return code }
    }
    return 0
  }
}
