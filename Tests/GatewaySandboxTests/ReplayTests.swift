import Documents
import Foundation
import GatewaySandbox
import Testing

/// Plays the recorded series again, in order, and compares every status and every body.
@Suite(.enabled(if: Contract.isThere, "\(Contract.absence)"))
struct ReplayTests {
  /// Answers that tell of the node itself.
  private static let ownDescription: Set = ["root", "status", "timers"]
  /// Messages of other programs (regular expressions, the router, OpenSSL, LuaJIT): only what they concern counts.
  private static let foreignWords: Set = [
    "route-schema-violation-bad-path", "route-bad-regex", "route-regex-pcre-ok-rust-bad", "pre-function-bad",
    "certificate-bad",
  ]
  /// Where the recording waited, since the answer depends on the time.
  private static let pauses = ["service-put-again-without-created_at": 1.1, "keyauth-ttl-counts-down": 2.1]

  @Test(arguments: ["exchanges.jsonl", "exchanges-writes.jsonl"])
  func everyAnswerIsTheRecordedOne(_ series: String) async throws {
    let sandbox = try await Sandbox.start()
    let connection = try HTTPConnection(sandbox.address)
    var comparison = BodyComparison()
    var lastOffset: String?
    for exchange in try Contract.exchanges(series) {
      let name = exchange["name"]?.string ?? ""
      if let pause = Self.pauses[name] { try await Task.sleep(for: .seconds(pause)) }
      let label = "\(series) \(exchange["n"]?.integer ?? 0) \(name)"
      guard let answer = try? await send(exchange, comparison, offset: lastOffset, connection) else {
        Issue.record("\(label): no answer")
        break
      }
      #expect(answer.status == exchange["status"]?.integer, "\(label): \(answer.text)")
      #expect(answer.headers["content-type"] == exchange["headers"]?["Content-Type"]?.string, "\(label)")
      lastOffset = answer.json["offset"]?.string
      if let text = exchange["response_text"]?.string { #expect(answer.text == text, "\(label)") }
      guard let recorded = exchange["response"], !Self.ownDescription.contains(name) else { continue }
      let (left, right) = prepared(recorded, answer.json, exchange, comparison)
      comparison.compare(recorded: left, answered: right)
      #expect(comparison.differences.isEmpty, "\(label): \(comparison.differences.joined(separator: "\n"))")
    }
    await sandbox.stop()
  }

  private func send(
    _ exchange: Node, _ comparison: BodyComparison, offset: String?, _ connection: HTTPConnection
  ) async throws -> HTTPConnection.Response {
    let method = exchange["method"]?.string ?? "GET"
    var path = comparison.mapped(exchange["path"]?.string ?? "/")
    if path.contains("offset=Wy"), let offset {
      path = path.replacingOccurrences(of: "offset=[^&]*", with: "offset=\(offset)", options: .regularExpression)
    }
    guard let request = exchange["request"] else {
      let isEmptyJSON = method == "POST"
      return try await connection.send(
        method, path, body: isEmptyJSON ? [] : nil, headers: isEmptyJSON ? ["Content-Type": "application/json"] : [:])
    }
    guard let raw = request["raw"]?.string else {
      return try await connection.send(method, path, json: comparison.mapped(request))
    }
    let type =
      exchange["name"]?.string == "service-unknown-content-type"
      ? "text/plain" : raw.hasPrefix("{") ? "application/json" : "application/x-www-form-urlencoded"
    return try await connection.send(method, path, body: Array(raw.utf8), headers: ["Content-Type": type])
  }

  /// Both answers without what may differ: prose of schemas, words of other programs, the order of listings.
  private func prepared(
    _ recorded: Node, _ answered: Node, _ exchange: Node, _ comparison: BodyComparison
  ) -> (Node, Node) {
    let path = exchange["path"]?.string ?? ""
    let name = exchange["name"]?.string ?? ""
    if path.hasPrefix("/schemas/") || path.hasPrefix("/plugins/schema/") { return (recorded.withoutProse, answered) }
    if Self.foreignWords.contains(name) {
      return (Node(.string(shape(recorded["fields"]))), Node(.string(shape(answered["fields"]))))
    }
    guard var left = recorded.object, var right = answered.object else { return (recorded, answered) }
    if let plugins = left["enabled_plugins"]?.array {
      left["enabled_plugins"] = sorted(plugins)
      right["enabled_plugins"] = sorted(right["enabled_plugins"]?.array ?? [])
    }
    // How many come after an id of another kind is chance.
    if name == "page-wrong-entity-offset" {
      return (Node(.bool(left["data"] != nil)), Node(.bool(right["data"] != nil)))
    }
    if let old = left["data"]?.array, let new = right["data"]?.array, old.first?.object != nil {
      if name.hasPrefix("page-") || name == "plugins-size1" || name == "nested-page" || name == "tags-list-size2" {
        left["data"] = Node(.integer(old.count))
        right["data"] = Node(.integer(new.count))
      } else if !path.contains("/targets") {
        left["data"] = sorted(old.map(comparison.mapped))
        right["data"] = sorted(new)
      }
    }
    return (Node(.object(left)), Node(.object(right)))
  }

  /// Which fields are named, and how they nest.
  private func shape(_ node: Node?) -> String {
    switch node?.value {
    case .object(let object): "{\(object.sorted().map { "\($0.key):\(shape($0.node))" }.joined(separator: ","))}"
    case .array(let array): "[\(array.map(shape).joined(separator: ","))]"
    case .null, nil: "null"
    default: "text"
    }
  }

  private func sorted(_ nodes: [Node]) -> Node {
    func key(_ node: Node) -> String {
      guard let object = node.object else { return node.string ?? "" }
      let steady = object.filter { !["id", "created_at", "updated_at", "ttl"].contains($0.key) }
      return String(decoding: JSONWriter.write(Node(.object(Object(steady).sorted()))), as: UTF8.self)
    }
    return Node(.array(nodes.sorted { key($0) < key($1) }))
  }
}
