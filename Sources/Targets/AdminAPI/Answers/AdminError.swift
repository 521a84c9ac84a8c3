/// Why the Admin API did not do or tell what it was asked.
package enum AdminError: Error, Sendable, Equatable {
  /// No complete answer came.
  case transport(TransportError)
  /// The gateway said no.
  case refused(GatewayRefusal)
  /// An answer came that is none of an Admin API, such as a web page or a redirect.
  case unexpectedAnswer(status: Int, reason: String)

  /// The HTTP status of the answer, where there was one.
  package var status: Int? {
    switch self {
    case .transport: nil
    case .refused(let refusal): refusal.status
    case .unexpectedAnswer(let status, _): status
    }
  }

  /// Whether the gateway does not know who asks, or does not let them.
  package var isForbidden: Bool { if case .refused(let refusal) = self { refusal.isForbidden } else { false } }

  /// Whether the task was cancelled, or the connection closed by this program.
  package var isCancellation: Bool {
    if case .transport(let error) = self { error.kind == .cancelled } else { false }
  }

  /// Whether what was asked for may have been done all the same.
  package var mayHaveBeenDone: Bool {
    switch self {
    case .transport(let error): error.mayHaveBeenSent
    case .refused(let refusal): refusal.status >= 500 && refusal.status != 503
    case .unexpectedAnswer: true
    }
  }

  /// What to do about it, when there is more to say than the description does.
  package var hint: String? {
    switch self {
    case .transport(let error): error.hint
    case .refused(let refusal):
      refusal.isForbidden ? "check the admin token, and what its role may do in this workspace" : nil
    case .unexpectedAnswer: "is the address that of an Admin API, and nothing in between?"
    }
  }
}

extension AdminError: CustomStringConvertible {
  /// What went wrong, in one sentence without a full stop.
  package var description: String {
    switch self {
    case .transport(let error): error.description
    case .refused(let refusal): refusal.description
    case .unexpectedAnswer(let status, let reason):
      "the answer with status \(status) is not one of an Admin API: \(reason)"
    }
  }
}
