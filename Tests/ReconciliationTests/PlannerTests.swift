import Comparison
import Diagnostics
import Documents
import GatewayModel
import Reconciliation
import StateFiles
import Testing

/// Which changes a plan has, in which order, and what waits for what.
@Suite struct PlannerTests {
  /// A plan of a state file's text and of entities as a gateway answers them, by collection.
  private func plan(
    _ text: String, live: [String: [Node]] = [:]
  ) throws -> (plan: Plan, diagnostics: [Diagnostic]) {
    var collector = DiagnosticCollector()
    let input = InputText(name: "kong.yaml", bytes: Array(("_format_version: \"3.0\"\n" + text).utf8))
    let loaded = StateFileLoader.load([input], environment: .verbatim, &collector)
    let desired = try #require(loaded, "\(collector.diagnostics)")
    var state = GatewayState()
    for kind in EntityKind.all {
      state.set((live[kind.collection] ?? []).compactMap { kind.entity(fromAnswer: $0) }, of: kind)
    }
    let (plan, found) = Planner.plan(desired: desired, state: state, schemas: LoadedState.schemas)
    return (plan, collector.diagnostics + found)
  }

  /// Each change with the positions of those that it waits for.
  private func lines(_ plan: Plan) -> [String] {
    plan.changes.map { change in
      var line = "\(change.action.rawValue) \(change.title)"
      if !change.dependsOn.isEmpty { line += " after \(change.dependsOn.map(String.init).joined(separator: ","))" }
      if let owner = change.goesWith { line += " with \(owner)" }
      return line
    }
  }

  private static let a = "aaaaaaaa-0000-4000-8000-000000000001"
  private static let b = "bbbbbbbb-0000-4000-8000-000000000002"
  private static let c = "cccccccc-0000-4000-8000-000000000003"
  private static let d = "dddddddd-0000-4000-8000-000000000004"

  private func service(_ id: String, _ name: String) -> Node {
    [
      "id": Node(.string(id)), "name": Node(.string(name)), "host": "h", "port": 80, "protocol": "http", "retries": 5,
      "connect_timeout": 60000, "read_timeout": 60000, "write_timeout": 60000, "enabled": true, "created_at": 7,
    ]
  }

  private func route(_ id: String, _ name: String, service: String) -> Node {
    [
      "id": Node(.string(id)), "name": Node(.string(name)), "paths": [Node(.string("/\(name)"))],
      "service": ["id": Node(.string(service))], "protocols": ["http", "https"], "regex_priority": 0,
      "strip_path": true, "preserve_host": false, "request_buffering": true, "response_buffering": true,
      "https_redirect_status_code": 426, "path_handling": "v0",
    ]
  }

  @Test func creationsComeByKindAndNameAndWaitForWhatTheyReferTo() throws {
    let (plan, _) = try plan(
      """
      plugins:
      - {name: cors, route: r}
      - {name: correlation-id}
      consumers:
      - {username: z, keyauth_credentials: [{key: k}]}
      services:
      - {name: b, host: h, routes: [{name: r, paths: [/]}]}
      - {name: a, host: h}
      """)
    #expect(
      lines(plan) == [
        "create service a", "create service b", "create route r after 1", "create consumer z",
        "create key-auth for consumer z (kong.yaml:6:39) after 3", "create plugin correlation-id (global)",
        "create plugin cors for route r after 2",
      ])
    #expect(plan.changes.allSatisfy { $0.id == nil })
  }

  @Test func theSameInputsGiveTheSamePlan() throws {
    let text = (1...50).map { "- {name: s\($0), host: h, plugins: [{name: cors}, {name: key-auth}]}\n" }.joined()
    let live = ["services": (1...30).map { service("aaaaaaaa-0000-4000-8000-0000000000\($0 + 10)", "old\($0)") }]
    let first = lines(try plan("services:\n" + text, live: live).plan)
    for _ in 0..<5 { #expect(lines(try plan("services:\n" + text, live: live).plan) == first) }
  }

  @Test func idsAreAdoptedByNameAndWhatIsEqualIsNoChange() throws {
    let live = ["services": [service(Self.a, "s")], "routes": [route(Self.b, "r", service: Self.a)]]
    let text = "services:\n- {name: s, host: h, routes: [{name: r, paths: [/r]}]}\n"
    #expect(try plan(text, live: live).plan.isEmpty)
    let (changed, _) = try plan(text.replacing("host: h", with: "host: i"), live: live)
    #expect(lines(changed) == ["update service s"])
    #expect(changed.changes.first?.id == Self.a)
    #expect(changed.changes.first?.fields["created_at"] == 7, "a replacement must not reset when it was created")
    #expect(changed.changes.first?.differences.map { "\($0.path)" } == ["host"])
  }

  @Test func anExplicitIdWinsAndRenames() throws {
    let (plan, _) = try plan(
      "services:\n- {id: \(Self.a), name: new, host: h}\n", live: ["services": [service(Self.a, "old")]])
    #expect(lines(plan) == ["update service new"])
    #expect(plan.changes.first?.differences.map { "\($0.path)" } == ["name"])
  }

  @Test func deletionsComeLastChildrenFirstAndCascadesNeedNoRequest() throws {
    let live: [String: [Node]] = [
      "services": [service(Self.a, "s")], "routes": [route(Self.b, "r", service: Self.a)],
      "consumers": [["id": Node(.string(Self.c)), "username": "u"]],
      "keyauth_credentials": [["id": Node(.string(Self.d)), "key": "k", "consumer": ["id": Node(.string(Self.c))]]],
      "plugins": [
        [
          "id": Node(.string(Self.d)), "name": "cors", "config": [:], "service": ["id": Node(.string(Self.a))],
          "enabled": true, "protocols": ["http"],
        ]
      ],
    ]
    let (plan, _) = try plan("services:\n- {name: other, host: h}\n", live: live)
    #expect(
      lines(plan) == [
        "create service other", "delete plugin cors for service s with 5",
        "delete key-auth for consumer u (id \(Self.d)) with 3", "delete consumer u", "delete route r",
        "delete service s after 4",
      ])
  }

  @Test func aChangedIdDeletesTheOldEntityBeforeItsNameIsTaken() throws {
    let live = ["services": [service(Self.a, "s")], "routes": [route(Self.b, "r", service: Self.a)]]
    let (plan, _) = try plan(
      "services:\n- {id: \(Self.c), name: s, host: h, routes: [{id: \(Self.d), name: r, paths: [/r]}]}\n", live: live)
    #expect(
      lines(plan) == [
        "delete route r", "delete service s after 0", "create service s after 1", "create route r after 0,2",
      ])
  }

  @Test func aChangedIdWithChildrenThatStayFreesTheNameFirst() throws {
    let live = ["services": [service(Self.a, "s")], "routes": [route(Self.b, "r", service: Self.a)]]
    let (plan, _) = try plan(
      "services:\n- {id: \(Self.c), name: s, host: h, routes: [{name: r, paths: [/r]}]}\n", live: live)
    #expect(
      lines(plan) == [
        "free service s", "create service s after 0", "update route r after 1", "delete service s after 0,2",
      ])
    #expect(plan.changes.first?.fields["name"] == "fairlead-aaaaaaaa-0000-4000-8000-000000000001")
  }

  @Test func exchangedNamesTakeATemporaryOne() throws {
    let live = ["services": [service(Self.a, "x"), service(Self.b, "y")]]
    let (plan, diagnostics) = try plan(
      "services:\n- {id: \(Self.a), name: y, host: h}\n- {id: \(Self.b), name: x, host: h}\n", live: live)
    #expect(diagnostics.isEmpty)
    #expect(lines(plan).first?.hasPrefix("free service") == true)
    #expect(plan.count(.free) == 1 && plan.count(.update) == 2)
  }

  @Test func aChainOfNamesNeedsNoTemporaryOne() throws {
    let live = ["services": [service(Self.a, "x"), service(Self.b, "y")]]
    let (plan, _) = try plan(
      "services:\n- {id: \(Self.a), name: y, host: h}\n- {id: \(Self.b), name: z, host: h}\n", live: live)
    #expect(lines(plan) == ["update service y after 1", "update service z"])
  }

  @Test func aConsumerIsFoundByUsernameThenByCustomId() throws {
    let live: [String: [Node]] = [
      "consumers": [["id": Node(.string(Self.a)), "username": "old", "custom_id": "1"]]
    ]
    let (renamed, _) = try plan("consumers:\n- {username: new, custom_id: \"1\"}\n", live: live)
    #expect(lines(renamed) == ["update consumer new"])
    #expect(renamed.changes.first?.id == Self.a)
  }

  @Test func aMovedCredentialKeepsItsId() throws {
    let live: [String: [Node]] = [
      "consumers": [["id": Node(.string(Self.a)), "username": "u"], ["id": Node(.string(Self.b)), "username": "v"]],
      "keyauth_credentials": [["id": Node(.string(Self.c)), "key": "k", "consumer": ["id": Node(.string(Self.a))]]],
    ]
    let (plan, _) = try plan("consumers:\n- {username: v, keyauth_credentials: [{key: k}]}\n", live: live)
    #expect(lines(plan) == ["update key-auth for consumer v (kong.yaml:3:39)", "delete consumer u"])
    #expect(plan.changes.first?.differences.map { "\($0.path)" } == ["consumer"])
  }

  @Test func autoValuesAreCarriedOver() throws {
    let live: [String: [Node]] = [
      "plugins": [
        [
          "id": Node(.string(Self.a)), "name": "oauth2", "enabled": true, "tags": .null,
          "protocols": ["grpc", "grpcs", "http", "https"],
          "config": ["provision_key": "made-by-the-gateway", "scopes": ["a"], "mandatory_scope": true],
        ]
      ]
    ]
    let (plan, diagnostics) = try plan(
      "plugins:\n- {name: oauth2, tags: [t], config: {scopes: [a], mandatory_scope: true, enable_client_credentials: true}}\n",
      live: live)
    #expect(diagnostics.isEmpty)
    #expect(plan.changes.first?.fields["config"]?["provision_key"] == "made-by-the-gateway")
  }

  @Test func aReferenceToWhatOnlyTheGatewayHasIsAnError() throws {
    let (plan, diagnostics) = try plan(
      "plugins:\n- {name: cors, service: \(Self.a)}\n", live: ["services": [service(Self.a, "s")]])
    #expect(plan.isEmpty)
    #expect(diagnostics.map(\.code) == ["unknown-reference"])
    #expect(diagnostics.first?.message.hasSuffix("which the gateway has but no file does") == true)
  }
}
