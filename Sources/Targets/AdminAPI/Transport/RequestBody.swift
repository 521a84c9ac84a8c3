/// What a request carries.
package enum RequestBody: Sendable {
  /// Bytes that are there.
  case bytes([UInt8])
  /// Bytes that are made while they are sent.
  case streamed(StreamedBody)

  /// How many bytes they are.
  package var count: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .streamed(let body): body.count
    }
  }
}

/// A body that is made piece by piece while it is sent, and never stands in memory as a whole.
///
/// Its size is known before: it goes out with a Content-Length, since not every server and proxy before one takes a body
/// in chunks, and a gateway can refuse what is too large before it comes.
package struct StreamedBody: Sendable {
  /// How many bytes the pieces have together.
  package let count: Int
  /// Begins anew: a body is made once for each time that it is sent, and always the same.
  let begin: @Sendable () -> AnyIterator<[UInt8]>

  /// Takes the size of a body and what makes it.
  init(count: Int, begin: @escaping @Sendable () -> AnyIterator<[UInt8]>) {
    self.count = count
    self.begin = begin
  }

  /// Takes bytes that are there.
  init(_ bytes: [UInt8]) {
    self.init(count: bytes.count) { AnyIterator(CollectionOfOne(bytes).makeIterator()) }
  }
}

extension HTTPRequest {
  /// A request with a body that is there, or none.
  init(method: HTTPMethod, target: String, headers: [HTTPHeader] = [], body: [UInt8]?, isRepeatable: Bool = true) {
    self.init(
      method: method, target: target, headers: headers, body: body.map { .bytes($0) }, isRepeatable: isRepeatable)
  }
}
