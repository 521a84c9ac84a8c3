/// Finds the offset of the next page in a page that was not read yet, so that both can be worked on at once.
///
/// The gateway writes a page's members in no settled order. The scan looks at the bytes of each string once and at
/// nothing else but brackets; what it does not understand it takes for "no offset", and the reader of the page decides.
struct PageScan {
  /// The value of `offset` in the outermost mapping, where it is a string without escapes.
  static func offset(in body: [UInt8]) -> String? {
    body.withUnsafeBufferPointer { bytes in
      var depth = 0
      var position = 0
      var isOffset = false
      while position < bytes.count {
        switch bytes[position] {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          depth += 1
          isOffset = false
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        case UInt8(ascii: ","): isOffset = false
        case UInt8(ascii: "\""):
          let start = position + 1
          guard let end = endOfString(bytes, from: start) else { return nil }
          if depth == 1 {
            let text = bytes[start..<end]
            if isOffset {
              let isPlain = !text.isEmpty && !text.contains(UInt8(ascii: "\\"))
              return isPlain ? String(decoding: text, as: UTF8.self) : nil
            }
            isOffset = text.elementsEqual("offset".utf8) && isKey(bytes, after: end)
          }
          position = end
        default: break
        }
        position += 1
      }
      return nil
    }
  }

  /// The position of the closing quotation mark.
  private static func endOfString(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var position = start
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""): return position
      case UInt8(ascii: "\\"): position += 2
      default: position += 1
      }
    }
    return nil
  }

  private static func isKey(_ bytes: UnsafeBufferPointer<UInt8>, after end: Int) -> Bool {
    let rest = bytes[min(end + 1, bytes.count)...]
    return rest.first { $0 > 0x20 } == UInt8(ascii: ":")
  }
}
