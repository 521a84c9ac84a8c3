import Diagnostics
import Documents
import GatewayModel
import GatewaySandbox
import Testing

/// Two states of a gateway that has everything, between which something is done to entities of every kind.
struct StatePair: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let before: String
  let after: String
  /// What a run from the one to the other does.
  let action: String
  /// To which kinds it does that.
  let kinds: Set<EntityKind>
  /// The flags by which a dump has all that is in them.
  var dumpFlags = ["--include-plugin-definitions", "--consumer-group-policy-overrides"]

  static let creating = StatePair(
    testDescription: "creating", before: few, after: everything(1, password: "canary"), action: "create",
    kinds: entities)
  static let changing = StatePair(
    testDescription: "changing", before: everything(1), after: everything(2), action: "update",
    // A membership has nothing that could change, a target is another one with another address.
    kinds: entities.subtracting(hashed).subtracting([.groupMember]))
  static let deleting = StatePair(
    testDescription: "deleting", before: everything(1), after: few, action: "delete",
    kinds: entities.subtracting(hashed))
  static let roles = StatePair(
    testDescription: "roles", before: roles(1), after: roles(2), action: "update",
    kinds: [.rbacRole, .rbacPermission], dumpFlags: ["--rbac-resources-only"])
  static let all = [creating, changing, deleting, roles]

  /// All but roles, which are synced in runs of their own, licences, which are never written, and the models of another
  /// product.
  private static let entities = Set(EntityKind.all).subtracting([.rbacRole, .rbacPermission, .license, .aiModel])
  /// Kinds of which a gateway has only hashes: they can go when a run is taken back, but not come.
  private static let hashed: Set<EntityKind> = [.basicAuth, .oauth2]

  private static let header = """
    _format_version: "3.0"
    _info: {include_plugin_definitions: true, consumer_group_policy_overrides: true}

    """
  private static let few = header + "consumers: [{username: other, custom_id: other}]\n"

  /// A state with an entity of each kind; a number is in some field of each.
  private static func everything(_ number: Int, password: String? = nil) -> String {
    func id(_ last: Int) -> String { "c0000000-0000-4000-8000-00000000000\(last)" }
    func text(_ pem: String) -> String {
      "\"" + pem.split(separator: "\n").joined(separator: "\\n") + "\""
    }
    let hashed =
      password.map {
        """
        , basicauth_credentials: [{username: b, password: \($0)}]
        , oauth2_credentials: [{name: o, client_id: o, client_secret: \($0), hash_secret: true, redirect_uris: [https://a.example/]}]
        """
      } ?? ""
    return header + """
      cloned_plugins: [{name: key-auth-two, ref: key-auth, priority: 120\(number)}]
      custom_plugins: [{name: own, schema: "return {}", handler: "return { \(number) }"}]
      ca_certificates: [{id: \(id(1)), cert: \(text(PEM.caCertificate)), tags: [t\(number)]}]
      certificates:
      - {id: \(id(2)), cert: \(text(PEM.certificate)), key: \(text(PEM.key)), tags: [t\(number)], snis: [{name: a.example, tags: [t\(number)]}]}
      vaults: [{name: env, prefix: v-1, description: d\(number)}]
      key_sets: [{name: set, tags: [t\(number)]}]
      keys: [{name: key, kid: kid, set: {name: set}, jwk: '{"kid": "kid", \(PEM.curve)}', tags: [t\(number)]}]
      partials: [{id: \(id(3)), name: redis, type: redis-ee, config: {host: redis-\(number).example}}]
      services:
      - name: s
        host: h\(number).example
        routes: [{name: r, paths: [/\(number)]}]
        plugins: [{name: rate-limiting, config: {minute: \(number), redis: {password: canary-\(number)}}}]
        filter_chains: [{name: f, filters: [{name: f, config: '{"a": \(number)}'}]}]
      upstreams: [{name: u, slots: 10\(number), targets: [{target: "10.0.0.1:80", weight: \(number)}]}]
      consumer_groups:
      - name: g
        tags: [t\(number)]
        plugins: [{name: rate-limiting-advanced, config: {limit: [\(number)], window_size: [60], window_type: sliding}}]
      consumers:
      - {username: other, custom_id: other\(password == nil ? "-\(number)" : "")}
      - {username: c, custom_id: i\(number), groups: [{name: g}]
        , keyauth_credentials: [{key: canary, tags: [t\(number)]}]
        , acls: [{group: a, tags: [t\(number)]}]
        , hmacauth_credentials: [{username: h, secret: canary-\(number)}]
        , jwt_secrets: [{key: j, secret: canary-\(number)}]
        , mtls_auth_credentials: [{id: \(id(4)), subject_name: m, ca_certificate: {id: \(id(1))}, tags: [t\(number)]}]\(hashed)}
      plugins:
      - {name: rate-limiting-advanced, config: {limit: [5], window_size: [60], namespace: n, strategy: redis, sync_rate: \(number)}, partials: [{name: redis, path: config.redis}]}
      - {name: key-auth-two, config: {key_names: [k\(number)]}}
      - {name: own, config: {a: \(number)}}
      custom_entities:
      - {type: degraphql_routes, id: \(id(5)), fields: {service: {name: s}, uri: /u, query: "{ u }", methods: [\(number == 1 ? "GET" : "POST")]}}
      - {type: graphql_ratelimiting_cost_decorations, id: \(id(6)), fields: {service: {name: s}, type_path: Query.u, add_constant: \(number)}}

      """
  }

  private static func roles(_ number: Int) -> String {
    """
    _format_version: "3.0"
    rbac_roles:
    - name: kept
      comment: c\(number)
      endpoint_permissions:
      - {workspace: default, endpoint: /x, actions: [read], comment: c\(number)}
      - {workspace: default, endpoint: /only-\(number), actions: [read, update]}
    - {name: only-\(number), endpoint_permissions: [{workspace: default, endpoint: "*", actions: [read]}]}

    """
  }
}

extension StatePair {
  /// Runs a test with a gateway that holds what is before, what a dump of it says, and how many writes lead to what is after.
  func run(_ test: (_ gateway: Gateway, _ dump: String, _ writes: Int) async throws -> Void) async throws {
    try await Gateway.run(.everything) { gateway in
      try gateway.scratch.write("before.yaml", before)
      try gateway.scratch.write("after.yaml", after)
      let sync = try await gateway.fairlead("sync", "before.yaml")
      try #require(sync.status == 0, "\(sync.everything)")
      let dump = try await self.dump(gateway)
      let plan = try await gateway.fairlead("plan", "after.yaml", "--max-deletes", "100%")
      try #require(plan.status == 0, "\(plan.everything)")
      let changes = try JSONReader.read(Array(plan.output.utf8))["changes"]?.array ?? []
      let concerned = changes.filter { $0["action"]?.string == action }
      let missing = Set(kinds.map(\.collection)).subtracting(concerned.compactMap { $0["collection"]?.string })
      #expect(missing.isEmpty, "\(action)")
      try await test(gateway, dump, changes.count { $0["goes_with"] == nil })
    }
  }

  /// What is after, as a tree.
  func document() throws -> Node {
    var diagnostics = DiagnosticCollector()
    let documents = YAMLReader.read(Array(after.utf8), source: SourceID(name: "after"), diagnostics: &diagnostics)
    return try #require(documents.first, "\(diagnostics.diagnostics)")
  }

  /// All that the gateway holds, with ids.
  func dump(_ gateway: Gateway) async throws -> String {
    let run = try await gateway.run(["dump", "--with-id"] + dumpFlags)
    try #require(run.status == 0, "\(run.everything)")
    return run.output
  }
}
