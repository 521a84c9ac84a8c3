/// Finds the bytes of characters by their numbers, since libyaml counts characters.
struct CharacterOffsets {
  private static let stride = 32
  private let bytes: [UInt8]
  private let base: Int
  /// The byte of every thirty-second character; empty where every character is one byte.
  private var landmarks: [UInt32] = []

  /// Counts the characters of a text from a byte on.
  init(_ bytes: [UInt8], from base: Int) {
    self.bytes = bytes
    self.base = base
    guard bytes.contains(where: { $0 >= 0x80 }) else { return }
    var character = 0
    for index in base..<max(base, bytes.count) where bytes[index] & 0xC0 != 0x80 {
      if character % Self.stride == 0 { landmarks.append(UInt32(truncatingIfNeeded: index)) }
      character += 1
    }
  }

  /// The byte of a character; the end of the text for what is past it.
  func byte(of character: Int) -> Int {
    guard !landmarks.isEmpty else { return min(base + character, bytes.count) }
    guard character / Self.stride < landmarks.count else { return bytes.count }
    var index = Int(landmarks[character / Self.stride])
    var rest = character % Self.stride
    while rest > 0, index < bytes.count {
      index += 1
      while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
      rest -= 1
    }
    return index
  }
}
