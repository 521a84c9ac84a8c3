/// The methods of the Admin API.
package enum HTTPMethod: String, Sendable {
  /// Reads.
  case get = "GET"
  /// Creates or replaces.
  case put = "PUT"
  /// Creates.
  case post = "POST"
  /// Changes in part.
  case patch = "PATCH"
  /// Removes.
  case delete = "DELETE"
}

/// One request as the transport sends it.
struct HTTPRequest: Sendable {
  var method: HTTPMethod
  /// Path and query behind the base address, encoded already, beginning with a slash.
  var target: String
  /// Headers of this request; they replace those of the connection that have the same name.
  var headers: [HTTPHeader] = []
  /// The body; nil sends none.
  var body: RequestBody?
  /// The time for this request where it is another than the connection's.
  var timeout: Duration?
  /// Whether sending it twice does no harm; if not, it goes over a connection of its own, since libcurl itself repeats
  /// a request when a connection that was kept turns out to be closed.
  var isRepeatable = true
  /// Whether it is for the caller to decide about a second attempt, whatever comes of the first.
  var isSentOnce = false
}

/// A header line.
package struct HTTPHeader: Sendable, Hashable {
  /// The name; upper and lower case mean the same.
  package var name: String
  /// The value.
  package var value: String

  /// Makes a header.
  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// One complete answer.
struct HTTPResponse: Sendable {
  var status: Int
  /// The headers that this program looks at, in the order they came.
  var headers: [HTTPHeader]
  var body: [UInt8]
  /// How often the request was sent until this answer came.
  var attempts = 1
  /// What was asked, as messages show it.
  var request = ""

  /// The first value of a header, whatever the case of its name.
  func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}
