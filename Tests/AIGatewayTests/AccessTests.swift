import Diagnostics
import Documents
import Testing

@testable import AIGateway

/// What guards models, and what is told of references.
@Suite struct AccessTests {
  private static let model = """
    model_providers: [{name: p, type: openai}]
    policies:
    - {name: limit, type: rate-limiting, config: {minute: 5}, labels: {a: b}}
    - {name: guard, type: ai-prompt-guard, enabled: false}
    - {id: 10000000-0000-4000-8000-000000000001, name: everywhere, type: correlation-id, global: true, labels: {k: v}}
    - {name: login, type: key-auth}
    identity_providers: [{name: keys, type: key-auth, config: {key_names: [k]}}]
    models:

    """

  @Test func policiesAccessListsAndIdentityProvidersFollowTheProxies() throws {
    let converted = try Converted(
      Self.model + """
        - name: m
          capabilities: [generate]
          policies: [limit, guard, limit, everywhere]
          access: {identity_providers: [keys], acls: {deny: [x]}}
          targets: [{name: t, provider: p}]
        consumers: [{name: anonymous, custom_id: own, policies: [limit]}]
        """)
    #expect(converted.messages == [])
    #expect(
      try converted.plugins().first
        == yaml("{id: 10000000-0000-4000-8000-000000000001, name: correlation-id, tags: ['k:v']}"))
    #expect(
      try Node(.array(Array(converted.plugins().dropFirst(3))))
        == yaml(
          """
          - {name: rate-limiting, route: openai-chat, model: m, config: {minute: 5}}
          - {name: ai-prompt-guard, route: openai-chat, model: m, enabled: false}
          - {name: acl, route: openai-chat, model: m, config: {deny: [x], include_consumer_groups: true}}
          - {name: key-auth, route: openai-chat, config: {key_names: [k], anonymous: anonymous}}
          """))
    #expect(
      try Node(.array(converted.state.items("consumers")))
        == yaml(
          """
          - username: anonymous
            custom_id: own
            plugins:
            - {name: rate-limiting, config: {minute: 5}}
            - {name: request-termination, enabled: true, config: {status_code: 401, message: Unauthorized}}
          """))
  }

  @Test func whatNothingHasIsToldWhereItIsNamed() throws {
    let converted = try Converted(
      Self.model + """
        - name: m
          capabilities: [generate]
          policies: [limits]
          access: {identity_providers: [nobody]}
          targets: [{name: t, provider: q}]
        """)
    #expect(
      converted.messages == [
        "12:34 warning model 'm': nothing tells the provider type of the target 't'"
          .replacing("12:34", with: "13:13"),
        "13:33 warning model 'm': the target 't' refers to the unknown provider 'q'",
        "11:14 warning unknown policy reference 'limits'",
        "12:33 warning unknown identity provider reference 'nobody'",
      ])
    #expect(converted.diagnostics.contains { $0.hint == "did you mean 'limit'?" })
    #expect(converted.plugins("ai-proxy-advanced").count == 1, "the model itself is there")
  }

  @Test(arguments: [
    ("policies: [login], targets: [{name: t, provider: p}]", "which a model has as an identity provider"),
    ("access: {acls: {allow: [a], deny: [b]}}, targets: [{name: t, provider: p}]", "has both 'allow' and 'deny'"),
    ("targets: [{name: t}]", "the target 't' has no provider"),
  ]) func whatCannotBeIsAnError(_ fields: String, _ message: String) throws {
    let converted = try Converted(Self.model + "- {name: m, capabilities: [generate], \(fields)}\n")
    #expect(converted.state == .null)
    let errors = converted.diagnostics.filter { $0.severity == .error }
    #expect(errors.count == 1 && errors[0].message.contains(message) && errors[0].place.line == 9, "\(errors)")
  }

  @Test func consumersGroupsAndVaultsHaveTheNamesOfAGateway() throws {
    let converted = try Converted(
      """
      policies: [{name: limit, type: rate-limiting}]
      consumers:
      - name: shop
        custom_id: 17
        consumer_groups: [gold]
        credentials: [{name: a, type: api-key, api_key: k, ttl: 60, labels: {r: s}}, {name: b, type: basic}]
      consumer_groups: [{name: gold, policies: [limit], labels: {x: y}}]
      vaults: [{name: my-env, type: env, description: d, config: {prefix: S_}}]
      """)
    #expect(
      try converted.state
        == yaml(
          """
          _format_version: "3.0"
          _info: {select_tags: ["managed_by:deck-ai"]}
          consumers:
          - username: shop
            custom_id: "17"
            groups: [{name: gold}]
            keyauth_credentials: [{key: k, ttl: 60, tags: ["r:s"]}]
          consumer_groups: [{name: gold, plugins: [{name: rate-limiting}], tags: ["x:y"]}]
          vaults: [{prefix: my-env, name: env, description: d, config: {prefix: S_}}]
          """))
    #expect(converted.messages == ["6:96 warning consumer 'shop': the credential 'b' of type 'basic' is left out"])
  }
}
