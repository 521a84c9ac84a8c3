import Documents
import TestSupport
import Testing

@testable import Targets

@Suite("Listings")
struct ListingTests {
  /// Serves pages of numbers; the offset of a page is its position, in a form that needs encoding.
  private func pages(_ count: Int, size: Int = 3, delay: Duration = .zero) throws -> ScriptedServer {
    try ScriptedServer { request, _ in
      let page = request.parameter("offset").map { Int($0.dropLast(3)) ?? -1 } ?? 0
      let items = (0..<size).map { #"{"id":\#(page * size + $0)}"# }.joined(separator: ",")
      let next = page + 1 < count ? #""offset":"\#(page + 1)=","next":"/wrong?offset=9""# : #""next":null"#
      return .late(delay, .json(page % 2 == 0 ? #"{"data":[\#(items)],\#(next)}"# : #"{\#(next),"data":[\#(items)]}"#))
    }
  }

  @Test("follow offsets to the end, with the same size, tags and query on each page")
  func follows() async throws {
    try await withServer(try pages(3)) { server in
      let (outcome, items) = try await reader(server).listAll(
        ["consumers", "b", "key-auth"], tags: ["a", "b c"], query: [("x", "1")])
      #expect(outcome == .complete(items: 9))
      #expect(items.map { $0["id"]?.integer } == Array(0..<9))
      #expect(
        server.requests.map(\.target) == [
          "/consumers/b/key-auth?size=1000&tags=a%2Cb%20c&x=1",
          "/consumers/b/key-auth?size=1000&tags=a%2Cb%20c&x=1&offset=1%3D",
          "/consumers/b/key-auth?size=1000&tags=a%2Cb%20c&x=1&offset=2%3D",
        ])
    }
  }

  @Test("the next page is under way while one is worked on, and no more than that")
  func ahead() async throws {
    try await withServer(try pages(5)) { server in
      var requestsSeen: [Int] = []
      var order: [Int] = []
      try await reader(server).list(["services"]) { page in
        order.append(page.index)
        try? await wait(for: "the next page") { server.requests.count >= min(page.index + 2, 5) }
        // Time for one too many.
        try? await Task.sleep(for: .milliseconds(20))
        requestsSeen.append(server.requests.count)
      }
      #expect(order == [0, 1, 2, 3, 4])
      #expect(requestsSeen == [2, 3, 4, 5, 5])
    }
  }

  @Test("an empty collection, in both forms that the gateway has for it", arguments: ["[]", "{}"])
  func empty(data: String) async throws {
    try await withServer(try ScriptedServer(always: .json(#"{"data":\#(data),"next":null}"#))) { server in
      let outcome = try await reader(server).listAll(["services"]).outcome
      #expect(outcome == .complete(items: 0))
    }
  }

  @Test(
    "what is not there, and what may not be read, are told apart from data",
    arguments: [
      (404, #"{"message":"Not found"}"#, ListingOutcome.unavailable(status: 404)),
      (400, #"{"message":"this endpoint is only available when wasm is enabled"}"#, .unavailable(status: 400)),
      (401, #"{"message":"Unauthorized"}"#, .forbidden(status: 401)),
      (403, #"{"message":"you do not have permissions to read this resource"}"#, .forbidden(status: 403)),
    ])
  func outcomes(status: Int, body: String, outcome: ListingOutcome) async throws {
    try await withServer(try ScriptedServer(always: .json(body, status: status))) { server in
      let found = try await reader(server).listAll(["x"]).outcome
      #expect(found == outcome)
    }
  }

  @Test("a request that the gateway finds wrong is an error")
  func wrongRequest() async throws {
    let body = #"{"message":"invalid option (tags: invalid filter syntax)","code":11,"name":"invalid options"}"#
    try await withServer(try ScriptedServer(always: .json(body, status: 400))) { server in
      let error = await #expect(throws: AdminError.self) { try await reader(server).listAll(["x"], tags: ["a/b"]) }
      #expect(error?.status == 400)
    }
  }

  @Test("a listing that breaks off is an error, not a shorter listing", arguments: [404, 403, 400, 500])
  func breaksOff(status: Int) async throws {
    let server = try ScriptedServer { _, number in
      number == 0 ? .json(#"{"data":[{"id":1}],"offset":"b"}"#) : .status(status)
    }
    try await withServer(server) { server in
      let error = await #expect(throws: AdminError.self) { try await reader(server).listAll(["x"]) }
      #expect(error?.status == status)
    }
  }

  @Test(
    "a listing ends where the next offset is empty",
    arguments: [#"{"data":[{"id":1}],"offset":""}"#, #"{"offset":"","data":[{"id":1}]}"#])
  func anEmptyOffsetEnds(page: String) async throws {
    try await withServer(try ScriptedServer(always: .json(page))) { server in
      let (outcome, items) = try await reader(server).listAll(["services"])
      #expect(outcome == .complete(items: 1) && items.count == 1)
      #expect(server.requests.count == 1)
    }
  }

  @Test("an offset that comes again ends the listing with an error")
  func repeated() async throws {
    let server = try ScriptedServer { _, number in .json(#"{"data":[],"offset":"\#(number % 3)"}"#) }
    try await withServer(server) { server in
      let error = await #expect(throws: AdminError.self) { try await reader(server).listAll(["x"]) }
      #expect(error == .unexpectedAnswer(status: 200, reason: "the page after the one at offset '0' is that one again"))
      #expect(server.requests.count == 4)
    }
  }

  @Test(
    "answers that are no listing",
    arguments: [
      #"{"data":{"a":1}}"#, "[]", #"{"message":"hello"}"#, #"{"data":[],"offset":5}"#, #"{"data":null}"#,
    ])
  func noListing(body: String) async throws {
    try await withServer(try ScriptedServer(always: .json(body))) { server in
      let error = await #expect(throws: AdminError.self) { try await reader(server).listAll(["x"]) }
      guard case .unexpectedAnswer = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
  }

  @Test("an offset written with escapes is followed too")
  func escapedOffset() async throws {
    let server = try ScriptedServer { _, number in
      .json(number == 0 ? #"{"data":[1],"offset":"a\/b"}"# : #"{"data":[2]}"#)
    }
    try await withServer(server) { server in
      let items = try await reader(server).listAll(["x"]).items
      #expect(items == [1, 2])
      #expect(server.requests.last?.parameter("offset") == "a%2Fb")
    }
  }

  @Test("cancelling ends a listing")
  func cancelled() async throws {
    try await withServer(try pages(1000, delay: .milliseconds(10))) { server in
      let reader = try reader(server)
      let task = Task { try await reader.listAll(["x"]).items.count }
      try await wait(for: "three requests") { server.requests.count >= 3 }
      task.cancel()
      let error = await #expect(throws: AdminError.self) { try await task.value }
      #expect(error?.isCancellation == true)
    }
  }

  @Test(
    "the offset is found before a page is read",
    arguments: [
      (#"{"data":[{"offset":"no"}],"offset":"yes"}"#, "yes"), (#"{ "offset" : "yes" , "data":["]}\"",1]}"#, "yes"),
      (#"{"data":[],"next":null}"#, nil), (#"{"data":["offset"],"x":"offset","y":"no"}"#, nil),
      (#"{"offset":null,"x":"no"}"#, nil),
      (#"{"offset":{"x":"no"},"y":"no"}"#, nil), (#"{"offset":"a\"b"}"#, nil), (#"{"offset":"#, nil),
      (#"{"offset":"x"#, nil),
      ("", nil), (#"{"a":"\"#, nil), (#"{"next":"/a?offset=b","offset":"c"}"#, "c"),
    ])
  func scan(body: String, offset: String?) {
    #expect(PageScan.offset(in: Array(body.utf8)) == offset)
  }
}
