import GatewaySchemas
import Testing

/// The cases of identity, references, scopes and normal forms, by their numbers in the reference for tools of this kind.
@Suite(.serialized) struct EdgeCaseTests {
  private static let idA = "b0000000-0000-4000-8000-00000000000a"
  private static let idB = "b0000000-0000-4000-8000-00000000000b"
  private static let idC = "b0000000-0000-4000-8000-00000000000c"
  private static let idD = "b0000000-0000-4000-8000-00000000000d"

  static let cases: [EdgeCase] = [
    EdgeCase(
      number: "1", name: "an id is adopted by name",
      given: "services: [{name: svc1, id: \(idA), host: h}]", file: "services: [{name: svc1, host: other}]",
      outcome: .changes(["updating service svc1"])),
    EdgeCase(
      number: "3", name: "an explicit id renames",
      given: "services: [{name: old, id: \(idA), host: h}]", file: "services: [{name: new, id: \(idA), host: h}]",
      outcome: .changes(["updating service new"])),
    EdgeCase(
      number: "3", name: "an id without a name",
      given: "services: [{name: old, id: \(idA), host: h}]", file: "services: [{id: \(idA), host: h}]",
      outcome: .changes(["updating service \(idA)"])),
    EdgeCase(
      number: "4", name: "created_at in a file is no difference",
      given: "services: [{name: s, host: h}]", file: "services: [{name: s, host: h, created_at: 1422386534}]",
      outcome: .changes([])),
    EdgeCase(
      number: "5", name: "a username for a consumer known by custom_id",
      given: "consumers: [{custom_id: c1}]", file: "consumers: [{username: u1, custom_id: c1}]",
      outcome: .changes(["updating consumer u1"])),
    EdgeCase(
      number: "5", name: "a new username for a custom_id",
      given: "consumers: [{username: u1, custom_id: c1}]", file: "consumers: [{username: u2, custom_id: c1}]",
      outcome: .changes(["updating consumer u2"])),
    EdgeCase(
      number: "6", name: "membership from the group's side", edition: .enterprise,
      given: "consumer_groups: [{name: g, consumers: [{username: u}]}]",
      file: "consumer_groups: [{name: g}]\nconsumers: [{username: u, groups: [{name: g}]}]", outcome: .changes([])),
    EdgeCase(
      number: "6", name: "membership from both sides is one", edition: .enterprise,
      file: "consumer_groups: [{name: g, tags: [t], consumers: [{username: u}]}]\n"
        + "consumers: [{username: u, groups: [{name: g}]}]",
      outcome: .changes([
        "creating consumer-group g", "creating consumer u",
        "creating consumer-group-consumer for consumer-group g and consumer u",
      ])),
    EdgeCase(
      number: "6", name: "a member by custom_id, and one that leaves", edition: .enterprise,
      given: "consumer_groups: [{name: g, consumers: [{custom_id: c}, {username: u}]}]",
      file: "consumer_groups: [{name: g, consumers: [{custom_id: c}]}]\nconsumers: [{username: u}]",
      outcome: .changes(["deleting consumer-group-consumer for consumer-group g and consumer u"])),
    EdgeCase(
      number: "7", name: "an unknown group", edition: .enterprise,
      file: "consumers: [{username: test-consumer, groups: [{name: non-existent-group}]}]",
      outcome: .refused("consumer-group 'non-existent-group', which does not exist")),
    EdgeCase(
      number: "11", name: "SNIs stay when a certificate's tags change",
      given: certificates(first: "tags: [a], snis: [{name: a.example}]", second: nil),
      file: certificates(first: "tags: [b], snis: [{name: a.example}]", second: nil), environment: pem,
      outcome: .changes(["updating certificate \(idA)"])),
    EdgeCase(
      number: "11", name: "an SNI moves to another certificate",
      given: certificates(first: "tags: [a], snis: [{name: a.example}]", second: ""),
      file: certificates(first: "tags: [b]", second: "snis: [{name: a.example}]"), environment: pem,
      outcome: .changes(["updating certificate \(idA)", "updating sni a.example"])),
    EdgeCase(
      number: "12", name: "an id that exists under other tags",
      given: "services: [{name: s, id: \(idA), host: h, tags: [a]}]",
      file: "_info: {select_tags: [b]}\nservices: [{name: t, id: \(idA), host: h}]",
      outcome: .refused("the gateway holds a service of this id with the tags a")),
    EdgeCase(
      number: "12", name: "a name that exists under other tags",
      given: "services: [{name: s, host: h, tags: [a]}]",
      file: "_info: {select_tags: [b]}\nservices: [{name: s, host: h}]",
      outcome: .refused("the gateway holds a service of this name with the tags a")),
    EdgeCase(
      number: "13", name: "a nested plugin with another reference",
      file: "services: [{name: s, host: h, routes: [{name: r, paths: [/r], "
        + "plugins: [{name: rate-limiting, consumer: foo, config: {minute: 1}}]}]}]\nconsumers: [{username: foo}]",
      outcome: .changes([
        "creating service s", "creating route r", "creating consumer foo",
        "creating plugin rate-limiting for route r and consumer foo",
      ])),
    EdgeCase(
      number: "13", name: "a nested plugin that names its owner again",
      file: "services: [{name: s, host: h, plugins: [{name: cors, service: bar}]}, {name: bar, host: h}]",
      outcome: .refused("a plugin nested in a service must not name a 'service' of its own")),
    EdgeCase(
      number: "15", name: "instance_name is added",
      given: "plugins: [{name: cors}]", file: "plugins: [{name: cors, instance_name: one}]",
      outcome: .changes(["updating plugin cors (global)"])),
    EdgeCase(
      number: "15", name: "instance_name is dropped",
      given: "plugins: [{name: cors, instance_name: one}]", file: "plugins: [{name: cors}]",
      outcome: .changes(["updating plugin cors (global)"])),
    EdgeCase(
      number: "15", name: "two instances on one scope",
      file: "plugins: [{name: cors, instance_name: one}, {name: cors, instance_name: two}]",
      outcome: .refused("plugin cors (global) is defined twice")),
    EdgeCase(
      number: "16", name: "ordering is cleared", edition: .enterprise,
      given: "plugins: [{name: key-auth, ordering: {before: {access: [request-transformer]}}}]",
      file: "plugins: [{name: key-auth}]", outcome: .changes(["updating plugin key-auth (global)"])),
    EdgeCase(
      number: "16", name: "ordering that the gateway does not know",
      file: "plugins: [{name: key-auth, ordering: {before: {access: [request-transformer]}}}]",
      outcome: .refused("kong.yaml:2:28: error: plugin key-auth (global): unknown key 'ordering'")),
    EdgeCase(
      number: "17", name: "a partial that does not exist", edition: .enterprise,
      file: "plugins: [{name: rate-limiting-advanced, config: {limit: [1], window_size: [1]}, partials: [{name: X}]}]",
      outcome: .refused("refers to partial 'X', which does not exist")),
    EdgeCase(
      number: "17", name: "a partial's own change leaves the plugin alone", edition: .enterprise,
      given: partial(host: "one"), file: partial(host: "two"), outcome: .changes(["updating partial redis"])),
    EdgeCase(
      number: "18", name: "a key's set by name and by id",
      given: keys(set: "{name: ks}"), file: keys(set: "{id: \(idA)}"), environment: pem, outcome: .changes([])),
    EdgeCase(
      number: "18", name: "a set goes with its keys",
      given: keys(set: "{name: ks}"), file: "consumers: [{username: u}]", environment: pem,
      outcome: .changes(["creating consumer u", "deleting key k (goes with its owner)", "deleting key-set ks"])),
    EdgeCase(
      number: "19", name: "an unknown type of custom entity", edition: .enterprise,
      file: "custom_entities: [{type: fake-entity, fields: {}}]",
      outcome: .refused("unknown entity type: fake-entity")),
    EdgeCase(
      number: "19", name: "a decoration without type_path", edition: .enterprise,
      file: "services: [{name: s, host: h}]\ncustom_entities: "
        + "[{type: graphql_ratelimiting_cost_decorations, fields: {service: {name: s}}}]",
      outcome: .refused("type_path")),
    EdgeCase(
      number: "19", name: "a method that goes without saying", edition: .enterprise,
      given: graph(""), file: graph("methods: [GET], "), outcome: .changes([])),
    EdgeCase(
      number: "20", name: "filter chains of a gateway without WebAssembly",
      file: "services: [{name: s, host: h, filter_chains: [{filters: [{name: f}]}]}]",
      outcome: .refused("the gateway has no filter_chains")),
    EdgeCase(
      number: "21", name: "a target in another spelling",
      given: "upstreams: [{name: u, targets: [{target: \"[::1]:8000\"}, {target: 10.0.0.1}]}]",
      file: "upstreams: [{name: u, targets: [{target: \"0:0:0:0:0:0:0:1\"}, {target: 10.0.0.1:8000}]}]",
      outcome: .changes([])),
    EdgeCase(
      number: "22", name: "the order of a set means nothing",
      given: "routes: [{name: r, paths: [/r], protocols: [http, https], methods: [GET, POST]}]",
      file: "routes: [{name: r, paths: [/r], protocols: [https, http], methods: [POST, GET]}]",
      outcome: .changes([])),
    EdgeCase(
      number: "22", name: "the order of an array does",
      given: "plugins: [{name: request-transformer, config: {add: {headers: [\"a:1\", \"b:2\"]}}}]",
      file: "plugins: [{name: request-transformer, config: {add: {headers: [\"b:2\", \"a:1\"]}}}]",
      outcome: .changes(["updating plugin request-transformer (global)"])),
    EdgeCase(
      number: "23", name: "defaults that go without saying",
      given: "plugins: [{name: rate-limiting, config: {minute: 10}}]",
      file: "plugins: [{name: rate-limiting, config: {minute: 10, policy: local, hour: null}}]",
      outcome: .changes([])),
    EdgeCase(
      number: "24", name: "a shorthand and the field it stands for",
      given: "plugins: [{name: rate-limiting, config: {minute: 1, redis_host: r}}]",
      file: "plugins: [{name: rate-limiting, config: {minute: 1, redis: {host: r}}}]", outcome: .changes([])),
    EdgeCase(
      number: "25", name: "a generated value stays", edition: .enterprise,
      given: "plugins: [{name: rate-limiting-advanced, config: {limit: [1], window_size: [1]}}]",
      file: "plugins: [{name: rate-limiting-advanced, config: {limit: [1], window_size: [1]}, tags: []}]",
      outcome: .changes([])),
    EdgeCase(
      number: "26", name: "an explicit null is no default",
      given: "routes: [{name: r, paths: [/r], regex_priority: null}]", file: "routes: [{name: r, paths: [/r]}]",
      outcome: .changes(["updating route r"])),
    EdgeCase(
      number: "28", name: "a file of version 1.1",
      file: "_format_version: \"1.1\"\nservices: [{name: s, host: h}]", isHeaded: false,
      outcome: .refused("cannot apply '1.1' config format version to Kong version 3.0 or above")),
    EdgeCase(
      number: "28", name: "a version that is a number",
      file: "_format_version: 3.0\nservices: [{name: s, host: h}]", isHeaded: false,
      outcome: .refused("'_format_version' is a text, not a number")),
    EdgeCase(
      number: "29", name: "a grpc route strips no path",
      given: "services: [{name: s, protocol: grpc, host: h, routes: "
        + "[{name: r, protocols: [grpc], paths: [/a], strip_path: false}]}]",
      file: "services: [{name: s, protocol: grpc, host: h, routes: [{name: r, protocols: [grpc], paths: [/a]}]}]",
      outcome: .changes([])),
    EdgeCase(
      number: "29", name: "a grpc route that strips",
      file: "routes: [{name: r, protocols: [grpc], paths: [/a], strip_path: true}]",
      outcome: .refused("'strip_path' cannot be true for a route of grpc or grpcs")),
    EdgeCase(
      number: "31", name: "two workspaces in one run",
      file: "_format_version: \"3.0\"\n_workspace: one\n---\n_workspace: two\n", isHeaded: false,
      outcome: .refused("the files are for different workspaces, 'one' and 'two'")),
    EdgeCase(
      number: "31", name: "one service twice",
      file: "services: [{name: s, host: h}, {name: s, host: i}]",
      outcome: .refused("service s is defined twice (the same name)")),
    EdgeCase(
      number: "33", name: "an expression in a comment",
      file: "# host: ${{ env \"DECK_UNSET\" }}\nservices: [{name: s, host: h}]",
      outcome: .changes(["creating service s"])),
    EdgeCase(
      number: "35", name: "shared configuration is merged deeply",
      given: "plugins: [{name: rate-limiting, config: {minute: 1, redis: {host: x, port: 6390}}}]",
      file: "_plugin_configs: {base: {minute: 1, redis: {host: y, port: 6390}}}\n"
        + "plugins: [{name: rate-limiting, _config: base, config: {redis: {host: x}}}]",
      outcome: .changes([])),
    EdgeCase(
      number: "36", name: "a weight of 0 is a weight",
      given: "upstreams: [{name: u, targets: [{target: a.example:80, weight: 100}]}]",
      file: "upstreams: [{name: u, targets: [{target: a.example:80, weight: 0}]}]",
      outcome: .changes(["updating target a.example:80 for upstream u"])),
    EdgeCase(
      number: "36", name: "a weight that is left out is 100",
      given: "upstreams: [{name: u, targets: [{target: a.example:80, weight: 7, tags: [x]}]}]",
      file: "upstreams: [{name: u, targets: [{target: a.example:80}]}]",
      outcome: .changes(["updating target a.example:80 for upstream u"])),
    EdgeCase(
      number: "38", name: "an endpoint with and without its slash", edition: .enterprise,
      given: "rbac_roles: [{name: r, endpoint_permissions: "
        + "[{workspace: default, endpoint: /foo, actions: [read, update]}]}]",
      file: "rbac_roles: [{name: r, endpoint_permissions: "
        + "[{workspace: default, endpoint: foo, actions: [update, read]}]}]",
      outcome: .changes([])),
    EdgeCase(
      number: "38", name: "roles and services in one run", edition: .enterprise,
      file: "rbac_roles: [{name: r}]\nservices: [{name: s, host: h}]",
      outcome: .refused("roles and services cannot be synced in one run")),
    EdgeCase(
      number: "38", name: "roles alone delete nothing else", edition: .enterprise,
      given: "services: [{name: s, host: h}]", file: "rbac_roles: [{name: r}]",
      outcome: .changes(["creating rbac-role r"])),
    EdgeCase(
      number: "39", name: "definitions without the switch", edition: .enterprise,
      file: "cloned_plugins: [{name: c, ref: key-auth}]",
      outcome: .refused("'cloned_plugins' are managed only when asked for")),
    EdgeCase(
      number: "41", name: "empty names for TLS",
      given: "services: [{name: s, host: h}]", file: "services: [{name: s, host: h, tls_sans: {}}]",
      outcome: .changes([])),
    EdgeCase(
      number: "42", name: "a section for Konnect",
      file: "_konnect: {control_plane_name: default}",
      outcome: .refused("the files are for Konnect, as their '_konnect' section says")),
  ]

  @Test(arguments: cases) func edgeCase(_ edgeCase: EdgeCase) async throws {
    try await edgeCase.check()
  }

  private static let pem = [
    "DECK_CERT": PEM.certificate, "DECK_KEY": PEM.key, "DECK_CERT_2": PEM.otherCertificate,
    "DECK_KEY_2": PEM.otherKey, "DECK_PUBLIC": PEM.rsaPublicKey, "DECK_PRIVATE": PEM.rsaPrivateKey,
  ]

  private static func certificates(first: String, second: String?) -> String {
    let one = "{id: \(idA), cert: '${{ env \"DECK_CERT\" }}', key: '${{ env \"DECK_KEY\" }}', \(first)}"
    let two = second.map { more in
      "{id: \(idB), cert: '${{ env \"DECK_CERT_2\" }}', key: '${{ env \"DECK_KEY_2\" }}'"
        + (more.isEmpty ? "}" : ", \(more)}")
    }
    return "certificates:\n- \(one)\n" + (two.map { "- \($0)\n" } ?? "")
  }

  private static func keys(set: String) -> String {
    "key_sets: [{name: ks, id: \(idA)}]\nkeys: [{name: k, kid: k1, set: \(set), pem: "
      + "{public_key: '${{ env \"DECK_PUBLIC\" }}', private_key: '${{ env \"DECK_PRIVATE\" }}'}}]"
  }

  private static func partial(host: String) -> String {
    "partials: [{name: redis, type: redis-ee, config: {host: \(host)}}]\n"
      + "plugins: [{name: rate-limiting-advanced, partials: [{name: redis}], "
      + "config: {limit: [1], window_size: [1], strategy: redis, sync_rate: 1, namespace: n}}]"
  }

  private static func graph(_ methods: String) -> String {
    "services: [{name: s, host: h}]\ncustom_entities: [{type: degraphql_routes, fields: "
      + "{service: {name: s}, uri: /u, \(methods)query: \"{ u }\"}}]"
  }
}
