import Documents
import GatewaySandbox
import Targets
import Testing

/// What was hard to read once: what is said, and that nothing else is.
@Suite struct ReadableErrorTests {
  /// A file with all that has to be said of it, one line an error.
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var file: String
    var says: [String]
    var hints: [String] = []
    var environment: [String: String] = [:]
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "a plugin where it cannot be",
      file: "services:\n- {name: s, host: h, plugins: [{name: acme, config: {account_email: a@b.example}}]}",
      says: ["3:32: error: plugin acme for service s: this plugin cannot be limited to a service"],
      hints: ["take 'service' out"]),
    Case(
      name: "a text for a list", file: "plugins:\n- {name: acl, config: {allow: admins}}",
      says: ["3:31: error: plugin acl (global): config.allow: expected a list, found 'admins'"],
      hints: ["write [admins]"]),
    Case(
      name: "a list for a mapping", file: "plugins:\n- {name: cors, config: [a]}",
      says: ["3:24: error: plugin cors (global): config: expected a mapping, found a list"]),
    Case(
      name: "small letters", file: "routes:\n- {name: r, paths: [/x], methods: [get]}",
      says: ["3:36: error: route r: methods[0]: 'get' is not allowed here"], hints: ["did you mean 'GET'?"]),
    Case(
      name: "nearly a choice",
      file: "plugins:\n- {name: ai-proxy, config: {route_type: llm/v1/chat, model: {provider: opanai, name: x}}}",
      says: ["3:72: error: plugin ai-proxy (global): config.model.provider: 'opanai' is none of: openai, "],
      hints: ["did you mean 'openai'?"]),
    Case(
      name: "no id", file: "services:\n- {name: s, host: h, id: abc}",
      says: ["3:26: error: service s: id: expected an id of the form xxxxxxxx-"]),
    Case(
      name: "an empty variable", file: "services:\n- {name: s, host: '${{ env \"DECK_EMPTY\" }}'}",
      says: ["3:19: error: service s: host: DECK_EMPTY is set but empty"], hints: ["give it a value"],
      environment: ["DECK_EMPTY": ""]),
    Case(
      name: "an empty variable without quotation marks",
      file: "services:\n- {name: s, host: ${{ env \"DECK_EMPTY\" }} }",
      says: ["3:19: error: service s: host: DECK_EMPTY is set but empty"], hints: ["give it a value"],
      environment: ["DECK_EMPTY": ""]),
    Case(
      name: "a misspelt name", file: "services:\n- {name: s, hots: h}",
      says: ["3:13: error: service s: unknown key 'hots'"], hints: ["did you mean 'host'?"]),
    Case(
      name: "a former name", file: "plugins:\n- {name: ip-restriction, config: {whitelist: [10.0.0.1]}}",
      says: ["3:35: error: plugin ip-restriction (global): unknown key 'config.whitelist'"],
      hints: ["now called 'allow'"]),
    Case(
      name: "the name of a time", file: "plugins:\n- {name: rate-limiting, config: {minutes: 5}}",
      says: ["3:34: error: plugin rate-limiting (global): unknown key 'config.minutes'"],
      hints: ["did you mean 'minute'?"]),
    Case(
      name: "former fields of routes and services",
      file: "services:\n- {name: s, upstream_url: 'http://h'}\nroutes:\n- {name: r, paths: [/x], strip_uri: true}",
      says: [
        "3:13: error: service s: unknown key 'upstream_url'", "5:26: error: route r: unknown key 'strip_uri'",
      ], hints: ["now called 'url'", "now called 'strip_path'"]),
    Case(
      name: "a url without a protocol", file: "services:\n- {name: s, url: h.example}",
      says: ["3:18: error: 'url' of a service has a protocol and a host"]),
    Case(
      name: "half of a key", file: "_configs: {}\nservices:\n- {name: s, host: h}",
      says: ["2:1: error: unknown key '_configs'"], hints: ["did you mean '_plugin_configs'?"]),
    Case(
      name: "a key that is none", file: "nonsense: 1\nservices:\n- {name: s, host: h}",
      says: ["2:1: error: unknown key 'nonsense'"], hints: ["a key for people begins with x-"]),
    Case(
      name: "an expression without env", file: "services:\n- {name: s, host: '${{ DECK_HOST }}'}",
      says: ["3:20: error: 'DECK_HOST' is not supported in expressions"], hints: ["write ${{ env \"DECK_HOST\" }}"]),
    Case(
      name: "an expression that is none where a key should be",
      file: "consumers:\n- {username: a, keyauth_credentials: [{key: '${{ env \\\"DECK_KEY\\\" }}'}]}",
      says: ["3:46: error: a backslash stands in this expression"], hints: ["without backslashes"]),
    Case(
      name: "a life that is no number", file: "consumers:\n- {username: c, keyauth_credentials: [{key: k, ttl: soon}]}",
      says: ["3:53: error: key-auth for consumer c: ttl: expected a whole number, found 'soon'"]),
    Case(
      name: "a life that is too long",
      file: "consumers:\n- {username: c, keyauth_credentials: [{key: k, ttl: 100000001}]}",
      says: ["3:53: error: key-auth for consumer c: ttl: value should be between 0 and 100000000, found 100000001"]),
    Case(
      name: "an algorithm that is no text", file: "upstreams:\n- {name: u, algorithm: 7}",
      says: ["3:24: error: upstream u: algorithm: expected a text, found 7"]),
    Case(
      name: "an id that is no text", file: "services:\n- {name: s, host: h, id: [x]}",
      says: ["3:26: error: 'id' of a service is a text, not a list"]),
    Case(
      name: "a select tag that is empty", file: "_info:\n  select_tags: ['']\nservices:\n- {name: s, host: h}",
      says: ["3:17: error: this cannot be a select tag: it is empty"]),
    Case(
      name: "a reference that leads nowhere", file: "routes:\n- {name: r, paths: [/x], service: nowhere}",
      says: ["3:35: error: route r refers to service 'nowhere', which "]),
    Case(
      name: "limits out of order beside another fault",
      file: "plugins:\n- {name: rate-limiting, config: {second: 10, minute: 5, policy: nonsense}}",
      says: ["3:33: error: ", "3:65: error: plugin rate-limiting (global): config.policy: 'nonsense' is none of"]),
    Case(
      name: "limits out of order beside one that is none",
      file: "plugins:\n- {name: rate-limiting, config: {second: a, minute: 10, hour: 5}}",
      says: ["3:33: error: ", "3:42: error: plugin rate-limiting (global): config.second: expected a number"]),
    Case(
      name: "limits one of which is none",
      file: "plugins:\n- {name: rate-limiting, config: {minute: 10, hour: a}}",
      says: ["3:52: error: plugin rate-limiting (global): config.hour: expected a number, found 'a'"]),
    Case(
      name: "an unknown name where names are free around it",
      file: "plugins:\n- {name: response-ratelimiting, config: {limits: {video: {minutes: 10}}}}",
      says: ["3:59: error: plugin response-ratelimiting (global): unknown key 'config.limits.video.minutes'"],
      hints: ["did you mean 'minute'?"]),
    Case(
      name: "what one field asks of another",
      file: "plugins:\n- {name: statsd, config: {metrics: [{name: request_count, stat_type: counter}]}}",
      says: [
        "3:37: error: plugin statsd (global): config.metrics[0].sample_rate: required where 'stat_type' is 'counter'"
      ], hints: ["add 'config.metrics[0].sample_rate', or change 'stat_type'"]),
    Case(
      name: "what one field leaves no room for", file: "services:\n- {name: s, host: h, protocol: tcp, path: /x}",
      says: ["3:43: error: service s: path: must be left out where 'protocol' is 'tcp'"]),
    Case(
      name: "what a default leaves no room for", file: "services:\n- {name: s, host: h, tls_verify: true}",
      says: ["3:34: error: service s: tls_verify: must be left out where 'protocol' is 'http'"]),
    Case(
      name: "a choice that another field limits",
      file: "upstreams:\n- {name: u, hash_fallback: header, hash_fallback_header: x}",
      says: ["3:28: error: upstream u: hash_fallback: 'header' is none of: none, where 'hash_on' is 'none'"]),
    Case(
      name: "what a protocol does not have",
      file: "routes:\n- {name: r, protocols: [http], snis: [a.example], paths: [/a]}",
      says: ["3:38: error: route r: snis: 'snis' can only be set when 'protocols' is "]),
    Case(
      name: "nothing that tells it", file: "consumers:\n- {tags: [a]}",
      says: ["3:3: error: a consumer needs 'username' or 'custom_id' or 'id'"]),
  ]

  @Test(arguments: cases, ["validate", "diff", "file validate"])
  func oneFaultIsToldOnce(_ example: Case, _ verb: String) async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file(example.file)
      let words = verb == "file validate" ? ["file", "validate"] : ["gateway", verb]
      let run = try await Program.run(
        "fairlead", words + [file], environment: gateway.environment.merging(example.environment) { $1 },
        in: gateway.scratch.folder)
      #expect(run.status == 1, "\(run.everything)")
      for text in example.says { #expect(run.errors.contains("kong.yaml:\(text)"), "\(run.errors)") }
      for hint in example.hints { #expect(run.errors.contains(hint), "\(run.errors)") }
      #expect(run.errors.ranges(of: "error: ").count == example.says.count, "\(run.errors)")
      for line in run.errors.split(separator: "\n") where line.contains("hint: ") {
        #expect(line.split(separator: ",").count <= 13, "a list buries the point: \(line)")
      }
    }
  }

  /// What is wrong for certain, and what only the gateway knows, in one run: of the same entity, too.
  @Test(arguments: ["validate", "diff", "sync"]) func bothKindsOfFaultsAreToldAtOnce(_ verb: String) async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file(
        """
        services:
        - {name: sound, host: h}
        - {name: s, host: h, port: 99999}
        - {name: t, host: "bad host"}
        - {name: u, host: "bad host", port: 99999, tags: ["a,b"]}
        - {name: v, host: h, hots: x, path: "/a^b"}
        plugins:
        - {name: rate-limiting, config: {second: 10, minute: 5, policy: nonsense}}
        - {name: pre-function, config: {access: ["return ("], nonsense: 1}}
        routes:
        - {name: r, service: nowhere, paths: ["/a/../b"], methods: [get]}
        """)
      let run = try await gateway.fairlead(verb, file)
      #expect(run.status == 1)
      let places = [
        "4:28", "5:19", "6:19", "6:37", "6:51", "7:22", "7:37", "9:33", "9:65", "10:42", "10:55", "12:22", "12:39",
        "12:61",
      ]
      for place in places { #expect(run.errors.contains("kong.yaml:\(place): error: "), "\(place): \(run.errors)") }
      #expect(run.errors.ranges(of: "error: ").count == places.count, "\(run.errors)")
      #expect(try await gateway.requests("PUT") == 0)
    }
  }

  /// What the gateway misses where a key is misspelt is no fault of its own, whatever else it is asked about.
  @Test(arguments: ["validate", "diff", "sync"]) func whatIsMissingUnderItsRightNameIsNotTold(_ verb: String)
    async throws
  {
    try await Gateway.run { gateway in
      let run = try await gateway.fairlead(verb, try gateway.file("services:\n- {name: \"s!\", hots: h}"))
      #expect(run.status == 1)
      for place in ["3:10", "3:16"] { #expect(run.errors.contains("kong.yaml:\(place): error: "), "\(run.errors)") }
      #expect(run.errors.ranges(of: "error: ").count == 2, "\(run.errors)")
    }
  }

  /// A gateway without these rules has nothing against what is merely suspected.
  @Test func whatIsMerelySuspectedIsNotTold() async throws {
    var configuration = SandboxConfiguration()
    configuration.rulesOff = ["host", "tag"]
    try await Gateway.run(configuration) { gateway in
      let file = try gateway.file("services:\n- {name: u, host: \"bad host\", port: 99999, tags: [\"a,b\"]}")
      let run = try await gateway.fairlead("sync", file)
      #expect(run.status == 1 && run.errors.ranges(of: "error: ").count == 1, "\(run.errors)")
      #expect(run.errors.contains("kong.yaml:3:37: error: "), "\(run.errors)")
    }
  }

  @Test func whatLiesOutsideOfTheTagsIsNotSaidToBeNowhere() async throws {
    try await Gateway.run { gateway in
      try await gateway.api.post(["consumers"], body: ["username": "stranger"])
      let plugins = "plugins: [{name: rate-limiting, consumer: stranger, config: {minute: 1}}]"
      for (lookUp, says) in [
        (", default_lookup_tags: {consumers: [shared]}", "nor the gateway with the tags shared"),
        ("", "nor the gateway with the tags mine"),
      ] {
        let file = try gateway.file("_info: {select_tags: [mine]\(lookUp)}\n\(plugins)")
        let run = try await gateway.fairlead("diff", file)
        #expect(run.status == 1 && run.errors.contains(says), "\(run.errors)")
        #expect(!run.errors.contains("does not exist"), "\(run.errors)")
      }
    }
  }

  @Test func differencesHaveTheRightReason() async throws {
    try await Gateway.run { gateway in
      let plugin = "{name: http-log, config: {http_endpoint: 'http://h/x'%}}"
      let file = { (service: String, queue: String) in
        try gateway.file("services:\n- {name: s, host: h\(service)}\nplugins:\n- \(plugin.replacing("%", with: queue))")
      }
      let whole = try file(", path: /x, retries: 7", ", queue: {max_batch_size: 200}")
      #expect(try await gateway.fairlead("sync", whole).status == 0)
      let run = try await gateway.fairlead("diff", try file("", ""))
      #expect(run.output.contains("  retries: 7 -> 5  (the file leaves it out: the default returns)\n"))
      #expect(run.output.contains("  path: \"/x\" -> null  (the file leaves it out)\n"), "\(run.output)")
      #expect(
        run.output.contains("  config.queue.max_batch_size: 200 -> 1  (the file leaves it out: the default returns)\n"))
    }
  }

  @Test func anErrorOfHTTPNamesTheRequest() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file("services: [{name: s, host: h}]")
      let run = try await Program.fairlead(
        "gateway", "diff", "--kong-addr", "\(gateway.address)/nope", file, in: gateway.scratch.folder)
      #expect(run.status == 1 && run.errors.contains("(GET \(gateway.address)/nope/)"), "\(run.errors)")
    }
  }

  @Test func stateFilesAreArguments() async throws {
    for flag in ["-s", "--state"] {
      let run = try await Program.fairlead("gateway", "diff", flag, "kong.yaml")
      #expect(run.status == 64 && run.errors.contains("fairlead gateway diff FILE"), "\(run.errors)")
    }
    let version = try await Program.fairlead("--version")
    #expect(version.status == 0 && version.output.hasPrefix("fairlead "))
  }
}
