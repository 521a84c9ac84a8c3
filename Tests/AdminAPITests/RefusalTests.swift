import Documents
import Testing

@testable import Targets

@Suite("What a refusal says")
struct RefusalTests {
  private func refusal(_ status: Int, _ body: String) -> GatewayRefusal {
    GatewayRefusal(HTTPResponse(status: status, headers: [], body: Array(body.utf8)))
  }

  @Test(
    "messages of the gateway, of its web server, and of what may stand in front of it",
    arguments: [
      (#"{"message":"Cannot parse JSON body"}"#, "Cannot parse JSON body"),
      ("<html>\r\n<head><title>415 Unsupported Media Type</title></head>\r\n</html>", "415 Unsupported Media Type"),
      ("upstream\nrequest\ttimeout\n", "upstream request timeout"), (#"{"error":"denied"}"#, "denied"), ("", ""),
      ("[1]", "[1]"), (#"{"message":"a\u001b[31mb"}"#, "a [31mb"), (#"{"message":7}"#, ""),
    ])
  func messages(body: String, message: String) {
    #expect(refusal(400, body).message == message)
  }

  @Test("nested fields are kept as they are")
  func fields() {
    let body = #"{"message":"m","code":2,"name":"schema violation","fields":{"paths":[null,"should start with: /"]}}"#
    #expect(refusal(400, body).fields == ["paths": [.null, "should start with: /"]])
    #expect(refusal(400, #"{"message":"m","fields":null}"#).fields == nil)
    let options = #"{"message":"m","code":11,"name":"invalid options","options":{"tags":"invalid filter syntax"}}"#
    #expect(refusal(400, options).fields == ["tags": "invalid filter syntax"])
  }

  @Test("a long text is cut off")
  func long() {
    #expect(refusal(500, String(repeating: "é", count: 100_000)).message.count == 2000)
  }

  @Test(
    "who may not is told what to look at",
    arguments: [
      (401, "the gateway does not know who asks (status 401): m"),
      (403, "the gateway does not permit this (status 403): m"),
    ])
  func forbidden(status: Int, description: String) {
    let error = AdminError.refused(refusal(status, #"{"message":"m"}"#))
    #expect(error.isForbidden)
    #expect(error.description == description)
    #expect(error.hint != nil)
  }
}
