import Diagnostics
import Documents
import Testing

@testable import AIGateway

/// Models as routes with proxies.
@Suite struct ModelTests {
  private static let provider =
    "model_providers: [{name: p, type: openai, config: {auth: {headers: [{name: A, value: k}]}}}]\n"

  @Test func aModelIsARouteASelectorAndAProxy() throws {
    let converted = try Converted(
      Self.provider + """
        models:
        - name: chat
          capabilities: [generate]
          labels: {b: two, a: one}
          targets: [{name: small, provider: p, weight: 3, semantic_description: quick, allow_auth_override: true}]
          config:
            route: {paths: [/llm/], methods: [POST], hosts: [], model: {path_aliases: [fast]}}
            logging: {payloads: true}
            max_request_body_size: 9000000
            proxy: {http_proxy: {host: h, port: 1}, auth: {username: u, password: w}, no_proxy: x}
            balancer: {retries: 2, vectordb: {strategy: redis}}
        """)
    #expect(converted.messages == [])
    let expected = try yaml(
      """
      _format_version: "3.0"
      _info: {select_tags: ["managed_by:deck-ai"]}
      ai_models: [{name: chat, alias: fast, tags: ["a:one", "b:two"]}]
      services:
      - name: ai-gateway
        url: http://ai-gateway.upstream.local
        routes: [{name: openai-chat, paths: [/llm/chat/completions], methods: [POST], strip_path: false}]
      plugins:
      - name: ai-model-selector
        route: openai-chat
        config: {source: body, body_path: model, max_request_body_size: 9000000}
      - name: ai-proxy-advanced
        route: openai-chat
        model: chat
        config:
          llm_format: openai
          genai_category: text/generation
          balancer: {algorithm: round-robin, retries: 2}
          vectordb: {strategy: redis}
          max_request_body_size: 9000000
          proxy_config: {http_proxy_host: h, http_proxy_port: 1, auth_username: u, auth_password: w, no_proxy: x}
          targets:
          - route_type: llm/v1/chat
            model: {provider: openai, name: small, model_alias: fast}
            auth: {header_name: A, header_value: k, allow_override: true}
            weight: 3
            description: quick
            logging: {log_payloads: true, log_statistics: true}
      """)
    #expect(converted.state == expected)
  }

  @Test func modelsWithTheSameSettingsShareARoute() throws {
    let converted = try Converted(
      Self.provider + """
        models:
        - {name: one, capabilities: [generate], targets: [{name: a, provider: p}]}
        - {name: two, capabilities: [chat, embeddings], config: {route: {model: {path_aliases: [x]}}}, targets: [{name: b, provider: p}]}
        - {name: three, capabilities: [generate], config: {route: {paths: [/other]}}, targets: [{name: c, provider: p}]}
        - {name: four, capabilities: [generate], access: {identity_providers: [k]}, targets: [{name: d, provider: p}]}
        identity_providers: [{name: k, type: key-auth}]
        """)
    // The alias of the second is none of the settings, though the mapping around it is there.
    #expect(
      converted.routes.map { $0["name"]?.string } == [
        "openai-chat", "openai-embeddings", "openai-chat-2", "openai-chat-3",
      ])
    #expect(
      converted.plugins("ai-proxy-advanced").map { [$0["route"]?.string, $0["model"]?.string] } == [
        ["openai-chat", "one"], ["openai-chat", "two"], ["openai-embeddings", "two"], ["openai-chat-2", "three"],
        ["openai-chat-3", "four"],
      ])
  }

  /// Format and type of the provider, capability, then the name of the route and the first path.
  @Test(arguments: [
    ("openai", "openai", "realtime", "openai-realtime", "/ai/realtime"),
    ("openai", "anthropic", "files", "openai-files", "/ai/files"),
    ("anthropic", "anthropic", "batches", "anthropic-batches", "/ai/v1/messages/batches"),
    (
      "bedrock", "bedrock", "video", "bedrock-invoke",
      "~/ai/model/(?<model_name>[^/]+)/invoke(?:-with-response-stream)?"
    ),
    ("gemini", "gemini", "batch", "gemini-batches", "/ai/v1beta/batches"),
    ("gemini", "gemini", "files", "gemini-files", "~/ai/(?:upload/)?v1beta/files"),
    (
      "vertex", "vertex", "generate", "gemini-generate",
      "~/ai/v1beta/models/(?<model_name>[^:/]+):(?:generateContent|streamGenerateContent)"
    ),
    (
      "gemini", "vertex", "rerank", "vertex-ranking",
      "~/ai/v1/projects/(?<project_id>[^/]+)/locations/(?<location_id>[^/]+)/rankingConfigs/(?<ranking_config>[^:/]+):rank"
    ),
    ("cohere", "cohere", "rerank", "cohere-rerank", "/ai/v2/rerank"),
    ("huggingface", "huggingface", "generate", "huggingface-generate", "/ai/generate"),
  ]) func capabilitiesHaveEndpoints(
    _ format: String, _ type: String, _ capability: String, _ name: String, _ path: String
  ) throws {
    let converted = try Converted(
      """
      model_providers: [{name: p, type: \(type)}]
      models:
      - {name: m, capabilities: [\(capability)], formats: [{type: \(format)}], targets: [{name: t, provider: p}]}
      """)
    #expect(converted.messages == [])
    #expect(converted.routes.map { [$0["name"]?.string, $0.texts("paths").first] } == [[name, path]])
  }

  @Test func whatAnInterfaceLacksIsToldAndLeftOut() throws {
    let converted = try Converted(
      """
      model_providers: [{name: v, type: vertex}]
      models:
      - name: m
        formats: [{type: gemini}]
        capabilities: [generate, files, telepathy]
        targets: [{name: t, provider: v}]
      """)
    #expect(converted.routes.count == 1)
    #expect(
      converted.messages == [
        "5:17 warning model 'm': the interface 'vertex' has nothing for the capability 'files'",
        "5:17 warning model 'm': the interface 'vertex' has nothing for the capability 'telepathy'",
      ])
  }

  /// The type of the provider, what the target says, and the options that come of it.
  @Test(arguments: [
    (
      "azure", "{deployment_id: d, api_version: v, max_tokens: 5}",
      "{azure_instance: i, azure_deployment_id: d, azure_api_version: v, max_tokens: 5}"
    ),
    ("anthropic", "{}", "{anthropic_version: '2023-06-01'}"),
    ("anthropic", "{version: v}", "{anthropic_version: v}"),
    ("bedrock", "{region: r, batch_role_arn: b}", "{bedrock: {aws_region: r, batch_role_arn: b}}"),
    ("vertex", "{gcp_environment: {location_id: l, endpoint_id: e}}", "{gemini: {location_id: l, endpoint_id: e}}"),
    ("mistral", "{format: f, temperature: 0.5}", "{mistral_format: f, temperature: 0.5}"),
    ("llama2", "{format: raw}", "{llama2_format: raw}"),
    ("kimi", "{international: true}", "{kimi: {international: true}}"),
    ("cohere", "{wait_for_model: true, top_p: 1}", "{cohere: {wait_for_model: true}, top_p: 1}"),
    ("huggingface", "{use_cache: false}", "{huggingface: {use_cache: false}}"),
    ("databricks", "{workspace_instance_id: w}", "{databricks: {workspace_instance_id: w}}"),
  ]) func optionsHaveTheNamesOfTheProxy(_ type: String, _ config: String, _ options: String) throws {
    let converted = try Converted(
      """
      model_providers: [{name: p, type: \(type), config: {instance: i}}]
      models: [{name: m, capabilities: [generate], targets: [{name: t, provider: p, config: \(config)}]}]
      """)
    #expect(try converted.options == yaml(options))
  }

  /// What a provider says, and what the proxy is told.
  @Test(arguments: [
    (
      "{auth: {params: [{name: n, value: v, location: query}]}}",
      "{param_name: n, param_value: v, param_location: query}"
    ),
    ("{access_key_id: a, secret_access_key: s}", "{aws_access_key_id: a, aws_secret_access_key: s}"),
    ("{auth: {client_id: c, use_managed_identity: true}}", "{azure_client_id: c, azure_use_managed_identity: true}"),
    ("{auth: {type: gcp}}", "{gcp_use_service_account: true}"),
    (
      "{auth: {service_account_json: j, metadata_url: m}}",
      "{gcp_service_account_json: j, gcp_metadata_url: m, gcp_use_service_account: true}"
    ),
    ("{auth: {type: gcp, use_gcp_service_account: false}}", "{gcp_use_service_account: false}"),
  ]) func providersAreProvedTo(_ config: String, _ auth: String) throws {
    let converted = try Converted(
      """
      model_providers: [{name: p, type: gemini, config: \(config)}]
      models: [{name: m, capabilities: [generate], targets: [{name: t, provider: p}]}]
      """)
    let target = converted.plugins("ai-proxy-advanced").first?["config"]?.items("targets").first
    #expect(try target?["auth"] == yaml(auth))
  }

  @Test func rolesToAssumeStandInTheOptions() throws {
    let converted = try Converted(
      """
      model_providers: [{name: p, type: bedrock, config: {auth: {type: aws, assume_role_arn: a, sts_endpoint_url: s}}}]
      models: [{name: m, capabilities: [generate], targets: [{name: eu.anthropic.claude-x, provider: p}]}]
      """)
    #expect(
      try converted.options
        == yaml("{bedrock: {aws_assume_role_arn: a, aws_sts_endpoint_url: s}, anthropic_version: bedrock-2023-05-31}"))
  }

  @Test func embeddingsNameAProvider() throws {
    let converted = try Converted(
      """
      model_providers:
      - {name: az, type: azure, config: {instance: i, auth: {client_id: c}}}
      models:
      - name: m
        capabilities: [generate]
        targets: [{name: t, provider: az}]
        config:
          balancer:
            embeddings: {provider: az, auth: {azure_client_id: own}, model: {name: e, provider: azure, config: {type: azure, deployment_id: d}}}
      """)
    #expect(
      try converted.plugins("ai-proxy-advanced").first?["config"]?["embeddings"]
        == yaml(
          "{auth: {azure_client_id: own}, model: {name: e, provider: azure, options: {azure: {instance: i, deployment_id: d}}}}"
        ))
  }

  @Test func statisticsAreLoggedWhereTheProxyCan() throws {
    let converted = try Converted(
      Self.provider + """
        models:
        - {name: m, capabilities: [audio, batches, files, generate], targets: [{name: t, provider: p}]}
        """)
    let logged = converted.plugins("ai-proxy-advanced").map {
      $0["config"]?.items("targets").first?["logging"]?["log_statistics"]?.bool
    }
    #expect(logged == [false, false, false, false, true, true])
    #expect(converted.plugins("ai-model-selector").count == 4, "batches and files name no model")
  }

  @Test func whatIsOffIsOff() throws {
    let converted = try Converted(
      Self.provider + """
        models:
        - {name: off, enabled: no, capabilities: [generate], targets: [{name: a, provider: p}]}
        - {name: gone, type: api, enabled: false, capabilities: [batches], targets: [{name: b, provider: p}]}
        - {name: api, type: api, capabilities: [batches], targets: [{name: c, provider: p}]}
        - {name: other, type: api, capabilities: [batches], targets: [{name: d, provider: p}]}
        """)
    #expect(converted.state.items("ai_models").map { $0["name"]?.string } == ["off", "api", "other"])
    let proxies = converted.plugins("ai-proxy-advanced")
    #expect(proxies.map { $0["enabled"]?.bool } == [false, nil])
    #expect(proxies.last?["model"] == nil)
    #expect(proxies.last?["config"]?.items("targets").map { $0["model"]?["name"]?.string } == ["c", "d"])
  }

  @Test func videosAreAskedAfterOnARouteOfTheirOwn() throws {
    let converted = try Converted(
      Self.provider + """
        models:
        - name: film
          capabilities: [video]
          policies: [limit]
          access: {identity_providers: [k], acls: {allow: [g]}}
          config: {route: {hosts: [h], model: {path_aliases: [f]}}}
          targets: [{name: a, provider: p}, {name: b, provider: p}]
        policies: [{name: limit, type: rate-limiting}]
        identity_providers: [{name: k, type: key-auth}]
        """)
    #expect(
      try converted.routes.last
        == yaml(
          """
          {name: openai-videos-lifecycle, hosts: [h], methods: [GET, DELETE], strip_path: false,
           paths: [/ai/videos, ~/ai/videos/.+], tags: ["aigw:video-lifecycle"]}
          """))
    let proxy = converted.plugins("ai-proxy-advanced").last
    #expect(proxy?["route"] == "openai-videos-lifecycle" && proxy?["model"] == nil)
    #expect(proxy?["config"]?["model_name_header"] == false)
    #expect(proxy?["config"]?.items("targets").allSatisfy { $0["model"]?["model_alias"] == nil } == true)
    #expect(converted.messages.count == 1 && converted.messages[0].contains("several targets"))
    // What guards the making of a video guards the asking for it.
    let guards = converted.plugins().filter { $0["route"] == "openai-videos-lifecycle" }.map { $0["name"]?.string }
    #expect(guards == ["ai-proxy-advanced", "rate-limiting", "acl", "key-auth"])
  }
}
