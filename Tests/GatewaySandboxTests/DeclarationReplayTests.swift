import Diagnostics
import Documents
import Foundation
import GatewayRules
import GatewaySandbox
import GatewaySchemas
import Testing

/// Plays the recorded series of a gateway without a database again, in order.
@Suite(.enabled(if: Contract.isThere, "\(Contract.absence)"))
struct DeclarationReplayTests {
  /// Answers that tell of the node itself: only what concerns the configuration counts.
  private static let ownDescription: Set = ["node", "status before", "status after", "empty: status"]
  /// What the gateway writes in an order and layout of its own.
  private static let freeForm: Set = ["config get", "config get empty"]
  /// Words of other programs, the order of a list that is random, what shows of SNIs within their certificate, and a hash
  /// whose salt is an id that the gateway made.
  private static let foreignWords: Set = [
    "read /basic-auths",
    "refused: broken yaml", "write refused: keys", "nested below a certificate with an id",
  ]

  @Test func everyAnswerIsTheRecordedOne() async throws {
    var configuration = SandboxConfiguration()
    configuration.hasDatabase = false
    let sandbox = try await Sandbox.start(configuration)
    let connection = try HTTPConnection(sandbox.address)
    var comparison = BodyComparison()
    let exchanges = try Contract.exchanges("dbless/exchanges.jsonl")
    #expect(exchanges.count == 102)
    for exchange in exchanges {
      let name = exchange["name"]?.string ?? ""
      let label = "\(exchange["n"]?.integer ?? 0) \(name)"
      let answer = try await send(exchange, comparison, connection)
      #expect(answer.status == exchange["status"]?.integer, "\(label): \(answer.text)")
      #expect(answer.headers["content-type"] == exchange["headers"]?["Content-Type"]?.string, "\(label)")
      guard let recorded = exchange["response"] else { continue }
      if Self.ownDescription.contains(name) {
        // The digest is that of the text where a text was loaded; of a body that is JSON only that there is one.
        if let digest = recorded["configuration_hash"]?.string {
          let zeros = String(repeating: "0", count: 32)
          let answered = try #require(answer.json["configuration_hash"]?.string, "\(label)")
          #expect((digest == zeros) == (answered == zeros) && answered.count == 32, "\(label)")
        }
        #expect(answer.json["configuration"]?["database"] == recorded["configuration"]?["database"], "\(label)")
        continue
      }
      if Self.freeForm.contains(name) {
        try check(recorded["config"]?.string ?? "", answer.json["config"]?.string ?? "", &comparison, label)
        continue
      }
      if Self.foreignWords.contains(name) {
        #expect(answer.json.object?.keys.sorted() == recorded.object?.keys.sorted(), "\(label)")
        continue
      }
      comparison.compare(recorded: Self.inOrder(recorded), answered: Self.inOrder(answer.json))
      #expect(comparison.differences.isEmpty, "\(label): \(comparison.differences.joined(separator: "\n"))")
    }
    await sandbox.stop()
  }

  private func send(
    _ exchange: Node, _ comparison: BodyComparison, _ connection: HTTPConnection
  ) async throws -> HTTPConnection.Response {
    let (method, path) = (exchange["method"]?.string ?? "GET", exchange["path"]?.string ?? "/")
    let headers = exchange["content_type"]?.string.map { ["Content-Type": $0] } ?? [:]
    switch exchange["request"]?.value {
    case .string(let text)?:
      return try await connection.send(method, path, body: Array(text.utf8), headers: headers)
    case nil, .null?:
      return try await connection.send(method, path, body: method == "POST" ? [] : nil, headers: headers)
    case _?:
      return try await connection.send(method, path, json: exchange["request"] ?? .null, headers: headers)
    }
  }

  /// The same entities with the same fields, in whatever order and layout, apart from what the recording has besides: nulls,
  /// and the older names of plugins' fields; and from the port of a target.
  private func check(_ recorded: String, _ answered: String, _ comparison: inout BodyComparison, _ label: String) throws
  {
    let (old, new) = (try Self.entities(recorded), try Self.entities(answered))
    comparison.compare(recorded: old, answered: new)
    #expect(comparison.differences.isEmpty, "\(label): \(comparison.differences.joined(separator: "\n"))")
    #expect(new["_transform"] == false, "\(label)")
  }

  /// A document of `GET /config`, each list in one order.
  private static func entities(_ text: String) throws -> Node {
    var diagnostics = DiagnosticCollector()
    let documents = YAMLReader.read(Array(text.utf8), source: SourceID(name: "config"), diagnostics: &diagnostics)
    var document = try #require(documents.first?.object, "\(diagnostics.diagnostics)")
    for member in document {
      guard let items = member.node.array else { continue }
      let told = items.map { comparable(withoutOlderNames($0).withoutNulls) }
      document[member.key] = Node(.array(told.sorted { Self.text($0) < Self.text($1) }))
    }
    return Node(.object(document))
  }

  /// Without a hash whose salt is an id that the gateway made, and with the port that a target has when none is given.
  private static func comparable(_ entity: Node) -> Node {
    guard var fields = entity.object else { return entity }
    fields.removeValue(forKey: "password")
    if let target = fields["target"]?.string, !target.contains(":") {
      fields["target"] = Node(.string(target + ":8000"))
    }
    return Node(.object(fields))
  }

  private static func withoutOlderNames(_ plugin: Node) -> Node {
    guard var fields = plugin.object, var config = fields["config"]?.object,
      let record = SchemaBundle.oss.plugin(plugin["name"]?.string ?? "")?.config?.record
    else { return plugin }
    for shorthand in record.shorthands { config.removeValue(forKey: shorthand.field.name) }
    fields["config"] = Node(.object(config))
    return Node(.object(fields))
  }

  /// Lists of entities, of faults and the entities of a kind by what they say, since ids are not the same.
  private static func inOrder(_ node: Node) -> Node {
    guard var object = node.object else { return node }
    for key in ["data", "flattened_errors"] {
      guard let items = object[key]?.array else { continue }
      let sorted = items.map { item -> Node in
        guard var fault = item.object, let errors = fault["errors"]?.array else { return item }
        fault["errors"] = Node(.array(errors.sorted { text($0) < text($1) }))
        return Node(.object(fault))
      }
      object[key] = Node(.array(sorted.sorted { text($0) < text($1) }))
    }
    // The answer to a load has its entities by kind and id.
    for (key, value) in object.map({ ($0.key, $0.node) }) {
      guard let entities = value.object, !entities.isEmpty,
        entities.allSatisfy({ $0.key.count == 36 && $0.node["id"] != nil })
      else { continue }
      object[key] = Node(.array(entities.map(\.node).sorted { text($0) < text($1) }))
    }
    return Node(.object(object))
  }

  private static func text(_ node: Node) -> String {
    let steady = (node.object ?? Object()).filter {
      ![
        "id", "created_at", "updated_at", "ttl", "entity_id", "consumer", "service", "route", "upstream", "certificate",
      ]
      .contains($0.key)
    }
    // Within an entity the recorded order of fields is anybody's; so what it is called and belongs to comes first.
    let name = node["name"]?.string ?? ""
    let owners = ["consumer", "service", "route"].filter { node[$0]?.isNull == false }.joined(separator: " ")
    return "\(name) \(owners) "
      + String(decoding: JSONWriter.write(Node(.object(Object(steady).sorted()))), as: UTF8.self)
  }
}

extension Node {
  /// The same without members that are null.
  fileprivate var withoutNulls: Node {
    switch value {
    case .array(let items): Node(.array(items.map(\.withoutNulls)))
    case .object(let object):
      Node(
        .object(
          Object(object.filter { !$0.node.isNull }.map { Object.Member(key: $0.key, node: $0.node.withoutNulls) })))
    default: self
    }
  }
}
