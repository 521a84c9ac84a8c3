import Targets
import Documents
import Testing

/// Names and owners that change hands in one run.
@Suite struct RenameTests {
  private static let a = "aaaaaaaa-0000-4000-8000-000000000001"
  private static let b = "bbbbbbbb-0000-4000-8000-000000000002"
  private static let c = "cccccccc-0000-4000-8000-000000000003"

  /// Two state files, the second of which must be reached from the first in one run.
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var before: String
    var after: String
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "two services exchange their names",
      before: "services: [{id: \(a), name: x, host: h}, {id: \(b), name: y, host: i}]",
      after: "services: [{id: \(a), name: y, host: h}, {id: \(b), name: x, host: i}]"),
    Case(
      name: "three names go round",
      before: "consumers: [{id: \(a), username: x}, {id: \(b), username: y}, {id: \(c), username: z}]",
      after: "consumers: [{id: \(a), username: y}, {id: \(b), username: z}, {id: \(c), username: x}]"),
    Case(
      name: "two consumers exchange their keys",
      before: """
        consumers:
        - {username: u, keyauth_credentials: [{id: \(a), key: k1}]}
        - {username: v, keyauth_credentials: [{id: \(b), key: k2}]}
        """,
      after: """
        consumers:
        - {username: u, keyauth_credentials: [{id: \(a), key: k2}]}
        - {username: v, keyauth_credentials: [{id: \(b), key: k1}]}
        """),
    Case(
      name: "an id changes under children that stay",
      before: "services: [{id: \(a), name: s, host: h, routes: [{name: r, paths: [/]}], plugins: [{name: cors}]}]",
      after: "services: [{id: \(b), name: s, host: h, routes: [{name: r, paths: [/]}], plugins: [{name: cors}]}]"),
    Case(
      name: "a custom_id is used again",
      before: "consumers: [{username: u, custom_id: one}, {username: v}]",
      after: "consumers: [{username: v, custom_id: one}]"),
    Case(
      name: "a route and a key leave owners that go",
      before: """
        services: [{name: s, host: h, routes: [{name: r, paths: [/]}]}]
        consumers: [{username: u, keyauth_credentials: [{key: k}]}]
        """,
      after: """
        services: [{name: t, host: h, routes: [{name: r, paths: [/]}]}]
        consumers: [{username: v, keyauth_credentials: [{key: k}]}]
        """),
    Case(
      name: "a plugin of an id becomes another on another scope",
      before: "services: [{name: s, host: h, plugins: [{id: \(a), name: cors}]}]",
      after: "services: [{name: s, host: h}]\nplugins: [{id: \(a), name: correlation-id}]"),
    Case(
      name: "an instance name moves to another plugin",
      before: "plugins: [{name: cors, instance_name: i}, {name: correlation-id}]",
      after: "plugins: [{name: cors}, {name: correlation-id, instance_name: i}]"),
    Case(
      name: "two consumers exchange both of their names",
      before: """
        consumers:
        - {id: \(a), username: x, custom_id: "1", acls: [{group: g}]}
        - {id: \(b), username: y, custom_id: "2", acls: [{group: g}]}
        """,
      after: """
        consumers:
        - {id: \(b), username: x, custom_id: "1", acls: [{group: g}]}
        - {id: \(a), username: y, custom_id: "2", acls: [{group: g}]}
        """),
    Case(
      name: "the id of a consumer with two names and a key changes",
      before: "consumers: [{id: \(a), username: u, custom_id: c, keyauth_credentials: [{key: k}]}]",
      after: "consumers: [{id: \(b), username: u, custom_id: c, keyauth_credentials: [{key: k}]}]"),
    Case(
      name: "two keys exchange name and kid", before: keys(a, b), after: keys(b, a)),
    Case(
      name: "two JSON Web Keys exchange their kids", before: webKeys("one", "two"), after: webKeys("two", "one")),
    Case(
      name: "a key that lives for a time gets another id",
      before: "consumers: [{username: u, keyauth_credentials: [{id: \(a), key: k, ttl: 1000}]}]",
      after: "consumers: [{username: u, keyauth_credentials: [{id: \(b), key: k, ttl: 1000}]}]"),
    Case(
      name: "a target of an id belongs to another upstream",
      before: "upstreams: [{name: u, targets: [{id: \(a), target: \"t:1\"}]}, {name: v}]",
      after: "upstreams: [{name: u}, {name: v, targets: [{id: \(a), target: \"t:1\"}]}]"),
    Case(
      name: "a target of an id belongs to an upstream whose id changes",
      before: "upstreams: [{id: \(a), name: u, targets: [{id: \(c), target: \"t:1\"}]}]",
      after: "upstreams: [{id: \(b), name: u, targets: [{id: \(c), target: \"t:1\"}]}]"),
    Case(
      name: "two certificates exchange their pairs", before: certificates(first: a, second: b),
      after: certificates(first: b, second: a)),
    Case(
      name: "a certificate that a service uses has another id",
      before: certificates(first: a, second: b) + user(of: a),
      after: certificates(first: c, second: b) + user(of: c)),
    Case(
      name: "two certificates become one pair under two ids", before: certificates(first: a, second: b),
      after: "certificates: [\(entry(a, PEM.certificate, PEM.key)), \(entry(b, PEM.certificate, PEM.key))]"),
  ]

  private static func quoted(_ text: String) -> String { "\"\(text.replacing("\n", with: "\\n"))\"" }

  private static func entry(_ id: String, _ certificate: String, _ key: String) -> String {
    "{id: \(id), cert: \(quoted(certificate)), key: \(quoted(key))}"
  }

  private static func certificates(first: String, second: String) -> String {
    """
    certificates:
    - \(entry(first, PEM.certificate, PEM.key))
    - \(entry(second, PEM.otherCertificate, PEM.otherKey))

    """
  }

  private static func authorities(first: String, second: String) -> String {
    """
    ca_certificates:
    - {id: \(first), cert: \(quoted(PEM.caCertificate))}
    - {id: \(second), cert: \(quoted(PEM.otherAuthority))}
    """
  }

  private static func user(of certificate: String) -> String {
    "services: [{name: s, protocol: https, host: h, client_certificate: \(certificate)}]"
  }

  private static func keys(_ first: String, _ second: String) -> String {
    """
    keys:
    - {id: \(first), name: x, kid: one, pem: {public_key: \(quoted(PEM.publicKey))}}
    - {id: \(second), name: y, kid: two, pem: {public_key: \(quoted(PEM.publicKey))}}
    """
  }

  private static func webKeys(_ first: String, _ second: String) -> String {
    func web(_ kid: String) -> String { "kid: \(kid), jwk: '{\"kid\": \"\(kid)\", \(PEM.curve)}'" }
    return "keys: [{id: \(a), name: x, \(web(first))}, {id: \(b), name: y, \(web(second))}]"
  }

  /// What can have no temporary value would have to be deleted for it, and would be missing where the rest fails.
  static let exchanges: [Case] = [
    Case(
      name: "two plugins exchange their scopes",
      before: """
        services:
        - {name: s, host: h, plugins: [{id: \(a), name: cors}]}
        - {name: t, host: h, plugins: [{id: \(b), name: cors}]}
        """,
      after: """
        services:
        - {name: s, host: h, plugins: [{id: \(b), name: cors}]}
        - {name: t, host: h, plugins: [{id: \(a), name: cors}]}
        """),
    Case(
      name: "two plugins exchange what they are",
      before: "plugins: [{id: \(a), name: cors}, {id: \(b), name: key-auth}]",
      after: "plugins: [{id: \(b), name: cors}, {id: \(a), name: key-auth}]"),
    Case(
      name: "two CA certificates exchange their texts",
      before: authorities(first: a, second: b), after: authorities(first: b, second: a)),
  ]

  @Test(arguments: exchanges) func whatCannotBeDoneIsToldBeforehand(change: Case) async throws {
    try await Gateway.run { gateway in
      #expect(try await gateway.fairlead("sync", try gateway.file(change.before)).status == 0)
      let file = try gateway.file(change.after)
      try await gateway.resetCounters()
      let run = try await gateway.fairlead("sync", file)
      #expect(run.status == 1 && run.errors.contains("none can go first"), "\(run.everything)")
      #expect(run.errors.contains("take one of them out of the files"), "\(run.errors)")
      #expect(try await gateway.writes() == 0)
    }
  }

  @Test(arguments: cases) func reachTheirPlaceInOneRun(change: Case) async throws {
    try await Gateway.run { gateway in
      #expect(try await gateway.fairlead("sync", try gateway.file(change.before)).status == 0)
      try await gateway.expectToStay(change.after)
    }
  }

  @Test func applyMovesATargetToo() async throws {
    try await Gateway.run { gateway in
      let before = "upstreams: [{name: u, targets: [{id: \(Self.a), target: \"t:1\"}]}, {name: v}]"
      #expect(try await gateway.fairlead("sync", try gateway.file(before)).status == 0)
      let file = try gateway.file("upstreams: [{name: v, targets: [{id: \(Self.a), target: \"t:1\"}]}]")
      let run = try await gateway.fairlead("apply", file)
      #expect(run.status == 0, "\(run.everything)")
      #expect(try await gateway.list("upstreams", "u", "targets").isEmpty)
      #expect(try await gateway.list("upstreams", "v", "targets").map { $0["id"]?.string } == [Self.a])
    }
  }

  @Test func anIDThatStaysWithAnotherTargetIsToldAtItsLine() async throws {
    try await Gateway.run { gateway in
      let before = "upstreams: [{name: u, targets: [{id: \(Self.a), target: \"t:1\"}]}, {name: v}]"
      #expect(try await gateway.fairlead("sync", try gateway.file(before)).status == 0)
      let file = try gateway.file(
        "upstreams: [{name: u, targets: [{target: \"t:1\"}]}, {name: v, targets: [{id: \(Self.a), target: \"t:1\"}]}]")
      let run = try await gateway.fairlead("diff", file)
      #expect(
        run.status == 1 && run.errors.contains("kong.yaml:2:72: error: target t:1 for upstream v: "),
        "\(run.everything)")
      #expect(run.errors.contains("has this id, and this run leaves it so"), "\(run.errors)")
    }
  }

  /// What is known by several fields, and is there under another id.
  static let taken: [Case] = [
    Case(
      name: "a target", before: "upstreams: [{name: a, targets: [{target: \"t:1\"}]}]",
      after: "upstreams: [{name: a, targets: [{id: \(a), target: \"t:1\"}]}]"),
    Case(name: "a plugin", before: "plugins: [{name: cors}]", after: "plugins: [{id: \(a), name: cors}]"),
    Case(
      name: "an ACL group", before: "consumers: [{username: u, acls: [{group: g}]}]",
      after: "consumers: [{username: u, acls: [{id: \(a), group: g}]}]"),
  ]

  @Test(arguments: taken) func whatStaysUnderAnotherIDIsToldBeforehand(change: Case) async throws {
    try await Gateway.run { gateway in
      #expect(try await gateway.fairlead("sync", try gateway.file(change.before)).status == 0)
      let file = try gateway.file("services: [{name: new, host: h}]\n" + change.after)
      try await gateway.resetCounters()
      let run = try await gateway.fairlead("apply", file)
      #expect(run.status == 1 && run.errors.contains("and this run leaves it so"), "\(run.everything)")
      #expect(run.errors.contains("leave the id out to mean that one"), "\(run.errors)")
      #expect(try await gateway.writes() == 0)
      // A sync deletes the other one first.
      #expect(try await gateway.fairlead("sync", file).status == 0)
    }
  }

  @Test func theTemporaryNameIsShownAndSecretsAreNot() async throws {
    try await Gateway.run { gateway in
      _ = try await gateway.fairlead("sync", try gateway.file(Self.cases[0].before))
      let names = try await gateway.fairlead("diff", try gateway.file(Self.cases[0].after))
      #expect(
        names.output.hasPrefix(
          """
          freeing a value of service x
            name: "x" -> "fairlead-aaaaaaaa-0000-4000-8000-000000000001"  (for a time: another entity needs the old value)
          """), "\(names.output)")
      #expect(names.output.contains("  Updated: 2\n"))
    }
  }
}
