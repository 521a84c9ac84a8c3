import Documents
import Testing

@testable import GatewaySandbox

/// What single kinds do beyond their schemas.
struct KindTests {
  private let first = "10000000-0000-4000-8000-000000000001"

  @Test func targetsAreNormalizedMergedAndNeverMadeByPut() async throws {
    try await withSandbox { connection, _ in
      try await connection.expect(201, "POST", "/upstreams", ["name": "u.test"])
      let path = "/upstreams/u.test/targets"
      try await connection.expect(404, "PUT", "\(path)/\(first)", ["target": "192.168.7.7"])
      let made = try await connection.expect(
        201, "POST", path, ["id": Node(.string(first)), "target": "192.168.7.7", "weight": 3, "tags": ["t"]])
      #expect(made["target"] == "192.168.7.7:8000")
      let changed = try await connection.expect(200, "PUT", "\(path)/\(first)", ["target": "192.168.7.7:8000"])
      #expect(changed["weight"] == 3)
      #expect(changed["tags"] == ["t"])
      let other = try await connection.expect(201, "POST", path, ["target": "[fe80::2]:9"])
      #expect(other["target"] == "[fe80:0000:0000:0000:0000:0000:0000:0002]:9")
      #expect(try await connection.expect(200, "GET", path).ids == [other["id"]?.string, first].compactMap { $0 })
      #expect(
        try await connection.expect(200, "GET", "\(path)?size=1")["next"]?.string?.hasPrefix("\(path)?offset=") == true)
      try await connection.expect(204, "DELETE", "\(path)/192.168.7.7:8000")
      try await connection.expect(404, "DELETE", "\(path)/192.168.7.7:8000")
      try await connection.expect(404, "GET", "/targets")
      try await connection.expect(204, "DELETE", "/upstreams/u.test")
    }
  }

  @Test func certificatesOwnTheirServerNames() async throws {
    try await withSandbox { connection, _ in
      let own = try OwnCertificate(now: SystemClock.now())
      let pair: Object = Object([
        .init(key: "cert", node: Node(.string(own.certificate))), .init(key: "key", node: Node(.string(own.key))),
      ])
      var body = pair
      body["snis"] = ["b.test", "a.test"]
      let made = try await connection.expect(200, "PUT", "/certificates/\(first)", Node(.object(body)))
      #expect(made["snis"] == ["a.test", "b.test"])
      #expect(try await connection.expect(200, "GET", "/certificates/a.test")["id"]?.string == first)
      body["snis"] = ["a.test"]
      let conflict = try await connection.expect(400, "POST", "/certificates", Node(.object(body)))
      #expect(conflict["fields", "snis"]?.string == "a.test already associated with existing certificate '\(first)'")
      let patched = try await connection.expect(200, "PATCH", "/certificates/\(first)", ["tags": ["t"]])
      #expect(patched["snis"] == ["a.test", "b.test"])
      let replaced = try await connection.expect(200, "PUT", "/certificates/\(first)", Node(.object(pair)))
      #expect(replaced["snis"] == [])
      #expect(try await connection.expect(200, "GET", "/snis").ids.isEmpty)
    }
  }

  @Test func aCertificateMustMatchItsKeyAndAnAuthorityIsKnownByItsDigest() async throws {
    try await withSandbox { connection, _ in
      let own = try OwnCertificate(now: SystemClock.now())
      let other = try OwnCertificate(now: SystemClock.now())
      let mixed = try await connection.expect(
        400, "POST", "/certificates", ["cert": Node(.string(own.certificate)), "key": Node(.string(other.key))])
      #expect(mixed["fields", "@entity"] == ["certificate does not match key"])
      let authority = try await connection.expect(
        201, "POST", "/ca_certificates", ["cert": Node(.string(own.certificate))])
      #expect(authority["cert_digest"]?.string?.utf8.count == 64)
      let again = try await connection.expect(
        409, "POST", "/ca_certificates", ["cert": Node(.string(own.certificate + "\n"))])
      #expect(again["fields", "cert_digest"] == authority["cert_digest"])
      let old = try OwnCertificate(now: SystemClock.now() - 20 * 365 * 86400)
      let expired = try await connection.expect(
        400, "POST", "/ca_certificates", ["cert": Node(.string(old.certificate))])
      #expect(expired["fields", "@entity"] == ["certificate expired, \"Not After\" time is in the past"])
    }
  }

  @Test func secretsAreHashed() async throws {
    try await withSandbox { connection, _ in
      try await connection.expect(
        201, "POST", "/consumers", ["id": Node(.string(first)), "username": "a"])
      let basic = try await connection.expect(
        201, "POST", "/consumers/a/basic-auth", ["username": "u", "password": "swordfish"])
      // SHA-1 of "swordfish10000000-0000-4000-8000-000000000001"
      #expect(basic["password"] == "2a0a6796384c74ae569373cdc1433cc4bea4b684")
      let kept = try await connection.expect(200, "PATCH", "/consumers/a/basic-auth/u", ["tags": ["t"]])
      #expect(kept["password"] == basic["password"])
      let client: Node = ["name": "app", "client_secret": "s", "hash_secret": true]
      let one = try await connection.expect(200, "PUT", "/consumers/a/oauth2/\(first)", client)
      let two = try await connection.expect(200, "PUT", "/consumers/a/oauth2/\(first)", client)
      #expect(one["client_secret"]?.string?.hasPrefix("$pbkdf2-sha512$i=10000,l=32$") == true)
      #expect(one["client_secret"] != two["client_secret"])
    }
  }

  @Test func generatedValuesAreDrawnAgainByPutAndKeptByPatch() async throws {
    try await withSandbox { connection, _ in
      try await connection.expect(201, "POST", "/consumers", ["username": "a"])
      let path = "/consumers/a/jwt/\(first)"
      let one = try await connection.expect(200, "PUT", path, ["key": "iss"])
      #expect(one["secret"]?.string?.utf8.count == 32)
      #expect(try await connection.expect(200, "PATCH", path, ["tags": ["t"]])["secret"] == one["secret"])
      #expect(try await connection.expect(200, "PUT", path, ["key": "iss"])["secret"] != one["secret"])
    }
  }

  @Test func keysExpire() async throws {
    try await withSandbox { connection, _ in
      try await connection.expect(201, "POST", "/consumers", ["username": "a"])
      let path = "/consumers/a/key-auth/\(first)"
      let made = try await connection.expect(200, "PUT", path, ["key": "k", "ttl": 100])
      #expect((1..<100).contains(made["ttl"]?.integer ?? 0))
      #expect(try await connection.expect(200, "PUT", path, ["key": "k"])["ttl"] == .null)
      try await connection.expect(200, "PUT", path, ["key": "k", "ttl": 1])
      try await Task.sleep(for: .milliseconds(1100))
      try await connection.expect(404, "GET", path)
      try await connection.expect(201, "POST", "/consumers/a/key-auth", ["key": "k"])
      try await connection.expect(400, "POST", "/consumers/a/key-auth", ["key": "l", "ttl": -1])
    }
  }

  @Test func groupsAreNamedBelowTheirConsumer() async throws {
    try await withSandbox { connection, _ in
      for name in ["a", "b"] {
        try await connection.expect(201, "POST", "/consumers", ["username": Node(.string(name))])
        try await connection.expect(201, "POST", "/consumers/\(name)/acls", ["group": "g"])
      }
      let own = try await connection.expect(200, "GET", "/consumers/b/acls/g")
      let consumer = try await connection.expect(200, "GET", "/consumers/b")
      #expect(own["consumer", "id"] == consumer["id"])
      let again = try await connection.expect(409, "POST", "/consumers/a/acls", ["group": "g"])
      #expect(again["fields"]?.object?.keys.sorted() == ["consumer", "group"])
    }
  }

  @Test func numbersKeepFourteenDigits() async throws {
    try await withSandbox { connection, _ in
      let body = Array(#"{"name":"u","healthchecks":{"threshold":98.765432109876543}}"#.utf8)
      let answer = try await connection.send(
        "POST", "/upstreams", body: body, headers: ["Content-Type": "application/json"])
      #expect(answer.json["healthchecks", "threshold"] == Node(.decimal(DecimalNumber(text: "98.765432109877"))))
      let route = try await connection.expect(
        201, "POST", "/routes", ["paths": ["/a"], "regex_priority": 9_007_199_254_740_995])
      #expect(route["regex_priority"] == 9_007_199_254_740_996)
    }
  }

  /// Rules that schema documents leave out, each on a value of its own.
  @Test(
    arguments: [
      ("services", ["host": "h", "path": "/a b"], ["path"]), ("services", ["host": "h:80"], ["host"]),
      ("services", ["name": "a/b", "host": "h"], ["name"]), ("routes", ["paths": ["/a//b/../c"]], ["paths", 0]),
      ("routes", ["paths": ["/a/./b"]], ["paths", 0]), ("routes", ["paths": ["~/(a"]], ["paths", 0]),
      ("routes", ["paths": ["~/a(?!b)"]], ["@entity"]), ("routes", ["hosts": ["a b"]], ["hosts", 0]),
      ("routes", ["paths": ["/"], "headers": ["x y": ["a"]]], ["headers"]),
      ("routes", ["protocols": ["https"], "snis": ["10.0.0.1"]], ["snis", 0]),
      ("upstreams", ["name": "10.0.0.1"], ["name"]), ("upstreams", ["name": "a.test:80"], ["name"]),
      ("snis", ["name": "*.*.test", "certificate": ["id": "10000000-0000-4000-8000-000000000001"]], ["name"]),
      ("vaults", ["name": "env", "prefix": "my-v", "config": ["prefix": "9"]], ["config", "prefix"]),
      ("keys", ["kid": "k", "jwk": "{"], ["@entity"]), ("keys", ["kid": "k", "pem": ["public_key": "x"]], ["@entity"]),
      ("plugins", ["name": "http-log", "config": ["http_endpoint": "h/p"]], ["config", "http_endpoint"]),
      ("plugins", ["name": "key-auth", "config": ["key_names": ["a b"]]], ["config", "key_names", 0]),
      ("plugins", ["name": "post-function", "config": ["log": ["x ="]]], ["config", "log", 0]),
      ("plugins", ["name": "cors", "config": ["origins": ["["]]], ["config", "origins", 0]),
      ("plugins", ["name": "ip-restriction", "config": ["deny": ["10.0.0.0/33"]]], ["config", "deny", 0]),
      ("plugins", ["name": "rate-limiting", "config": ["hour": 5, "day": 4]], ["config"]),
      (
        "plugins", ["name": "response-ratelimiting", "config": ["limits": ["v": ["hour": 5, "day": 4]]]],
        ["config", "limits"]
      ),
      (
        "plugins", ["name": "aws-lambda", "config": ["function_name": "f", "proxy_url": "https://p.test"]], ["@entity"]
      ),
      ("plugins", ["name": "cors", "instance_name": "a b"], ["instance_name"]),
      ("consumers", ["username": "a", "tags": ["x,y"]], ["tags", 0]),
    ] as [(String, Node, [PathStep])])
  func whatSchemaDocumentsLeaveOutIsJudged(_ kind: String, _ entity: Node, _ path: [PathStep]) async throws {
    try await withSandbox { connection, _ in
      let answer = try await connection.expect(400, "POST", "/schemas/\(kind)/validate", entity)
      var node: Node? = answer["fields"]
      for step in path {
        switch step {
        case .key(let key): node = node?.object?[key]
        case .index(let index): node = node?.array.flatMap { $0.indices.contains(index) ? $0[index] : nil }
        }
      }
      #expect(node.map { !$0.isNull } == true, "\(answer)")
    }
  }
}

/// A name or a position on the way to a violation.
enum PathStep: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  case key(String)
  case index(Int)

  init(stringLiteral value: String) { self = .key(value) }
  init(integerLiteral value: Int) { self = .index(value) }
}
