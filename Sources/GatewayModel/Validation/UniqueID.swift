/// A UUID as gateways use for ids, ordered as its text is.
public struct UniqueID: Hashable, Sendable, Comparable {
  private let high: UInt64
  private let low: UInt64

  /// Reads the 36-character form, in either case; nil for anything else.
  public init?(_ text: String) {
    var words: (UInt64, UInt64) = (0, 0)
    var digits = 0
    var position = 0
    for byte in text.utf8 {
      switch position {
      case 8, 13, 18, 23:
        guard byte == UInt8(ascii: "-") else { return nil }
      default:
        guard let digit = Self.digit(byte) else { return nil }
        if digits < 16 { words.0 = words.0 << 4 | digit } else { words.1 = words.1 << 4 | digit }
        digits += 1
      }
      position += 1
      if position > 36 { return nil }
    }
    guard position == 36 else { return nil }
    self.high = words.0
    self.low = words.1
  }

  /// A random one (version 4).
  public init() {
    self.high = UInt64.random(in: .min ... .max) & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    self.low = UInt64.random(in: .min ... .max) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
  }

  /// The text's order.
  public static func < (left: UniqueID, right: UniqueID) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }

  private static func digit(_ byte: UInt8) -> UInt64? {
    switch byte {
    case 0x30...0x39: UInt64(byte - 0x30)
    case 0x41...0x46: UInt64(byte - 0x41 + 10)
    case 0x61...0x66: UInt64(byte - 0x61 + 10)
    default: nil
    }
  }
}

extension UniqueID: CustomStringConvertible {
  /// The 36-character form in lower case.
  public var description: String {
    let digits = Array("0123456789abcdef".utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(36)
    for index in 0..<32 {
      if index == 8 || index == 12 || index == 16 || index == 20 { bytes.append(UInt8(ascii: "-")) }
      let word = index < 16 ? high : low
      bytes.append(digits[Int(word >> UInt64(60 - 4 * (index % 16)) & 0xF)])
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
