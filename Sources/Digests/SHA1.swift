/// SHA-1 (FIPS 180-4, section 6.1).
struct SHA1: BlockHash {
  static let digestWords = 5

  /// SHA-1 has five words; the others stay zero.
  private(set) var state: InlineArray<8, UInt32> = [
    0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0, 0, 0, 0,
  ]

  mutating func compress(_ block: InlineArray<16, UInt32>) {
    // The last sixteen words of the schedule are all that the next one needs.
    var words = block
    var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
    var round = 0
    while round < 80 {
      let at = round & 15
      if round >= 16 {
        let word = words[(at + 13) & 15] ^ words[(at + 8) & 15] ^ words[(at + 2) & 15] ^ words[at]
        words[at] = rotated(word, 1)
      }
      let (function, constant): (UInt32, UInt32) =
        if round < 20 {
          (b & c | ~b & d, 0x5a82_7999)
        } else if round < 40 {
          (b ^ c ^ d, 0x6ed9_eba1)
        } else if round < 60 {
          (b & c | b & d | c & d, 0x8f1b_bcdc)
        } else {
          (b ^ c ^ d, 0xca62_c1d6)
        }
      let next = rotated(a, 5) &+ function &+ e &+ constant &+ words[at]
      (a, b, c, d, e) = (next, a, rotated(b, 30), c, d)
      round += 1
    }
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
    state[4] &+= e
  }

  private func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word &<< count | word &>> (32 &- count) }
}
