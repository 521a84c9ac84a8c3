import Documents
import Testing

/// Passwords and client secrets that a gateway keeps as hashes: what is sent, what is left, what is refused.
@Suite(.serialized) struct StoredHashTests {
  private static let consumer = "d0000000-0000-4000-8000-000000000001"
  private static let other = "d0000000-0000-4000-8000-000000000002"
  /// A password that has the form of a hash.
  private static let digits = "0123456789abcdef0123456789abcdef01234567"

  /// What a file has under `password:`; `HASH` stands for what the gateway has stored.
  struct Case: CustomTestStringConvertible, Sendable {
    enum Outcome: Sendable {
      /// Nothing is written.
      case nothing
      /// The password fits afterwards.
      case holds(String)
      /// The gateway keeps what it has stored, whatever else changes.
      case keeps
      /// Refused at the line, and nothing is written.
      case refused
    }

    var name: String
    var password: String
    var owner: String = StoredHashTests.consumer
    var more: String = ""
    var variable = "plain"
    var outcome: Outcome

    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "the same password", password: "plain", outcome: .nothing),
    Case(name: "the same password from a variable", password: variable, outcome: .nothing),
    Case(name: "the stored hash", password: "HASH", outcome: .nothing),
    Case(name: "another password", password: "new", outcome: .holds("new")),
    Case(name: "another password from a variable", password: variable, variable: "new", outcome: .holds("new")),
    Case(
      name: "a password like a hash from a variable", password: variable, variable: digits, outcome: .holds(digits)),
    Case(name: "another hash", password: digits, outcome: .refused),
    Case(name: "the same password, other tags", password: "plain", more: ", tags: [a]", outcome: .keeps),
    Case(name: "the stored hash, other tags", password: "HASH", more: ", tags: [a]", outcome: .keeps),
    Case(name: "another hash, other tags", password: digits, more: ", tags: [a]", outcome: .refused),
    Case(name: "another password, other tags", password: "new", more: ", tags: [a]", outcome: .holds("new")),
    Case(name: "a move with the password", password: "plain", owner: other, outcome: .holds("plain")),
    Case(name: "a move with a variable", password: variable, owner: other, outcome: .holds("plain")),
    Case(name: "a move with the stored hash", password: "HASH", owner: other, outcome: .refused),
    Case(
      name: "a move with a variable like a hash", password: variable, owner: other, variable: digits,
      outcome: .holds(digits)),
  ]

  private static let variable = "'${{ env \"DECK_PW\" }}'"

  private static func file(_ credential: String, owner: String) -> String {
    """
    consumers:
    - id: \(consumer)
      username: one\(owner == consumer ? "\n  basicauth_credentials:\n  - \(credential)" : "")
    - id: \(other)
      username: two\(owner == other ? "\n  basicauth_credentials:\n  - \(credential)" : "")
    """
  }

  @Test(arguments: cases) func aPasswordIsDecided(_ example: Case) async throws {
    for flags in [[], ["--no-mask-deck-env-vars-value"]] { try await check(example, flags) }
  }

  private func check(_ example: Case, _ flags: [String]) async throws {
    try await Gateway.run { gateway in
      let given = try gateway.file(Self.file("{username: u, password: plain}", owner: Self.consumer))
      #expect(try await gateway.fairlead("sync", given).status == 0)
      let before = try #require(try await gateway.list("basic-auths").first?["password"]?.string)
      let password = example.password.replacing("HASH", with: before)
      let credential = "{username: u, password: \(password)\(example.more)}"
      let file = try gateway.file(Self.file(credential, owner: example.owner))
      try await gateway.resetCounters()
      let environment = ["DECK_PW": example.variable]
      let run = try await gateway.run(["sync"] + flags + [file], environment: environment)
      let now = try await gateway.list("basic-auths").first
      switch example.outcome {
      case .nothing:
        #expect(run.status == 0, "\(run.everything)")
        #expect(try await gateway.writes() == 0, "\(run.everything)")
      case .keeps:
        #expect(run.status == 0, "\(run.everything)")
        #expect(now?["password"]?.string == before && now?["tags"] == ["a"])
      case .refused:
        #expect(run.status == 1, "\(run.everything)")
        #expect(run.errors.contains("'password' is a hash as the gateway stores it"))
        #expect(run.errors.contains("has to come from a variable") && run.errors.hasPrefix("kong.yaml:"))
        return #expect(try await gateway.writes() == 0)
      case .holds(let text):
        #expect(run.status == 0, "\(run.everything)")
        #expect(now?["consumer"]?["id"]?.string == example.owner)
        #expect(now?["password"]?.string != text)
        // What fits needs no change: the file with the password in clear says so.
        let plain = try gateway.file(
          Self.file("{username: u, password: '${{ env \"DECK_PW\" }}'\(example.more)}", owner: example.owner),
          named: "plain.yaml")
        let fits = try await gateway.fairlead("diff", "--non-zero-exit-code", plain, environment: ["DECK_PW": text])
        #expect(fits.status == 0, "\(fits.everything)")
      }
      let again = try await gateway.run(["diff", "--non-zero-exit-code"] + flags + [file], environment: environment)
      #expect(again.status == 0, "\(again.everything)")
      #expect(!run.everything.contains(before), "a hash is a secret too")
    }
  }

  /// A new credential: a hash can be of no use.
  @Test func aNewCredentialTakesAPasswordAndNoHash() async throws {
    try await Gateway.run { gateway in
      let literal = try gateway.file(Self.file("{username: u, password: \(Self.digits)}", owner: Self.consumer))
      let refused = try await gateway.fairlead("sync", literal)
      #expect(refused.status == 1)
      #expect(refused.errors.contains("kong.yaml:6:29: error: basic-auth u for consumer one: 'password' is a hash"))
      #expect(try await gateway.list("consumers").isEmpty)
      let variable = try gateway.file(Self.file("{username: u, password: \(Self.variable)}", owner: Self.consumer))
      let environment = ["DECK_PW": Self.digits]
      #expect(try await gateway.fairlead("sync", variable, environment: environment).status == 0)
      let diff = try await gateway.fairlead("diff", "--non-zero-exit-code", variable, environment: environment)
      #expect(diff.status == 0, "\(diff.everything)")
    }
  }

  /// A client secret's hash depends on no owner: it moves with its credential, as the password of a file does.
  @Test func aClientSecretMovesAsItIs() async throws {
    try await Gateway.run { gateway in
      func text(_ secret: String, _ owner: String, _ more: String = "") -> String {
        Self.file(
          "{name: app, client_id: c, client_secret: \(secret), hash_secret: true, redirect_uris: [https://a.example/]"
            + "\(more)}", owner: owner
        ).replacing("basicauth_credentials", with: "oauth2_credentials")
      }
      #expect(try await gateway.fairlead("sync", try gateway.file(text("plain", Self.consumer))).status == 0)
      let hash = try #require(try await gateway.list("oauth2").first?["client_secret"]?.string)
      let steps = [
        text("plain", Self.other), text("\"\(hash)\"", Self.consumer),
        text("\"\(hash)\"", Self.consumer, ", tags: [a]"),
        text("plain", Self.other, ", tags: [b]"),
      ]
      for step in steps {
        let file = try gateway.file(step)
        let run = try await gateway.fairlead("sync", file)
        #expect(run.output.contains("  Updated: 1\n"), "\(run.everything)")
        #expect(try await gateway.list("oauth2").first?["client_secret"]?.string == hash)
        #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", file).status == 0)
      }
      #expect(try await gateway.list("oauth2").first?["consumer"]?["id"]?.string == Self.other)
      let foreign = try gateway.file(text("\"\(hash)x\"", Self.other))
      let refused = try await gateway.fairlead("sync", foreign)
      #expect(refused.status == 1 && refused.errors.contains("'client_secret' is a hash"), "\(refused.everything)")
    }
  }
}
