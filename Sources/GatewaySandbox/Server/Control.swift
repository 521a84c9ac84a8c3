import Documents

/// The control path beside the Admin API: `/_sandbox/…`.
struct Control: Sendable {
  static let path = "_sandbox"

  let counters: Counters

  func response(to request: AdminRequest) -> AdminResponse {
    switch (request.method, request.path.dropFirst().first, request.path.count) {
    case ("GET", "counters", 2):
      return .json(200, counters.node)
    case ("DELETE", "counters", 2):
      counters.reset()
      return .noContent
    default:
      return .notFound
    }
  }
}
