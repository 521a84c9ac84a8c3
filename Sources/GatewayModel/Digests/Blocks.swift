/// What the digests have in common: the padded message in blocks, numbers with their highest byte first.
enum Blocks {
  /// Visits the blocks of a message, padded as FIPS 180-4 says: a one bit, zeros, the length in bits.
  static func each(of message: [UInt8], size: Int, _ visit: (ArraySlice<UInt8>) -> Void) {
    var padded = message
    padded.append(0x80)
    let lengthSize = size / 8
    let remainder = (padded.count + lengthSize) % size
    if remainder > 0 { padded.append(contentsOf: repeatElement(0, count: size - remainder)) }
    padded.append(contentsOf: repeatElement(0, count: lengthSize - 8))
    let bits = UInt64(message.count) &* 8
    for shift in stride(from: 56, through: 0, by: -8) { padded.append(UInt8(truncatingIfNeeded: bits >> shift)) }
    for start in stride(from: 0, to: padded.count, by: size) { visit(padded[start..<start + size]) }
  }

  /// The number at an offset of a block.
  static func word<Word: FixedWidthInteger>(_ block: ArraySlice<UInt8>, at offset: Int, as type: Word.Type) -> Word {
    let start = block.startIndex + offset
    var word: Word = 0
    for index in start..<start + Word.bitWidth / 8 { word = word << 8 | Word(truncatingIfNeeded: block[index]) }
    return word
  }

  /// The bytes of numbers.
  static func bytes<Word: FixedWidthInteger>(of words: [Word]) -> [UInt8] {
    words.flatMap { word in
      stride(from: Word.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
    }
  }

  /// The bytes as hexadecimal digits.
  static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
