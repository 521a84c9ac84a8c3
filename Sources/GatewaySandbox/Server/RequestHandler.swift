import NIOCore
import NIOHTTP1

/// Answers the requests of a connection, or the one of a stream within a connection, on the thread that reads them.
final class RequestHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let responder: Responder
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []
  private var isTooLarge = false

  init(_ responder: Responder) {
    self.responder = responder
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch Self.unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = []
      isTooLarge = false
    case .body(let buffer):
      isTooLarge = isTooLarge || body.count + buffer.readableBytes > responder.largestBody
      if isTooLarge { body = [] } else { body += buffer.readableBytesView }
    case .end:
      guard let head else { return }
      self.head = nil
      take(head, context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func take(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    var request = AdminRequest(
      method: head.method.rawValue, target: head.uri, contentType: head.headers.first(name: "content-type"), body: body)
    request.authorization = head.headers.first(name: "authorization")
    body = []
    let verdict = responder.verdict(on: request, isTooLarge: isTooLarge) { head.headers.first(name: $0) }
    guard verdict.latencyMilliseconds > 0 else { return answer(request, verdict, head, context) }
    after(verdict.latencyMilliseconds, context) { self.answer(request, verdict, head, context) }
  }

  private func answer(
    _ request: AdminRequest, _ verdict: Faults.Verdict, _ head: HTTPRequestHead, _ context: ChannelHandlerContext
  ) {
    let answer = responder.answer(request, verdict)
    // The client may have gone while it was kept waiting.
    guard context.channel.isActive else { return }
    guard let answer else { return context.close(promise: nil) }
    context.write(Self.wrapOutboundOut(.head(Self.head(of: answer))), promise: nil)
    let bytes = answer.body
    switch verdict.action {
    case .truncate where !bytes.isEmpty:
      write(bytes.prefix(bytes.count / 2), context).whenComplete { [channel = context.channel] _ in
        channel.close(promise: nil)
      }
    case .slow(let milliseconds) where !bytes.isEmpty:
      let pieces = min(10, bytes.count)
      for piece in 1...pieces {
        after(milliseconds / pieces * piece, context) {
          guard context.channel.isActive else { return }
          _ = self.write(bytes[bytes.count * (piece - 1) / pieces..<bytes.count * piece / pieces], context)
          if piece == pieces { self.end(head, context) }
        }
      }
    default:
      if !bytes.isEmpty {
        context.write(Self.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
      }
      end(head, context)
    }
  }

  private func write(_ bytes: ArraySlice<UInt8>, _ context: ChannelHandlerContext) -> EventLoopFuture<Void> {
    context.writeAndFlush(Self.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))))
  }

  private func end(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let end = context.writeAndFlush(Self.wrapOutboundOut(.end(nil)))
    // A stream of HTTP/2 ends by itself.
    guard head.version.major == 1, !head.isKeepAlive else { return }
    end.whenComplete { [channel = context.channel] _ in channel.close(promise: nil) }
  }

  /// Does something later on the same thread; a day is the longest wait.
  private func after(_ milliseconds: Int, _ context: ChannelHandlerContext, _ action: @escaping () -> Void) {
    let delay = TimeAmount.milliseconds(Int64(min(milliseconds, 86_400_000)))
    context.eventLoop.assumeIsolated().scheduleTask(in: delay, action)
  }

  private static func head(of answer: AdminResponse) -> HTTPResponseHead {
    var headers = HTTPHeaders([("Server", "kong/3.9.1"), ("Date", TimeText.text())])
    if let type = answer.contentType { headers.add(name: "Content-Type", value: type) }
    for (name, value) in answer.headers { headers.replaceOrAdd(name: name, value: value) }
    if answer.status != 204 { headers.add(name: "Content-Length", value: "\(answer.body.count)") }
    return HTTPResponseHead(
      version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status), headers: headers)
  }
}
