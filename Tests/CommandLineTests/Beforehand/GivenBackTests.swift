import Documents
import GatewaySandbox
import Targets
import Testing

/// A value that is freed for another is given back when what needed it fails.
@Suite struct GivenBackTests {
  private static let a = "11110000-0000-4000-8000-000000000001"
  private static let b = "22220000-0000-4000-8000-000000000002"
  private static let before = """
    services:
    - {id: \(a), name: one, host: a.example.test}
    - {id: \(b), name: two, host: b.example.test}
    """
  private static let after = """
    services:
    - {id: \(a), name: two, host: a.example.test}
    - {id: \(b), name: one, host: b.example.test}
    """

  private static func fault(_ method: String, _ path: String, _ status: Int) -> Node {
    let rule: Node = ["method": Node(.string(method)), "path": Node(.string(path)), "status": Node(.integer(status))]
    return ["rules": Node(.array([rule]))]
  }

  /// Two pairs of ids that begin alike exchange their names.
  @Test func temporaryValuesAreUnique() async throws {
    func services(_ names: [String]) -> String {
      "services:\n"
        + names.enumerated().map { "- {id: 00000000-0000-4000-8000-00000000000\($0 + 1), name: \($1), host: h}\n" }
        .joined()
    }
    try await Gateway.run { gateway in
      #expect(
        try await gateway.fairlead("sync", try gateway.file(services(["one", "two", "three", "four"]))).status == 0)
      let run = try await gateway.fairlead("sync", try gateway.file(services(["two", "one", "four", "three"])))
      #expect(run.status == 0, "\(run.everything)")
      #expect(run.output.contains("Updated: 4"))
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", "kong.yaml").status == 0)
    }
  }

  @Test func whatWouldBeRefusedFreesNothing() async throws {
    try await Gateway.run { gateway in
      #expect(try await gateway.fairlead("sync", try gateway.file(Self.before)).status == 0)
      let bad = Self.after.replacing("host: a.example.test", with: "host: \"bad host\"")
      try await gateway.resetCounters()
      let run = try await gateway.fairlead("sync", try gateway.file(bad))
      #expect(run.status == 1, "\(run.everything)")
      #expect(run.errors.hasPrefix("kong.yaml:3:"), "\(run.errors)")
      #expect(try await gateway.writes() == 0)
    }
  }

  /// The gateway takes the bodies when it is asked, and fails when it is to store them.
  @Test func aFreedNameIsGivenBack() async throws {
    try await Gateway.run { gateway in
      #expect(try await gateway.fairlead("sync", try gateway.file(Self.before)).status == 0)
      try await gateway.set(faults: Self.fault("PUT", "/services/*", 400))
      let run = try await gateway.fairlead("sync", try gateway.file(Self.after))
      #expect(run.status == 1, "\(run.everything)")
      #expect(run.errors.contains("given back"), "\(run.errors)")
      let names = try await gateway.list("services").compactMap { $0["name"]?.string }
      #expect(names.sorted() == ["one", "two"], "\(names)")
      try await gateway.set(faults: [:])
      #expect(try await gateway.fairlead("sync", "kong.yaml").status == 0)
      #expect(try await gateway.get("services", Self.a)["name"] == "two")
    }
  }

  @Test func aNameThatCannotBeGivenBackIsNamed() async throws {
    try await Gateway.run { gateway in
      #expect(try await gateway.fairlead("sync", try gateway.file(Self.before)).status == 0)
      // One of the two is stored, the other, which had to give way, is not: its name is gone.
      try await gateway.set(faults: Self.fault("PUT", "/services/\(Self.a)", 400))
      let run = try await gateway.fairlead("sync", try gateway.file(Self.after))
      #expect(run.status == 3, "\(run.everything)")
      let names = try await gateway.list("services").compactMap { $0["name"]?.string }
      let left = try #require(names.first { $0.hasPrefix("fairlead-") }, "\(names)")
      #expect(run.errors.contains("is left with a temporary name '\(left)'"), "\(run.errors)")
      try await gateway.set(faults: [:])
      #expect(try await gateway.fairlead("sync", "kong.yaml").status == 0)
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", "kong.yaml").status == 0)
    }
  }

  /// A key that changes hands is no text that may be shown.
  @Test func aFreedSecretIsGivenBackUnseen() async throws {
    func consumers(_ first: String, _ second: String) -> String {
      """
      consumers:
      - {username: u, keyauth_credentials: [{id: \(Self.a), key: \(first)}]}
      - {username: v, keyauth_credentials: [{id: \(Self.b), key: \(second)}]}
      """
    }
    try await Gateway.run { gateway in
      #expect(try await gateway.fairlead("sync", try gateway.file(consumers("canary-one", "canary-two"))).status == 0)
      try await gateway.set(faults: Self.fault("PUT", "/consumers/*/key-auth/*", 400))
      let run = try await gateway.fairlead("sync", try gateway.file(consumers("canary-two", "canary-one")))
      #expect(run.status == 1, "\(run.everything)")
      #expect(!run.everything.contains("canary"), "\(run.everything)")
      let keys = try await gateway.list("key-auths").compactMap { $0["key"]?.string }
      #expect(keys.sorted() == ["canary-one", "canary-two"])
    }
  }
}
