/// What bytes are in ASCII.
public enum ASCII {
  /// Whether a byte is a letter or a digit.
  public static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }

  /// Whether all of a text are decimal digits, and there is at least one: no sign, which `Int` would take.
  public static func isNumber(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Whether all of a text are hexadecimal digits, and there is at least one: no sign either.
  public static func isHexadecimal(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) }
  }
}
