import GatewaySchemas

/// What a sandbox answers as: a gateway's Admin API, or Konnect with its control planes.
protocol Backend: Sendable {
  /// Answers a request. What goes wrong within a change changes nothing.
  func respond(to request: AdminRequest) -> AdminResponse

  /// The answer of a fault, in this backend's words.
  func worded(_ answer: AdminResponse, to request: AdminRequest) -> AdminResponse

  /// A request's path from the collection on, for faults that name one.
  func entityPath(of request: AdminRequest) -> [String]

  /// The state as lines of a file; nil where nothing has changed since.
  ///
  /// - Parameter changes: The number of changes when it was last asked for.
  func state(unlessAfter changes: Int) -> (changes: Int, lines: [[UInt8]])?

  /// Puts the entities of a file into an empty backend.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - path: Its name, for messages.
  func restore(_ bytes: [UInt8], path: String) throws(SandboxFailure)
}

extension Gateway: Backend {
  func worded(_ answer: AdminResponse, to request: AdminRequest) -> AdminResponse { answer }

  func entityPath(of request: AdminRequest) -> [String] { request.path }

  func state(unlessAfter changes: Int) -> (changes: Int, lines: [[UInt8]])? {
    let state = withState { $0 }
    return state.changes == changes ? nil : (state.changes, StateFile.lines(of: state))
  }

  func restore(_ bytes: [UInt8], path: String) throws(SandboxFailure) {
    let lines = try StateFile.entries(of: bytes, path: path, edition: catalog.bundle.edition.rawValue)
    for line in lines { try restore(line) }
  }

  /// Puts one entity back.
  func restore(_ line: StateFile.Entry) throws(SandboxFailure) {
    guard withState({ StateFile.restore(line.node, into: &$0) }) else { throw line.failure }
  }
}
