import Documents
import GatewaySandbox
import GatewaySchemas
import Testing

/// A dump that may be shown to others is a state file all the same.
@Suite(.serialized) struct SanitizeTests {
  private static let text = """
    _info: {include_plugin_definitions: true}
    ca_certificates:
    - {id: f0000000-0000-4000-8000-000000000001, cert: '${{ env "DECK_CA" }}'}
    certificates:
    - {id: f0000000-0000-4000-8000-000000000002, cert: '${{ env "DECK_CERT" }}', key: '${{ env "DECK_KEY" }}', snis: [{name: shop.example.com}]}
    - {id: f0000000-0000-4000-8000-000000000003, cert: '${{ env "DECK_CERT_2" }}', key: '${{ env "DECK_KEY_2" }}'}
    services:
    - name: orders
      url: https://orders.example.com:8443/base
      client_certificate: f0000000-0000-4000-8000-000000000002
      ca_certificates: [f0000000-0000-4000-8000-000000000001]
      routes:
      - {name: r, hosts: [orders.example.com, "*.example.com"], paths: [/orders, ~/o/x], headers: {x-tenant: [acme]}}
      - {name: l4, protocols: [tcp], sources: [{ip: 172.16.0.0/12}], destinations: [{ip: 172.16.1.2, port: 9000}]}
      plugins:
      - {name: http-log, config: {http_endpoint: "https://logs.example.com/orders?token=t"}}
      - {name: ip-restriction, config: {allow: [172.16.1.0/24]}}
      - {name: request-transformer, config: {add: {headers: ["x-secret:orders"]}}}
    - {name: backend, host: upstream-of-orders}
    upstreams:
    - name: upstream-of-orders
      host_header: orders.example.com
      targets: [{target: orders.example.com:8000}, {target: 172.16.1.2:80}, {target: "[::1]:80"}]
    consumers:
    - username: alice@example.com
      custom_id: orders-1
      groups: [{name: gold-orders}]
      keyauth_credentials: [{key: key-of-alice}]
      basicauth_credentials: [{username: alice, password: pw}]
      jwt_secrets: [{key: orders-issuer, algorithm: RS256, rsa_public_key: '${{ env "DECK_PUBLIC" }}'}]
      mtls_auth_credentials: [{id: f0000000-0000-4000-8000-000000000006, subject_name: alice.example.com}]
    consumer_groups: [{name: gold-orders}]
    key_sets: [{name: orders-keys}]
    keys:
    - {name: orders-pair, kid: orders-kid, set: {name: orders-keys}, pem: {public_key: '${{ env "DECK_PUBLIC" }}', private_key: '${{ env "DECK_PRIVATE" }}'}}
    - {name: orders-jwk, kid: orders-curve, jwk: '{"kid": "orders-curve", \(PEM.curve)}'}
    vaults: [{name: env, prefix: orders-vault, description: of orders, config: {prefix: ORDERS_}}]
    partials: [{id: f0000000-0000-4000-8000-000000000007, name: orders-redis, type: redis-ee, config: {host: redis.orders, port: 6380}}]
    plugins:
    - {name: rate-limiting-advanced, config: {limit: [1], window_size: [1], namespace: orders}, partials: [{name: orders-redis, path: config.redis}]}
    - {name: key-auth-orders, config: {key_names: [orders-key]}}
    cloned_plugins: [{name: key-auth-orders, ref: key-auth}]
    """

  private static let environment = [
    "DECK_CERT": PEM.certificate, "DECK_KEY": PEM.key, "DECK_CERT_2": PEM.otherCertificate,
    "DECK_KEY_2": PEM.otherKey, "DECK_CA": PEM.caCertificate, "DECK_PUBLIC": PEM.rsaPublicKey,
    "DECK_PRIVATE": PEM.rsaPrivateKey,
  ]

  @Test func aSanitizedDumpIsSyncedAgain() async throws {
    try await Gateway.run(edition: .enterprise) { gateway in
      let first = try await gateway.fairlead("sync", try gateway.file(Self.text), environment: Self.environment)
      try #require(first.status == 0, "\(first.everything)")
      let flags = ["dump", "--include-plugin-definitions", "--sanitize", "--sanitization-salt", "pepper"]
      let run = try await gateway.run(flags)
      let dump = run.output
      // Hashes are what only the plain dump holds.
      #expect(!run.errors.contains("hashes"), "\(run.errors)")
      #expect(try await gateway.run(["dump"]).errors.contains("basicauth_credentials as the hashes"))
      for text in ["alice", "acme", "172.16", "example.com", "logs", "ORDERS_", "token", "orders"] {
        #expect(!dump.replacing("key-auth-orders", with: "").contains(text), "\(text)")
      }
      #expect(try await gateway.run(flags).output == dump)
      for flag in [[], ["--skip-defaults"]] {
        let source = try await gateway.run(flags + flag).output
        try await gateway.reset([])
        let sync = try await gateway.fairlead("sync", "-", input: source)
        #expect(sync.status == 0, "\(sync.everything)\n\(source)")
        let diff = try await gateway.fairlead("diff", "--non-zero-exit-code", "-", input: source)
        #expect(diff.status == 0, "\(diff.everything)")
        try await gateway.reset([])
        _ = try await gateway.fairlead("sync", try gateway.file(Self.text), environment: Self.environment)
      }
    }
  }
}
