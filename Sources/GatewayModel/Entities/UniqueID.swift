import Glibc

/// A UUID as gateways use for ids, ordered as its text is.
public struct UniqueID: Hashable, Sendable, Comparable {
  let high: UInt64
  let low: UInt64

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
    self.init(random: .random(in: .min ... .max), .random(in: .min ... .max))
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

extension UniqueID {
  /// So many random ones, drawn from the system in larger pieces: two calls for each would cost more than all else.
  public static func random(_ count: Int) -> [UniqueID] {
    var words: [UInt64] = Array(repeating: 0, count: 2 * count)
    let isDrawn = words.withUnsafeMutableBytes { bytes in
      // The call takes 256 bytes at most.
      stride(from: 0, to: bytes.count, by: 256).allSatisfy { start in
        getentropy(bytes.baseAddress.map { $0 + start }, min(256, bytes.count - start)) == 0
      }
    }
    guard isDrawn else { return (0..<count).map { _ in UniqueID() } }
    return (0..<count).map { UniqueID(random: words[2 * $0], words[2 * $0 + 1]) }
  }

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  private init(random high: UInt64, _ low: UInt64) { self.init(version: 4, high, low) }

  /// Puts the marks of a version into 128 bits.
  init(version: UInt64, _ high: UInt64, _ low: UInt64) {
    self.init(
      high: high & 0xFFFF_FFFF_FFFF_0FFF | version << 12, low: low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000)
  }
}

extension UniqueID {
  /// An id as gateways keep it, in small letters; any other text as it is.
  public static func canonical(_ text: String) -> String {
    guard text.utf8.count == 36, text.utf8.contains(where: { (0x41...0x46).contains($0) }) else { return text }
    return UniqueID(text)?.description ?? text
  }
}

extension UniqueID: CustomStringConvertible {
  /// The 36-character form in lower case.
  public var description: String {
    String(unsafeUninitializedCapacity: 36) { bytes in
      var position = 0
      for index in 0..<32 {
        if index == 8 || index == 12 || index == 16 || index == 20 {
          bytes[position] = UInt8(ascii: "-")
          position += 1
        }
        let word = index < 16 ? high : low
        let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * (index % 16)) & 0xF)
        bytes[position] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
        position += 1
      }
      return position
    }
  }
}
