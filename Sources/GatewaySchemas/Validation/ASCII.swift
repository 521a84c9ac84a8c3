/// What bytes are in ASCII.
package enum ASCII {
  /// Whether a byte is a letter or a digit.
  package static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }
}
