import Documents

/// The control path beside the Admin API, `/_sandbox/…`: counters to read, faults to switch.
struct Control: Sendable {
  static let path = "_sandbox"

  let counters: Counters
  let faults: Faults

  func response(to request: AdminRequest) -> AdminResponse {
    guard request.path.count == 2 else { return .notFound }
    return switch request.path[1] {
    case "counters": counters(request)
    case "faults": faults(request)
    default: .notFound
    }
  }

  private func counters(_ request: AdminRequest) -> AdminResponse {
    switch request.method {
    case "GET":
      return .json(200, counters.node)
    case "DELETE":
      counters.reset()
      return .noContent
    default:
      return .methodNotAllowed
    }
  }

  private func faults(_ request: AdminRequest) -> AdminResponse {
    switch request.method {
    case "GET":
      return .json(200, faults.settings.node)
    case "PUT", "PATCH":
      guard let changes = (try? JSONReader.read(request.body))?.object else {
        return .message(400, "a JSON object of faults is expected")
      }
      if let problem = faults.apply(changes, toNone: request.method == "PUT") { return .message(400, problem) }
      return .json(200, faults.settings.node)
    case "DELETE":
      _ = faults.apply(Object(), toNone: true)
      return .noContent
    default:
      return .methodNotAllowed
    }
  }
}
