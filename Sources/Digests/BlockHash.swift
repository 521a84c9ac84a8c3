/// A hash of FIPS 180-4: a state of words, into which a message is worked block by block.
///
/// All that has a fixed size lives in place, so that neither a block nor a round of PBKDF2 allocates.
protocol BlockHash: Sendable {
  associatedtype Word: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable

  /// The state so far, which begins with the digest.
  var state: InlineArray<8, Word> { get }
  /// How many words of the state are the digest.
  static var digestWords: Int { get }

  /// The hash of nothing yet.
  init()
  /// Works a block in.
  mutating func compress(_ block: InlineArray<16, Word>)
}

extension BlockHash {
  /// How many bytes a block has.
  static var blockSize: Int { 16 * Word.bitWidth / 8 }

  /// The digest of a message.
  static func digest(_ message: [UInt8]) -> [UInt8] {
    bytes(of: Self().finished(with: message).state)
  }

  /// The digest that a state begins with, the highest byte of each word first.
  static func bytes(of state: InlineArray<8, Word>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digestWords * Word.bitWidth / 8)
    for index in 0..<digestWords {
      for shift in stride(from: Word.bitWidth - 8, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: state[index] >> shift))
      }
    }
    return bytes
  }

  /// The hash after the rest of a message and the padding: a one bit, zeros, the length in bits.
  ///
  /// - Parameters:
  ///   - rest: What was not worked in yet.
  ///   - blocks: How many blocks were.
  func finished(with rest: [UInt8], after blocks: Int = 0) -> Self {
    var hash = self
    var block = InlineArray<16, Word>(repeating: 0)
    var filled = 0
    func put(_ byte: UInt8) {
      let index = filled / (Word.bitWidth / 8)
      block[index] = block[index] << 8 | Word(byte)
      filled += 1
      if filled == Self.blockSize {
        hash.compress(block)
        filled = 0
      }
    }
    for byte in rest { put(byte) }
    put(0x80)
    while filled != 14 * (Word.bitWidth / 8) { put(0) }
    let bits = UInt64(blocks * Self.blockSize + rest.count) &* 8
    block[14] = Word(truncatingIfNeeded: bits >> UInt64(Word.bitWidth))
    block[15] = Word(truncatingIfNeeded: bits)
    hash.compress(block)
    return hash
  }

  /// The hash after one block before and another hash's digest as the whole rest.
  func finished(withDigestOf other: Self) -> Self {
    var hash = self
    var block = InlineArray<16, Word>(repeating: 0)
    for index in 0..<Self.digestWords { block[index] = other.state[index] }
    block[Self.digestWords] = 1 << (Word.bitWidth - 1)
    block[15] = Word((16 + Self.digestWords) * Word.bitWidth)
    hash.compress(block)
    return hash
  }
}
