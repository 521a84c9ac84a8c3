import Documents
import Testing

/// Values that mean another thing, or nothing, than they seem to.
@Suite struct StoredAsWrittenTests {
  private static let capitals = "ABCDEF00-0000-4000-8000-00000000000"
  private static let quoted = text(PEM.caCertificate)
  private static let certificate = text(PEM.certificate)
  private static let key = text(PEM.key)

  private static func text(_ pem: String) -> String { "\"\(pem.replacing("\n", with: "\\n"))\"" }

  /// To a gateway a letter with its mark in one character is another text than one with the mark behind it.
  @Test func textsAreComparedAsTheyAreWritten() async throws {
    try await Gateway.run { gateway in
      try await gateway.put("services: [{name: s, host: h, tags: [\"\\u00FC\"]}]")
      try await gateway.expectToStay("services: [{name: s, host: h, tags: [\"u\\u0308\"]}]")
      #expect(try await gateway.get("services", "s")["tags"]?.array?.first?.string?.utf8.count == 3)
    }
  }

  @Test func idsThatDifferInCapitalsAreOne() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file(
        "services: [{id: \(Self.capitals)1, name: a, host: h}, {id: \(Self.capitals.lowercased())1, name: b, host: h}]")
      let run = try await gateway.fairlead("sync", file)
      #expect(run.status == 1 && run.errors.contains("defined twice (the same id)"), "\(run.everything)")
    }
  }

  @Test func authoritiesThatAreOneAreToldBeforehand() async throws {
    try await Gateway.run { gateway in
      let other = Self.text(PEM.caCertificate + "\n")
      let file = try gateway.file(
        "ca_certificates: [{id: \(Self.capitals)1, cert: \(Self.quoted)}, {id: \(Self.capitals)2, cert: \(other)}]")
      let run = try await gateway.fairlead("sync", file)
      #expect(run.status == 1 && run.errors.contains("defined twice (the same cert)"), "\(run.everything)")
      #expect(try await gateway.writes() == 0)
    }
  }

  @Test(arguments: [
    // What the protocol forbids is not there where it is empty.
    "routes: [{name: r, paths: [/a], sources: [], destinations: []}]",
    "routes: [{name: r, protocols: [tcp], destinations: [{port: 1}], paths: [], methods: []}]",
    "services: [{name: s, host: h, ca_certificates: []}]",
    // A gateway looks nothing up in a vault for what it hashes.
    "consumers: [{username: c, basicauth_credentials: [{username: u, password: '{vault://env/b}'}]}]",
    "consumers: [{username: c, oauth2_credentials: [{name: n, client_id: i, client_secret: '{vault://env/b}', "
      + "hash_secret: true, redirect_uris: ['https://a.example']}]}]",
    // A gateway reckons the digest itself, whatever it is sent.
    "ca_certificates: [{cert: \(quoted), cert_digest: null}]",
    "ca_certificates: [{cert: \(quoted), cert_digest: '0a1b'}]",
    // No time at all is no limit.
    "consumers: [{username: c, keyauth_credentials: [{key: k, ttl: 0}]}]",
    // In an id capital letters mean nothing.
    "consumers: [{id: \(capitals)1, username: u, keyauth_credentials: [{id: \(capitals)2, key: k}]}]",
    "services: [{id: \(capitals)1, name: s, host: h, routes: [{id: \(capitals)2, paths: [/]}]}]\n"
      + "plugins: [{id: \(capitals)3, name: cors, service: \(capitals)1}]",
    "upstreams: [{id: \(capitals)1, name: u, targets: [{id: \(capitals)2, target: 't:1'}]}]",
    "certificates: [{id: \(capitals)1, cert: \(certificate), key: \(key)}]\n"
      + "services: [{name: s, protocol: https, host: h, client_certificate: {id: \(capitals.lowercased())1}}]",
    "ca_certificates: [{id: \(capitals)1, cert: \(quoted)}]\n"
      + "services: [{name: s, protocol: https, host: h, ca_certificates: [\(capitals)1]}]",
  ]) func isTakenAndStays(_ text: String) async throws {
    try await Gateway.run { try await $0.expectToStay(text) }
  }

  @Test func codeStaysInASanitizedDump() async throws {
    try await Gateway.run { gateway in
      try await gateway.put("plugins: [{name: pre-function, config: {access: ['return 1']}}]")
      let dump = try await gateway.fairlead("dump", "--sanitize")
      #expect(dump.output.contains("- return 1"), "\(dump.everything)")
      try gateway.scratch.write("dump.yaml", dump.output)
      let diff = try await gateway.fairlead("diff", "--non-zero-exit-code", "dump.yaml")
      #expect(diff.status == 0, "\(diff.everything)")
    }
  }

  /// Whoever holds the two bodies of an update against each other sees what changes and nothing else.
  @Test func theNewBodyHasWhatStays() async throws {
    try await Gateway.run { gateway in
      try await gateway.put("services: [{name: s, host: h, path: /p, retries: 7}]")
      let file = try gateway.file("services: [{name: s, host: i, retries: 7}]")
      let run = try await gateway.fairlead("diff", "--json-output", file)
      let report = try JSONReader.read(Array(run.output.utf8))
      let body = try #require(report["changes"]?["updating"]?.array?.first?["body"])
      let (new, old) = (try #require(body["new"]?.object), try #require(body["old"]?.object))
      let changed = old.filter { new[$0.key] != $0.node }.map(\.key)
      #expect(Set(changed).subtracting(["updated_at"]) == ["host", "path"], "\(run.output)")
    }
  }

  /// What a variable fed is secret in both bodies, also where an update does not send it.
  @Test func whatAVariableFedIsMaskedInBoth() async throws {
    try await Gateway.run { gateway in
      let secret = ["DECK_U": "canary-name"]
      func file(_ tags: String) throws -> String {
        try gateway.file(
          "consumers: [{username: c, basicauth_credentials: [{username: '${{ env \"DECK_U\" }}', password: p, tags: [\(tags)]}]}]"
        )
      }
      _ = try await gateway.fairlead("sync", try file("a"), environment: secret)
      let run = try await gateway.fairlead("diff", "--json-output", try file("b"), environment: secret)
      #expect(run.output.contains("\"updating\"") && run.output.contains("basic-auth"), "\(run.everything)")
      #expect(!run.everything.contains("canary-name"), "\(run.everything)")
    }
  }
}
