import Diagnostics
import Documents
import Testing

@testable import AIGateway

/// The way back from a gateway's entities.
@Suite struct RecoveryTests {
  private static let providers = """
    model_providers:
    - {name: main, type: openai, config: {auth: {headers: [{name: Authorization, value: "{vault://my-env/key}"}]}}}
    - {name: eu, type: azure, config: {instance: i, auth: {client_id: c, use_managed_identity: false}}}
    - {name: claude, type: anthropic, config: {auth: {headers: [{name: x-api-key, value: k}]}}}
    - {name: rock, type: bedrock, config: {auth: {access_key_id: a, secret_access_key: s}}}
    - {name: ver, type: vertex, config: {auth: {service_account_json: j}}}

    """

  /// What is recovered from the entities of a document gives the same entities.
  @Test(arguments: [
    "models: [{name: m, capabilities: [generate, embeddings, audio, files], labels: {a: b}, targets: [{name: t, provider: main}]}]",
    """
    models:
    - name: m
      capabilities: [generate]
      config:
        route: {paths: [/x, /y], hosts: [h], model: {path_aliases: [fast]}}
        logging: {payloads: true, statistics: false}
        response_streaming: deny
        model: {name_header: false}
        proxy: {http_proxy: {host: h, port: 1}, auth: {username: u}}
        balancer: {algorithm: lowest-latency, retries: 2, vectordb: {strategy: redis}}
      targets:
      - {name: t, provider: eu, weight: 7, semantic_description: d, config: {type: azure, deployment_id: x, max_tokens: 1}}
      - {name: u, provider: main, allow_auth_override: true}
    """,
    """
    policies: [{name: p, type: rate-limiting, config: {minute: 1}}, {name: q, type: rate-limiting, config: {minute: 2}}]
    identity_providers: [{name: k, type: key-auth, config: {key_names: [x]}}, {name: l, type: key-auth}]
    models:
    - {name: a, capabilities: [generate], policies: [p, q], access: {identity_providers: [k, l], acls: {allow: [g]}}, targets: [{name: t, provider: claude}]}
    - {name: b, enabled: false, capabilities: [generate], policies: [q], access: {identity_providers: [l, k]}, targets: [{name: t, provider: claude}]}
    """,
    "models: [{name: m, formats: [{type: bedrock}], capabilities: [generate, embeddings, image, rerank, batches], targets: [{name: t, provider: rock, config: {region: r}}]}]",
    "models: [{name: m, formats: [{type: gemini}], capabilities: [generate, batches, video, rerank], targets: [{name: t, provider: ver}]}]",
    "models: [{name: m, capabilities: [video], targets: [{name: t, provider: main}]}, {name: other}]",
    "models: [{name: api, type: api, capabilities: [batches, files], targets: [{name: t, provider: main}]}]",
    """
    policies: [{name: p, type: cors}, {name: all, type: prometheus, global: true, enabled: false, labels: {k: v}}]
    agents:
    - {name: a, type: a2a, policies: [p], access: {acls: {deny: [x]}}, labels: {t: u}, config: {url: "https://a.example/x", route: {paths: [/a]}, logging: {max_payload_size: 5}}}
    - {name: b, type: http, enabled: false, config: {url: "http://b.example:8080", route: {name: own, methods: [GET]}}}
    mcp_servers:
    - name: s
      type: conversion-listener
      upstream_url: https://s.example
      policies: [p]
      labels: {m: n}
      access: {acls: {allow: [g]}}
      tools: [{name: t, description: d, path: /, access: {acls: {deny: [z]}}}]
      config: {server: {label: l, timeout: 1}, logging: {audits: true}, access: {acl_attribute_type: consumer}, tools_cache_ttl_seconds: 3}
    consumers: [{name: c, custom_id: i, consumer_groups: [g], policies: [p], credentials: [{type: api-key, api_key: k, ttl: 5}]}]
    consumer_groups: [{name: g, policies: [p], labels: {x: y}}]
    vaults: [{name: v, type: env, config: {prefix: S_}}]
    """,
  ]) func whatWasConvertedIsRecovered(_ document: String) throws {
    let first = try Converted(Self.providers + document)
    var collector = DiagnosticCollector()
    let recovered = AIGatewayRecovery.document(of: first.state, &collector)
    #expect(collector.diagnostics.isEmpty, "\(collector.diagnostics)")
    let text = String(decoding: YAMLWriter.write(recovered), as: UTF8.self)
    let second = try Converted(text)
    #expect(second.state == first.state, "\(text)")
    #expect(second.messages == [], "\(text)")
  }

  @Test func namesThatNoGatewayKeepsAreMadeUp() throws {
    let converted = try Converted(
      Self.providers + """
        models:
        - {name: a, capabilities: [generate], targets: [{name: t, provider: main}, {name: u, provider: claude}]}
        - {name: b, capabilities: [generate], targets: [{name: t, provider: main}]}
        """)
    var collector = DiagnosticCollector()
    let recovered = AIGatewayRecovery.document(of: converted.state, &collector)
    #expect(recovered.items("model_providers").map { $0["name"]?.string } == ["openai-my-env", "anthropic-1"])
    #expect(recovered.items("models").last?.items("targets").first?["provider"] == "openai-my-env")
  }

  @Test func whatTheModelCannotHoldIsTold() throws {
    var collector = DiagnosticCollector()
    let state = try yaml(
      """
      services: [{name: lonely, host: h}]
      consumers: [{username: c, plugins: [{name: acl, config: {allow: [x]}}]}]
      plugins: [{name: ai-proxy-advanced, route: gone, config: {targets: []}}]
      """)
    _ = AIGatewayRecovery.document(of: state, &collector)
    #expect(
      collector.diagnostics.map(\.message) == [
        "the plugin ai-proxy-advanced of route 'gone' is left out",
        "service 'lonely', which has no route, is left out", "the acl plugin of consumer 'c' is left out",
      ])
  }
}
