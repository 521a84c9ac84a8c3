/// MD5 (RFC 1321) of a message that comes in parts. All that has a fixed size lives in place: what is hashed may have many
/// megabytes.
package struct MD5: Sendable {
  private var state: InlineArray<4, UInt32> = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476]
  private var block = InlineArray<16, UInt32>(repeating: 0)
  /// The number of bytes so far.
  private var length: UInt64 = 0
  private let sines = MD5.sines
  private let shifts = MD5.shifts

  /// Begins a message.
  package init() {}

  /// Takes the next part of the message.
  package mutating func add(_ part: [UInt8]) {
    for byte in part { put(byte) }
  }

  /// The digest of the message so far, 16 bytes.
  package var digest: [UInt8] {
    var hash = self
    hash.put(0x80)
    while hash.length & 63 != 56 { hash.put(0) }
    let bits = length &* 8
    for shift in stride(from: 0, to: 64, by: 8) { hash.put(UInt8(truncatingIfNeeded: bits >> UInt64(shift))) }
    return (0..<16).map { UInt8(truncatingIfNeeded: hash.state[$0 >> 2] >> UInt32(8 * ($0 & 3))) }
  }

  private mutating func put(_ byte: UInt8) {
    // Words begin with their lowest byte: the first of four is shifted out to the right last.
    let word = Int(truncatingIfNeeded: length & 63) >> 2
    block[word] = block[word] >> 8 | UInt32(byte) << 24
    length &+= 1
    if length & 63 == 0 { compress(block) }
  }

  private mutating func compress(_ words: InlineArray<16, UInt32>) {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var step = 0
    while step < 64 {
      let (value, index) =
        switch step >> 4 {
        case 0: (b & c | ~b & d, step)
        case 1: (d & b | ~d & c, (5 * step + 1) & 15)
        case 2: (b ^ c ^ d, (3 * step + 5) & 15)
        default: (c ^ (b | ~d), 7 * step & 15)
        }
      let sum = a &+ value &+ sines[step] &+ words[index]
      let shift = shifts[(step >> 4) << 2 | step & 3]
      (a, d, c, b) = (d, c, b, b &+ (sum &<< shift | sum &>> (32 &- shift)))
      step += 1
    }
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
  }

  private static let shifts: [UInt32] = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]

  /// The integer parts of 2 to the 32nd times the sine of 1 to 64, without their sign.
  private static let sines: [UInt32] = [
    0xd76a_a478, 0xe8c7_b756, 0x2420_70db, 0xc1bd_ceee, 0xf57c_0faf, 0x4787_c62a, 0xa830_4613, 0xfd46_9501,
    0x6980_98d8, 0x8b44_f7af, 0xffff_5bb1, 0x895c_d7be, 0x6b90_1122, 0xfd98_7193, 0xa679_438e, 0x49b4_0821,
    0xf61e_2562, 0xc040_b340, 0x265e_5a51, 0xe9b6_c7aa, 0xd62f_105d, 0x0244_1453, 0xd8a1_e681, 0xe7d3_fbc8,
    0x21e1_cde6, 0xc337_07d6, 0xf4d5_0d87, 0x455a_14ed, 0xa9e3_e905, 0xfcef_a3f8, 0x676f_02d9, 0x8d2a_4c8a,
    0xfffa_3942, 0x8771_f681, 0x6d9d_6122, 0xfde5_380c, 0xa4be_ea44, 0x4bde_cfa9, 0xf6bb_4b60, 0xbebf_bc70,
    0x289b_7ec6, 0xeaa1_27fa, 0xd4ef_3085, 0x0488_1d05, 0xd9d4_d039, 0xe6db_99e5, 0x1fa2_7cf8, 0xc4ac_5665,
    0xf429_2244, 0x432a_ff97, 0xab94_23a7, 0xfc93_a039, 0x655b_59c3, 0x8f0c_cc92, 0xffef_f47d, 0x8584_5dd1,
    0x6fa8_7e4f, 0xfe2c_e6e0, 0xa301_4314, 0x4e08_11a1, 0xf753_7e82, 0xbd3a_f235, 0x2ad7_d2bb, 0xeb86_d391,
  ]
}
