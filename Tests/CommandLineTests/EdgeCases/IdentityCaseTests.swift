import Documents
import GatewaySchemas
import Testing

/// The cases of identity, references and kinds of their own rules, by their numbers in the reference for tools of this
/// kind.
@Suite(.serialized) struct IdentityCaseTests {
  private static let idA = "b0000000-0000-4000-8000-00000000000a"
  private static let idB = "b0000000-0000-4000-8000-00000000000b"
  private static let idC = "b0000000-0000-4000-8000-00000000000c"

  static let cases: [EdgeCase] = [
    EdgeCase(
      number: "2", name: "a consumer whose id changes, by username",
      given: "consumers: [{id: \(idA), username: u, keyauth_credentials: [{key: k}]}]",
      file: "consumers: [{id: \(idB), username: u, keyauth_credentials: [{key: k}]}]",
      outcome: .changes([
        "freeing a value of consumer u", "creating consumer u", "updating key-auth for consumer u (kong.yaml:2:91)",
        "deleting consumer u",
      ])),
    EdgeCase(
      number: "2", name: "a consumer whose id changes, by custom_id",
      given: "consumers: [{id: \(idA), custom_id: c}]", file: "consumers: [{id: \(idB), custom_id: c}]",
      outcome: .changes(["deleting consumer c", "creating consumer c"])),
    EdgeCase(
      number: "5", name: "the username of one consumer and the custom_id of another",
      given: "consumers: [{username: u, custom_id: c1}, {username: v, custom_id: c2}]",
      file: "consumers: [{username: u, custom_id: c2}]",
      outcome: .changes(["deleting consumer v", "updating consumer u"])),
    EdgeCase(
      number: "6", name: "a group with tags and a member without", edition: .enterprise,
      given: "_info: {select_tags: [t]}\nconsumer_groups: [{name: g}]\nconsumers: [{username: u, groups: [{name: g}]}]",
      file: "_info: {select_tags: [t]}\nconsumer_groups: [{name: g, consumers: [{username: u}]}]", outcome: .changes([])
    ),
    EdgeCase(
      number: "12", name: "a consumer's custom_id that exists under other tags",
      given: "consumers: [{username: u, custom_id: c, tags: [a]}]",
      file: "_info: {select_tags: [b]}\nconsumers: [{username: v, custom_id: c}]",
      outcome: .refused("the gateway holds a consumer of this custom_id with the tags a")),
    EdgeCase(
      number: "12", name: "an upstream's name that exists under other tags",
      given: "upstreams: [{name: u, tags: [a]}]", file: "_info: {select_tags: [b]}\nupstreams: [{name: u}]",
      outcome: .refused("the gateway holds an upstream of this name with the tags a")),
    EdgeCase(
      number: "13", name: "a nested plugin's other reference by id",
      file: "services: [{name: s, host: h, plugins: [{name: rate-limiting, consumer: \(idA), config: {minute: 1}}]}]\n"
        + "consumers: [{username: foo, id: \(idA)}]",
      outcome: .changes([
        "creating service s", "creating consumer foo", "creating plugin rate-limiting for service s and consumer foo",
      ])),
    EdgeCase(
      number: "17", name: "a partial by id and with its path", edition: .enterprise,
      given: partial("{name: redis}"), file: partial("{id: \(idC), path: config.redis}"), outcome: .changes([])),
    EdgeCase(
      number: "17", name: "a partial that is unlinked", edition: .enterprise, given: partial("{name: redis}"),
      file: partial(nil), outcome: .changes(["updating plugin rate-limiting-advanced (global)"])),
    EdgeCase(
      number: "17", name: "a partial without a type", edition: .enterprise,
      file: "partials: [{name: redis, config: {host: h}}]",
      outcome: .refused("kong.yaml:2:12: error: partial redis: type: required field missing")),
    EdgeCase(
      number: "17", name: "links in a list of their own", edition: .enterprise, given: partial("{name: redis}"),
      file: partial(nil) + "\nplugins_partials: [{plugin: rate-limiting-advanced, partial: redis, path: config.redis}]",
      outcome: .changes([])),
    EdgeCase(
      number: "18", name: "a JWK with its members in another order",
      given: "keys: [{name: k, kid: \"1\", jwk: '{\"kid\": \"1\", \(PEM.curve)}'}]",
      file: "keys: [{name: k, kid: \"1\", jwk: '{\(PEM.curve),\"kid\":\"1\"}'}]",
      outcome: .changes([])),
    EdgeCase(
      number: "20", name: "a filter chain of a service and a route", file: chain(", service: s, route: r"),
      hasWasm: true,
      outcome: .refused("service")),
    EdgeCase(
      number: "20", name: "a filter chain of nothing", file: chain(""), hasWasm: true, outcome: .refused("service")),
    EdgeCase(
      number: "20", name: "two filter chains of one service",
      file: "services: [{name: s, host: h, filter_chains: [{filters: [{name: f}]}]}]\n"
        + "filter_chains: [{filters: [{name: g}], service: s}]", hasWasm: true,
      outcome: .refused("is defined twice")),
    EdgeCase(
      number: "26", name: "nulls where there is always a value",
      given: "services: [{name: s, host: h, routes: [{name: r, paths: [/r], plugins: [{name: cors}]}]}]\n"
        + "upstreams: [{name: u}]",
      file:
        "services: [{name: s, host: h, enabled: null, protocol: null, routes: [{name: r, service: null, paths: [/r], "
        + "protocols: null, plugins: [{name: cors, enabled: null, protocols: null, consumer: null, route: null}]}]}]\n"
        + "upstreams: [{name: u, healthchecks: null, algorithm: round-robin, targets: null}]", outcome: .changes([])),
    EdgeCase(
      number: "28", name: "a file without a version", file: "services: [{name: s, host: h}]", isHeaded: false,
      outcome: .refused("no file says '_format_version', so that they count as version '1.1'")),
    EdgeCase(
      number: "38", name: "roles and services with the flag", edition: .enterprise,
      file: "rbac_roles: [{name: r}]\nservices: [{name: s, host: h}]", flags: ["--rbac-resources-only"],
      outcome: .refused("--rbac-resources-only takes files with roles alone")),
    EdgeCase(
      number: "38", name: "roles and vaults without the flag", edition: .enterprise,
      file: "rbac_roles: [{name: r}]\nvaults: [{name: env, prefix: v-1}]",
      outcome: .refused("keep roles in files of their own and sync them with --rbac-resources-only")),
    EdgeCase(
      number: "38", name: "every endpoint and every workspace", edition: .enterprise,
      given: "rbac_roles: [{name: r, endpoint_permissions: [{workspace: \"*\", endpoint: \"*\", actions: [read]}]}]",
      file:
        "rbac_roles: [{name: r, endpoint_permissions: [{workspace: \"*\", endpoint: \"*\", actions: [read, create]}]}]",
      outcome: .changes(["updating rbac-endpoint-permission * for role r"])),
    EdgeCase(
      number: "39", name: "definitions come before what uses them", edition: .enterprise,
      file: definitions(plugin: "rate-limiting-two", more: "plugins: [{name: rate-limiting-two, config: {minute: 1}}]"),
      outcome: .changes([
        "creating cloned-plugin rate-limiting-two", "creating custom-plugin own",
        "creating plugin rate-limiting-two (global)",
      ])),
    EdgeCase(
      number: "39", name: "definitions go after what uses them", edition: .enterprise,
      given: definitions(plugin: "key-auth-two", more: "plugins: [{name: key-auth-two}, {name: own, config: {a: b}}]"),
      file: "_info: {include_plugin_definitions: true}\nconsumers: [{username: u}]",
      outcome: .changes([
        "creating consumer u", "deleting plugin key-auth-two (global)", "deleting plugin own (global)",
        "deleting custom-plugin own", "deleting cloned-plugin key-auth-two",
      ])),
    EdgeCase(
      number: "39", name: "a plugin follows the definition of this run", edition: .enterprise,
      given: definitions(ref: "key-auth", plugin: "two", more: ""),
      file: definitions(ref: "cors", plugin: "two", more: "plugins: [{name: two, config: {max_age: 3}}]"),
      outcome: .changes(["updating cloned-plugin two", "creating plugin two (global)"])),
    EdgeCase(
      number: "39", name: "a configuration that the definition does not have", edition: .enterprise,
      file: definitions(plugin: "two", more: "plugins: [{name: two, config: {minut: 1}}]"),
      outcome: .refused("unknown key 'config.minut'")),
  ]

  @Test(arguments: cases) func edgeCase(_ edgeCase: EdgeCase) async throws {
    try await edgeCase.check()
  }

  /// 7.29
  @Test func anExpressionNeedsNoPathsAndSendsNoPriorityOfExpressions() async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.write(
      "kong.yaml",
      "_format_version: \"3.0\"\nroutes: [{name: r, expression: 'http.path == \"/a\"', priority: 10}]\n")
    let run = try await Program.run("fairlead", ["file", "render", "kong.yaml"], in: scratch.folder)
    #expect(run.status == 0, "\(run.everything)")
    #expect(run.output.contains("  priority: 10\n") && run.output.contains("http.path == \"/a\""), "\(run.output)")
    #expect(!run.output.contains("regex_priority"), "\(run.output)")
  }

  private static func partial(_ link: String?) -> String {
    "partials: [{id: \(idC), name: redis, type: redis-ee, config: {host: one}}]\n"
      + "plugins: [{name: rate-limiting-advanced, \(link.map { "partials: [\($0)], " } ?? "")"
      + "config: {limit: [1], window_size: [1], namespace: n}}]"
  }

  private static func chain(_ owner: String) -> String {
    "services: [{name: s, host: h, routes: [{name: r, paths: [/r]}]}]\n"
      + "filter_chains: [{filters: [{name: f}]\(owner)}]"
  }

  private static func definitions(ref: String? = nil, plugin: String, more: String) -> String {
    let original = ref ?? String(plugin.hasSuffix("-two") ? plugin.dropLast(4) : "key-auth")
    let own = more.contains("own") || ref == nil && more.contains("minute")
    let custom = own ? "custom_plugins: [{name: own, schema: 'return {}', handler: 'return {}'}]\n" : ""
    return "_info: {include_plugin_definitions: true}\n"
      + "cloned_plugins: [{name: \(plugin), ref: \(original)}]\n" + custom + more
  }
}
