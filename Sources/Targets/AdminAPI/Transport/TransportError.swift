/// Why a request got no complete answer.
package struct TransportError: Error, Sendable, Hashable {
  /// What went wrong, as far as a decision depends on it.
  package enum Kind: String, Sendable {
    /// The address has no meaning as one of an Admin API.
    case invalidAddress
    /// A header, certificate or file of the settings can't be used.
    case invalidSettings
    /// The host's name is not known.
    case unknownHost
    /// Nothing accepts connections at the address.
    case refused
    /// There is no agreement on a secure connection.
    case tls
    /// The proxy is not known, or does not connect.
    case proxy
    /// The answer took longer than allowed.
    case timeout
    /// The connection ended before the answer was complete.
    case dropped
    /// The answer is larger than allowed.
    case tooLarge
    /// The time for the whole run is over.
    case deadline
    /// The task that waited was cancelled, or the connection was closed by this program.
    case cancelled
    /// Anything else, such as an answer that is not HTTP.
    case other
  }

  /// What went wrong, as far as a decision depends on it.
  package var kind: Kind
  /// What went wrong, in one sentence without a full stop, with the address but without credentials.
  package var message: String
  /// What to do about it, when there is more to say than the message does.
  package var hint: String?
  /// Whether the gateway may have seen the request, and so may have done what it asks.
  package var mayHaveBeenSent: Bool
  /// How often the request was tried.
  package var attempts: Int

  /// Makes an error.
  package init(
    _ kind: Kind, _ message: String, hint: String? = nil, mayHaveBeenSent: Bool = false, attempts: Int = 1
  ) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.mayHaveBeenSent = mayHaveBeenSent
    self.attempts = attempts
  }
}

extension TransportError: CustomStringConvertible {
  /// The message, with the number of attempts where there were several.
  package var description: String {
    attempts > 1 ? "\(message) (tried \(attempts) times)" : message
  }
}
