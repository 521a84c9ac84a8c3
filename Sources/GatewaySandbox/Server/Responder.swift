import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// What a request comes with: the channel, so that a connection can be dropped.
struct SandboxContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    self.coreContext = CoreRequestContextStorage(source: source)
    self.channel = source.channel
  }

  var maxUploadSize: Int { Body.maximumBytes }
}

/// Hands requests to the gateway, and those below `/_sandbox` to the control; makes go wrong what is to go wrong.
struct Responder: HTTPResponder {
  typealias Context = SandboxContext

  /// The connection is gone: there is nobody to answer.
  private struct Dropped: Error {}

  let gateway: Gateway
  let counters: Counters
  let faults: Faults
  let control: Control

  func respond(to request: Request, context: SandboxContext) async throws -> Response {
    let target = request.uri.description
    let isControl = target.hasPrefix("/\(Control.path)/")
    if !isControl { counters.begin(request.method.rawValue) }
    var status: Int?
    defer { if !isControl { counters.end(status) } }
    let buffer: ByteBuffer
    do {
      buffer = try await request.body.collect(upTo: Body.maximumBytes)
    } catch is NIOTooManyBytesError {
      status = 413
      return Self.response(.message(413, "request body too large"))
    }
    let message = AdminRequest(
      method: request.method.rawValue, target: target, contentType: request.headers[.contentType],
      body: Array(buffer.readableBytesView))
    if isControl { return Self.response(control.response(to: message)) }
    let verdict = faults.verdict(on: message) { name in
      HTTPField.Name(name).flatMap { request.headers[$0] }
    }
    if verdict.latencyMilliseconds > 0 { try await Task.sleep(for: .milliseconds(verdict.latencyMilliseconds)) }
    if verdict.action == .dropBefore { try await drop(context) }
    let answer = verdict.answer ?? gateway.respond(to: message)
    status = answer.status
    if verdict.action == .dropAfter { try await drop(context) }
    return Self.response(answer, action: verdict.action, channel: context.channel)
  }

  private func drop(_ context: SandboxContext) async throws {
    try? await context.channel.close().get()
    throw Dropped()
  }

  private static func response(
    _ answer: AdminResponse, action: FaultRule.Action? = nil, channel: (any Channel)? = nil
  ) -> Response {
    var headers = HTTPFields()
    if let type = answer.contentType { headers[.contentType] = type }
    for (name, value) in answer.headers {
      if let name = HTTPField.Name(name) { headers[name] = value }
    }
    return Response(
      status: HTTPResponse.Status(code: answer.status), headers: headers, body: body(answer.body, action, channel))
  }

  private static func body(
    _ bytes: [UInt8], _ action: FaultRule.Action?, _ channel: (any Channel)?
  ) -> ResponseBody {
    guard !bytes.isEmpty else { return ResponseBody() }
    switch action {
    case .truncate:
      return ResponseBody(contentLength: bytes.count) { writer in
        try await writer.write(ByteBuffer(bytes: bytes.prefix(bytes.count / 2)))
        try? await channel?.close().get()
        throw Dropped()
      }
    case .slow(let milliseconds):
      return ResponseBody(contentLength: bytes.count) { writer in
        let pieces = min(10, bytes.count)
        for piece in 0..<pieces {
          try await Task.sleep(for: .milliseconds(milliseconds / pieces))
          let range = bytes.count * piece / pieces..<bytes.count * (piece + 1) / pieces
          try await writer.write(ByteBuffer(bytes: bytes[range]))
        }
        try await writer.finish(nil)
      }
    default:
      return ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
    }
  }
}
