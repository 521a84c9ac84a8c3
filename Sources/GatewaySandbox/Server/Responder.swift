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

/// Hands requests to the gateway, and those below `/_sandbox` to the control.
struct Responder: HTTPResponder {
  typealias Context = SandboxContext

  let gateway: Gateway
  let counters: Counters
  let control: Control

  func respond(to request: Request, context: SandboxContext) async throws -> Response {
    let buffer: ByteBuffer
    do {
      buffer = try await request.body.collect(upTo: Body.maximumBytes)
    } catch is NIOTooManyBytesError {
      return Self.response(.message(413, "request body too large"))
    }
    let message = AdminRequest(
      method: request.method.rawValue, target: request.uri.description, contentType: request.headers[.contentType],
      body: Array(buffer.readableBytesView))
    if message.path.first == Control.path { return Self.response(control.response(to: message)) }
    counters.begin(message.method)
    let answer = gateway.respond(to: message)
    counters.end(answer.status)
    return Self.response(answer)
  }

  static func response(_ answer: AdminResponse) -> Response {
    var headers = HTTPFields()
    if let type = answer.contentType { headers[.contentType] = type }
    for (name, value) in answer.headers {
      if let name = HTTPField.Name(name) { headers[name] = value }
    }
    return Response(
      status: HTTPResponse.Status(code: answer.status), headers: headers,
      body: answer.body.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
  }
}
