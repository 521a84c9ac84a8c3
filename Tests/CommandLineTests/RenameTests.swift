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
  ]

  @Test(arguments: cases) func reachTheirPlaceInOneRun(change: Case) async throws {
    try await Gateway.run { gateway in
      #expect(try await gateway.fairlead("sync", try gateway.file(change.before)).status == 0)
      let file = try gateway.file(change.after)
      let run = try await gateway.fairlead("sync", file)
      #expect(run.status == 0, "\(run.everything)")
      let again = try await gateway.fairlead("diff", "--non-zero-exit-code", file)
      #expect(again.status == 0, "\(again.everything)")
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
