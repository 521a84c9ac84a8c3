/// Hands requests to what answers them, and those below `/_sandbox` to the control; makes go wrong what is to go wrong.
struct Responder: Sendable {
  let backend: any Backend
  let counters: Counters
  let faults: Faults
  let control: Control
  /// How many bytes a request may carry.
  var largestBody = Body.maximumBytes

  /// What is to happen to a request, which counts from now on; nothing is done yet.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - isTooLarge: Whether its body was thrown away.
  ///   - header: The value of a header of the request.
  func verdict(on request: AdminRequest, isTooLarge: Bool, header: (String) -> String?) -> Faults.Verdict {
    guard !isControl(request) else { return Faults.Verdict() }
    counters.begin(request)
    if isTooLarge { return Faults.Verdict(answer: .message(413, "request body too large")) }
    var verdict = faults.verdict(on: request, entityPath: backend.entityPath(of: request), header: header)
    verdict.answer = verdict.answer.map { backend.worded($0, to: request) }
    return verdict
  }

  /// Does what a request asks for, as the verdict allows.
  ///
  /// - Returns: The answer; nil where the connection is to be closed without one.
  func answer(_ request: AdminRequest, _ verdict: Faults.Verdict) -> AdminResponse? {
    if isControl(request) { return control.response(to: request) }
    var status: Int?
    defer { counters.end(status) }
    if verdict.action == .dropBefore { return nil }
    let answer = verdict.answer ?? backend.respond(to: request)
    status = answer.status
    return verdict.action == .dropAfter ? nil : answer
  }

  private func isControl(_ request: AdminRequest) -> Bool { request.path.first == Control.path }
}
