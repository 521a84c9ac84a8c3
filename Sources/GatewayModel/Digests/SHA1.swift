/// The SHA-1 of a text, by which the gateway keeps basic-auth passwords (FIPS 180-4).
package enum SHA1 {
  /// The digest, 20 bytes.
  package static func digest(_ message: [UInt8]) -> [UInt8] {
    var state: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0]
    var words = [UInt32](repeating: 0, count: 80)
    Blocks.each(of: message, size: 64) { block in
      for index in 0..<16 { words[index] = Blocks.word(block, at: index * 4, as: UInt32.self) }
      for index in 16..<80 {
        let word = words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16]
        words[index] = word << 1 | word >> 31
      }
      var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
      for index in 0..<80 {
        let (function, constant): (UInt32, UInt32) =
          switch index {
          case ..<20: (b & c | ~b & d, 0x5a82_7999)
          case ..<40: (b ^ c ^ d, 0x6ed9_eba1)
          case ..<60: (b & c | b & d | c & d, 0x8f1b_bcdc)
          default: (b ^ c ^ d, 0xca62_c1d6)
          }
        let next = (a << 5 | a >> 27) &+ function &+ e &+ constant &+ words[index]
        (a, b, c, d, e) = (next, a, b << 30 | b >> 2, c, d)
      }
      state[0] &+= a
      state[1] &+= b
      state[2] &+= c
      state[3] &+= d
      state[4] &+= e
    }
    return Blocks.bytes(of: state)
  }
}
