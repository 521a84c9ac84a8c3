import Documents
import GatewayModel
import Testing

@testable import Reconciliation
@testable import Targets

/// The document that is loaded into a gateway without a database, and what comes back where it is refused.
@Suite struct DeclarativeConfigurationTests {
  private func service(_ name: String, id: String, _ more: Object = Object()) -> Entity {
    var fields: Object = ["id": Node(.string(id)), "name": Node(.string(name)), "host": "h", "created_at": 1]
    for member in more { fields[member.key] = member.node }
    return Entity(kind: .service, fields: fields)
  }

  private func state(_ entities: [Entity]) -> GatewayState {
    var state = GatewayState()
    for kind in EntityKind.all {
      let own = entities.filter { $0.kind == kind }
      if !own.isEmpty { state.set(own, of: kind) }
    }
    return state
  }

  private func write(_ action: Change.Action, _ kind: EntityKind, id: String, _ fields: Object = Object())
    -> EntityWrite
  {
    var change = Change(action: action, kind: kind, label: fields["name"]?.string ?? id, id: id)
    change.fields = fields
    return EntityWrite(change, id: id, ids: [])
  }

  @Test func whatIsThereIsKeptAndChangesTakeTheirPlaces() throws {
    let state = state([service("kept", id: "1"), service("changed", id: "2"), service("gone", id: "3")])
    let configuration = DeclarativeConfiguration(
      state,
      [
        write(.update, .service, id: "2", ["name": "changed", "host": "new", "created_at": 1]),
        write(.delete, .service, id: "3"), write(.create, .service, id: "4", ["name": "added", "host": "h"]),
      ], defaulted: KindMap { $0 == .service ? ["retries"] : [] })
    let text = configuration.pieces().flatMap { $0 }
    let document = try JSONReader.read(text)
    #expect(text == JSONWriter.write(document), "as if it were written from a tree")
    #expect(configuration.pieces(.yaml).flatMap { $0 } == YAMLWriter.write(document))
    #expect(configuration.pieces(.json(.spaces(2))).flatMap { $0 } == JSONWriter.write(document, indent: 2) + [0x0A])
    let services = try #require(document["services"]?.array)
    #expect(services.map { $0["id"] } == ["1", "2", "4"])
    #expect(services.map { $0["host"] } == ["h", "new", "h"])
    #expect(services.map { $0["retries"] } == [.null, nil, nil], "what has no value there is not to get its default")
  }

  @Test func aRefusalIsPutToTheChangesInEitherForm() throws {
    let writes = [write(.create, .service, id: "4", ["name": "added", "host": "bad host", "paths": ["x"]])]
    let configuration = DeclarativeConfiguration(state([service("kept", id: "1")]), writes)
    func faults(_ answer: Node) -> [LoadFault] {
      let response = HTTPResponse(status: 400, headers: [], body: JSONWriter.write(answer))
      return LoadRefusal(GatewayRefusal(response), configuration, writes).faults
    }
    let flat = faults([
      "code": 14, "message": "declarative config is invalid: {}", "fields": [:],
      "flattened_errors": [
        [
          "entity_type": "service", "entity_id": "4", "entity": ["id": "4"],
          "errors": [
            ["type": "field", "field": "host", "message": "invalid value: bad host"],
            ["type": "field", "field": "paths.1", "message": "no path"],
          ],
        ]
      ],
    ])
    #expect(flat.map(\.change) == [0])
    #expect(flat.first?.refusal.faults.map { "\($0.path)" } == ["host", "paths[0]"])
    let nested = faults([
      "code": 14, "message": "declarative config is invalid: …", "fields": ["services": [.null, ["host": "bad"]]],
    ])
    #expect(nested.map(\.change) == [0])
    #expect(nested.first?.refusal.faults.map { "\($0.path): \($0.message)" } == ["host: bad"])
    let kept = faults(["code": 14, "message": "…", "fields": ["services": [["host": "bad"]]]])
    #expect(kept.map(\.change) == [nil])
  }

  @Test func aKeyThatIsThereTwiceIsNeverShown() throws {
    let writes = [write(.create, .keyAuth, id: "4", ["key": "very-secret"])]
    let configuration = DeclarativeConfiguration(GatewayState(), writes)
    let words = "uniqueness violation: 'keyauth_credentials' entity with key set to 'very-secret' already declared"
    let answer: Node = [
      "code": 14, "message": Node(.string("declarative config is invalid: {\(words)}")),
      "fields": ["keyauth_credentials": [Node(.string(words))]], "flattened_errors": [:],
    ]
    let response = HTTPResponse(status: 400, headers: [], body: JSONWriter.write(answer))
    #expect(LoadRefusal(GatewayRefusal(response), configuration, writes).faults.map(\.change) == [0])
  }

  @Test func listsOfUnknownKindsAreTakenFromTheGatewaysOwnText() throws {
    let text = """
      _format_version: '3.0'
      _transform: false
      services:
      - id: a
        name: "x: y"
      widgets:
      - id: b
        text: |
          first: line

          gadgets: none
      - id: c
      routes:
      - id: d

      """
    let lists = try ForeignEntities.lists(in: text)
    #expect(lists.keys == ["widgets"])
    #expect(lists["widgets"]?.array?.map { $0["id"] } == ["b", "c"])
    #expect(lists["widgets"]?.array?.first?["text"] == "first: line\n\ngadgets: none\n")
  }
}
