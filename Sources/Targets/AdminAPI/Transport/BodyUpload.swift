import CLibCurl
import Glibc

/// A streamed body on its way to libcurl, which asks for as much as it has room for.
struct BodyUpload {
  private let body: StreamedBody
  private var pieces: AnyIterator<[UInt8]>
  private var piece: ArraySlice<UInt8> = []
  /// How many bytes are still to come.
  private var left: Int

  init(_ body: StreamedBody) {
    self.body = body
    self.pieces = body.begin()
    self.left = body.count
  }

  /// Fills a buffer as far as the body goes; nil where the pieces end before they should, and no server could know.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
    var filled = 0
    while filled < buffer.count, left > 0 {
      guard !piece.isEmpty else {
        guard let next = pieces.next() else { return nil }
        piece = next[...]
        continue
      }
      let part = piece.prefix(min(buffer.count - filled, left))
      UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyBytes(from: part)
      piece = piece.dropFirst(part.count)
      filled += part.count
      left -= part.count
    }
    return filled
  }

  /// Begins anew, to send everything over another connection.
  mutating func rewind() { self = BodyUpload(body) }
}

/// libcurl's callback for more of the body; the context is the transfer.
let sendBodyCallback: curl_read_callback = { bytes, size, count, context in
  guard let bytes, let context else { return Int(CURL_READFUNC_ABORT) }
  let buffer = UnsafeMutableRawBufferPointer(start: bytes, count: size &* count)
  return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().sendBody(into: buffer)
    ?? Int(CURL_READFUNC_ABORT)
}

/// libcurl's callback for going back to the beginning of the body; the context is the transfer.
let rewindBodyCallback: curl_seek_callback = { context, offset, origin in
  guard let context, offset == 0, origin == SEEK_SET else { return Int32(CURL_SEEKFUNC_CANTSEEK) }
  Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().upload?.rewind()
  return Int32(CURL_SEEKFUNC_OK)
}
