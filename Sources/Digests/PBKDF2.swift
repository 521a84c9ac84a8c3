/// Keys from passwords (PBKDF2, RFC 8018, section 5.2) over the HMAC of a hash (RFC 2104).
struct PBKDF2<Hash: BlockHash> {
  /// The hashes after the first block of the inner and of the outer message, which all rounds begin with.
  private var inner = Hash()
  private var outer = Hash()

  init(password: [UInt8]) {
    let key = password.count > Hash.blockSize ? Hash.digest(password) : password
    inner.compress(Self.block(key, xor: 0x36))
    outer.compress(Self.block(key, xor: 0x5c))
  }

  /// The key.
  ///
  /// - Parameters:
  ///   - salt: The salt.
  ///   - rounds: How often the hash is taken; at least once.
  ///   - length: How many bytes the key has.
  func key(salt: [UInt8], rounds: Int, length: Int) -> [UInt8] {
    var key: [UInt8] = []
    var number: UInt32 = 0
    while key.count < length {
      number &+= 1
      let bytes = stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
      key += block(salt: salt + bytes, rounds: rounds)
    }
    return Array(key.prefix(length))
  }

  private func block(salt: [UInt8], rounds: Int) -> [UInt8] {
    var last = outer.finished(withDigestOf: inner.finished(with: salt, after: 1))
    var result = last.state
    var round = 1
    while round < rounds {
      last = outer.finished(withDigestOf: inner.finished(withDigestOf: last))
      for index in 0..<Hash.digestWords { result[index] ^= last.state[index] }
      round += 1
    }
    return Hash.bytes(of: result)
  }

  /// The first block of a message: the key, filled up with zeros, each byte changed by a mask.
  private static func block(_ key: [UInt8], xor mask: UInt8) -> InlineArray<16, Hash.Word> {
    var block = InlineArray<16, Hash.Word>(repeating: 0)
    let size = Hash.Word.bitWidth / 8
    for index in 0..<Hash.blockSize {
      let byte = (index < key.count ? key[index] : 0) ^ mask
      block[index / size] = block[index / size] << 8 | Hash.Word(byte)
    }
    return block
  }
}
