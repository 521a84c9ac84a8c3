import CLibCurl

/// One request on its way: what was asked, what has come so far, and who waits for it.
///
/// Sendable by discipline: the submitting task writes it before handing it over through the inbox's lock; from then on
/// only the transfer thread touches it, but for `isCancelled`, which the inbox's lock guards.
final class Transfer: @unchecked Sendable {
  typealias Outcome = Result<HTTPResponse, TransportError>

  let request: HTTPRequest
  private let sizeLimit: Int
  private var continuation: CheckedContinuation<Outcome, Never>?

  /// Guarded by the inbox's lock.
  var isCancelled = false

  /// The handle that works on it, while one does.
  var handle: EasyHandle?
  /// The body as far as libcurl has not asked for it; nil where it has the whole body, or there is none.
  var upload: BodyUpload?
  private(set) var exceedsLimit = false
  private var status = 0
  private var headers: [HTTPHeader] = []
  private var body: [UInt8] = []

  init(_ request: HTTPRequest, sizeLimit: Int) {
    self.request = request
    self.sizeLimit = sizeLimit
  }

  func attach(_ continuation: CheckedContinuation<Outcome, Never>) {
    self.continuation = continuation
  }

  /// Answers the one who waits; only the first call counts.
  func finish(_ outcome: Outcome) {
    continuation?.resume(returning: outcome)
    continuation = nil
  }

  func response(status: Int) -> HTTPResponse {
    HTTPResponse(status: status, headers: headers, body: body)
  }

  /// Gives the next part of the body; nil ends the transfer.
  func sendBody(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
    guard upload != nil else { return 0 }
    return upload?.read(into: buffer)
  }

  /// Takes a part of the body; false ends the transfer.
  func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count <= sizeLimit - body.count else {
      exceedsLimit = true
      return false
    }
    body.append(contentsOf: bytes)
    return true
  }

  /// Takes one header line. A status line begins anew: what came before belonged to an interim answer.
  func receiveHeader(_ line: UnsafeRawBufferPointer) {
    if line.starts(with: "HTTP/".utf8) {
      headers.removeAll(keepingCapacity: true)
      return
    }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), Transfer.keptLengths.contains(colon) else { return }
    let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
    guard Transfer.kept.contains(name) || name == "content-length" else { return }
    let blanks: [UInt8] = [0x20, 0x09, 0x0d, 0x0a]
    let value = line[(colon + 1)...].drop { blanks.contains($0) }
    let text = String(decoding: value.prefix { $0 != 0x0d && $0 != 0x0a }, as: UTF8.self)
    if name == "content-length" {
      // A hint, not a promise: no more is set aside for it than an ordinary page of a listing needs.
      body.reserveCapacity(min(max(Int(text) ?? 0, 0), 1 << 20, sizeLimit))
    } else {
      headers.append(HTTPHeader(name, text))
    }
  }

  /// The headers that anyone looks at; the lengths of their names and of Content-Length sort out the rest quickly.
  private static let kept: Set<String> = ["retry-after", "content-type", "location", "allow"]
  private static let keptLengths: Set<Int> = Set(kept.map(\.utf8.count) + [14])
}

/// libcurl's callback for a part of the body; the context is the transfer.
let receiveBodyCallback: curl_write_callback = { bytes, size, count, context in
  guard let bytes, let context else { return 0 }
  let part = UnsafeRawBufferPointer(start: bytes, count: size &* count)
  return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().receiveBody(part) ? part.count : 0
}

/// libcurl's callback for a header line; the context is the transfer.
let receiveHeaderCallback: curl_write_callback = { bytes, size, count, context in
  guard let bytes, let context else { return 0 }
  let line = UnsafeRawBufferPointer(start: bytes, count: size &* count)
  Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().receiveHeader(line)
  return line.count
}
