#if DEBUG
public import Diagnostics
#endif

/// Finds positions in a list by what stands there: a hash table that holds positions and nothing else.
///
/// A dictionary would keep a copy of each key, count its references and hash it anew whenever it grows; here the caller
/// hashes with ``KeyHash`` and looks at its own list to see whether a position is the right one.
public struct PositionIndex: Sendable {
  @usableFromInline struct Slot: Sendable {
    @usableFromInline var hash: UInt32
    /// The position plus one; 0 where the slot is free.
    @usableFromInline var entry: UInt32
  }

  /// At most half of them are taken, and their number is a power of two.
  @usableFromInline var slots: [Slot]
  /// How many positions it holds.
  public private(set) var count = 0

  /// Makes an empty index with room for so many positions.
  public init(capacity: Int = 0) {
    var size = 4
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: Slot(hash: 0, entry: 0), count: size)
  }

  /// The first position entered under a hash that the caller finds to be the right one.
  @inlinable
  public func first(_ hash: KeyHash, where isRight: (Int) -> Bool) -> Int? {
    let mask = slots.count - 1
    var index = Int(hash.bits) & mask
    while slots[index].entry != 0 {
      #if DEBUG
      OperationTally.current?.add(.probe)
      #endif
      if slots[index].hash == hash.bits {
        let position = Int(slots[index].entry) - 1
        if isRight(position) { return position }
      }
      index = (index + 1) & mask
    }
    return nil
  }

  /// Enters a position, behind all that are there under the same hash.
  public mutating func insert(_ hash: KeyHash, _ position: Int) {
    if (count + 1) * 2 > slots.count {
      let old = slots
      slots = Array(repeating: Slot(hash: 0, entry: 0), count: old.count * 2)
      // From a free slot on, so that positions of one hash keep their order.
      let start = old.firstIndex { $0.entry == 0 } ?? 0
      for offset in old.indices {
        let slot = old[(start + offset) & (old.count - 1)]
        if slot.entry != 0 { place(slot) }
      }
    }
    place(Slot(hash: hash.bits, entry: UInt32(truncatingIfNeeded: position + 1)))
    count += 1
  }

  private mutating func place(_ slot: Slot) {
    let mask = slots.count - 1
    var index = Int(slot.hash) & mask
    while slots[index].entry != 0 { index = (index + 1) & mask }
    slots[index] = slot
  }
}

/// The hash of a key: of one text or of several values one after the other.
///
/// A multiplication for eight bytes; a seed of the process keeps anybody from writing names that all fall together.
public struct KeyHash: Sendable, Equatable {
  @usableFromInline var state: UInt64
  @usableFromInline static let seed = UInt64.random(in: .min ... .max)

  /// The hash of nothing.
  @inlinable
  public init() { state = KeyHash.seed }

  /// The hash of a text.
  @inlinable
  public init(_ text: String) {
    state = KeyHash.seed
    combine(text)
  }

  /// Adds a text.
  @inlinable
  public mutating func combine(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      var index = 0
      while index + 8 <= raw.count {
        mix(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        index += 8
      }
      var rest: UInt64 = 0
      while index < raw.count {
        rest = rest << 8 | UInt64(raw[index])
        index += 1
      }
      mix(rest ^ UInt64(truncatingIfNeeded: raw.count) << 56)
    }
  }

  /// Adds a number.
  @inlinable
  public mutating func combine(_ number: Int) { mix(UInt64(truncatingIfNeeded: number) &+ 1) }

  @inlinable
  mutating func mix(_ word: UInt64) {
    let product = (state ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    state = product.low ^ product.high &+ 0xD6E8_FEB8_6659_FD93
  }

  @inlinable var bits: UInt32 { UInt32(truncatingIfNeeded: state ^ state >> 32) }
}
