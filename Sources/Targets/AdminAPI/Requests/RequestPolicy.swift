import Glibc

/// How requests are paced, repeated, limited in time and watched.
package struct RequestPolicy: Sendable {
  /// The number of requests under way at a time, reads and writes together; at least 1.
  package var parallelism = 10
  /// How often and when a failed request is tried again.
  package var retry = RetryPolicy()
  /// The time for all requests together, from when the connection is made; nil for no end.
  package var timeLimit: Duration?
  /// How long answers of too many requests (429) are waited out, by all requests together and without counting as
  /// attempts, where the run has no limit of its own; nil has them count.
  package var rateLimitPatience: Duration?
  /// Whether the gateway has answered before, over another connection.
  package var hasAnswered = false
  /// Told once that a gateway which has answered before is waited for, with its address and for how long.
  package var noteAbsence: (@Sendable (_ address: String, _ time: Duration) -> Void)?
  /// Whether the user wants an end: then nothing is waited for.
  package var isInterrupted: @Sendable () -> Bool = { false }
  /// Told of every request, answer and retry, in no settled order, from any thread.
  package var observer: (@Sendable (RequestEvent) -> Void)?
  /// Where time and chance come from.
  var surroundings = Surroundings()

  /// Ten requests at a time and the usual retries.
  package init() {}

  /// Time and chance, replaced in tests.
  struct Surroundings: Sendable {
    /// Waits; false where the task was cancelled.
    var sleep: @Sendable (Duration) async -> Bool = { time in
      do {
        try await Task.sleep(for: time)
        return true
      } catch {
        return false
      }
    }
    /// Seconds since 1970.
    var epochSeconds: @Sendable () -> Int = { Glibc.time(nil) }
    /// A number in 0..<1.
    var random: @Sendable () -> Double = { Double.random(in: 0..<1) }
  }
}

/// What happens to a request, for whoever watches.
///
/// Targets and bodies are shown as they are and may hold secrets.
package enum RequestEvent: Sendable {
  /// A request goes out; `number` counts the attempts of the connection from 1.
  case request(number: Int, method: HTTPMethod, target: String, body: RequestBody?)
  /// A complete answer came for the request of that number.
  case response(number: Int, status: Int, body: [UInt8], time: Duration)
  /// No complete answer came for the request of that number.
  case failure(number: Int, error: TransportError, time: Duration)
  /// The request of that number is tried again after a wait.
  case retry(number: Int, after: Duration)
}

/// What a connection has done so far.
package struct RequestCounts: Sendable, Hashable {
  /// Requests sent, retries included.
  package var requests = 0
  /// Requests that were sent again.
  package var retries = 0
  /// Bytes of answers' bodies.
  package var bytesReceived = 0
}
