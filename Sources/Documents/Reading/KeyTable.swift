/// Makes the strings of a document's keys, giving keys that repeat one shared storage.
///
/// Swift keeps strings of up to 15 bytes in place; longer keys such as `response_buffering` would cost an allocation
/// each time they occur. A small table that forgets on collision catches nearly all of them.
struct KeyTable {
  private var slots: [String] = Array(repeating: "", count: 256)

  /// The string of a key that is known to be valid UTF-8, and a hash of it.
  mutating func string(_ bytes: UnsafeBufferPointer<UInt8>) -> (key: String, hash: UInt64) {
    let hash = Self.hash(bytes)
    guard bytes.count > 15 else { return (String(decoding: bytes, as: UTF8.self), hash) }
    let slot = Int(truncatingIfNeeded: hash & 255)
    if Self.equal(slots[slot], bytes) { return (slots[slot], hash) }
    let key = String(decoding: bytes, as: UTF8.self)
    slots[slot] = key
    return (key, hash)
  }

  /// A cheap hash of length, beginning and end: enough to tell the keys of one mapping apart.
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: bytes.count) &* 0x9E37_79B9_7F4A_7C15
    for byte in bytes.prefix(8) { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01B3 }
    for byte in bytes.suffix(8) { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01B3 }
    return hash ^ (hash >> 29)
  }

  private static func equal(_ string: String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let utf8 = string.utf8
    guard utf8.count == bytes.count else { return false }
    return utf8.withContiguousStorageIfAvailable { $0.elementsEqual(bytes) } ?? false
  }
}
