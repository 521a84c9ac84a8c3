import Diagnostics
import Documents
import Testing

@testable import AIGateway

/// Agents and MCP servers, and the form of the document.
@Suite struct ServiceTests {
  @Test func anAgentIsAServiceWithARoute() throws {
    let converted = try Converted(
      """
      policies: [{name: limit, type: rate-limiting}]
      agents:
      - name: planner
        type: a2a
        policies: [limit]
        access: {acls: {deny: [bronze]}}
        labels: {t: u}
        config: {url: "https://planner.example", route: {paths: [/p]}, logging: {max_payload_size: 9}, max_request_body_size: 8}
      - {name: plain, type: http, enabled: false, config: {url: "http://plain.example", route: {name: own}}}
      """)
    #expect(converted.messages == [])
    #expect(
      try Node(.array(converted.state.items("services")))
        == yaml(
          """
          - name: planner
            url: https://planner.example
            tags: ["t:u"]
            routes:
            - name: planner-route
              paths: [/p]
              plugins:
              - {name: rate-limiting}
              - {name: acl, config: {deny: [bronze], include_consumer_groups: true}}
              - name: ai-a2a-proxy
                config:
                  logging: {log_statistics: true, log_payloads: false, max_payload_size: 9}
                  max_request_body_size: 8
          - {name: plain, url: "http://plain.example", enabled: false, routes: [{name: own}]}
          """))
  }

  @Test func accessOfAServerIsThatOfBothPlaces() throws {
    let converted = try Converted(
      """
      mcp_servers:
      - name: tools
        type: conversion-listener
        upstream_url: https://orders.example
        access: {acls: {allow: [gold]}, default_tool_acls: {deny: [bronze]}}
        labels: {m: c}
        tools:
        - name: list
          description: Lists
          method: GET
          path: /
          access: {acls: {allow: [a, a], deny: [b]}}
        config:
          server: {timeout: 5, label: l}
          logging: {audits: true}
          access: {acl_attribute_type: oauth_access_token, acls: {allow: [gold, silver]}}
      """)
    #expect(converted.messages == [])
    let plugin = converted.state.items("services").first?.items("routes").first?.items("plugins").first
    #expect(
      try plugin
        == yaml(
          """
          name: ai-mcp-proxy
          tags: ["m:c"]
          config:
            mode: conversion-listener
            server: {timeout: 5, tag: l}
            logging: {log_statistics: true, log_payloads: false, log_audits: true}
            acl_attribute_type: oauth_access_token
            default_acl: [{allow: [gold, silver], deny: [bronze]}]
            tools: [{name: list, description: Lists, method: GET, path: /, acl: {allow: [a], deny: [b]}}]
          """))
  }

  @Test func whatAServiceLacksIsTold() throws {
    let converted = try Converted(
      """
      agents: [{name: a, type: pigeon}]
      mcp_servers: [{name: s, type: passthrough-listener}]
      """)
    #expect(
      converted.messages == [
        "2:15 warning MCP server 's' passes requests through and has no upstream_url: the host is localhost",
        "1:10 warning agent 'a' has no config.url, so that its service leads nowhere",
        "1:26 warning agent 'a' has the unknown type 'pigeon' and is taken as one of plain HTTP",
      ])
    #expect(converted.state.items("services").map { $0["host"]?.string } == ["localhost", nil])
  }

  @Test func aToolWithoutDescriptionIsRefused() throws {
    let converted = try Converted("mcp_servers: [{name: s, type: listener, upstream_url: u, tools: [{name: t}]}]")
    #expect(converted.state == .null)
    #expect(converted.messages == ["1:66 error MCP server 's': the tool 't' has no description"])
  }

  @Test func unknownKeysAreToldAtTheirLines() throws {
    let converted = try Converted(
      """
      bogus: 1
      models:
      - name: a
        capabilites: [generate]
        config: {route: {paths: [/a], nope: 2}}
      """)
    #expect(
      converted.messages == [
        "1:1 warning unknown key 'bogus'", "4:3 warning unknown key 'models[0].capabilites'",
        "5:33 warning unknown key 'models[0].config.route.nope'",
      ])
    #expect(converted.diagnostics.first { $0.place.line == 4 }?.hint == "did you mean 'capabilities'?")
    #expect(converted.state.items("ai_models").count == 1)
  }

  @Test(arguments: [
    ("models: {name: a}", "1:9 error 'models' is a list, not a mapping"),
    ("- a", "1:1 error the document is a mapping, not a list"),
    ("models: [{name: [a]}]", "1:17 error 'models[0].name' is a string, not a list"),
    ("models: [{capabilities: []}]", "1:10 error 'models[0]' needs 'name'"),
  ]) func otherFormsAreErrors(_ text: String, _ message: String) throws {
    let converted = try Converted(text)
    #expect(converted.messages == [message] && converted.state == .null)
  }

  @Test func documentsAreJoinedAndNothingIsNoFault() throws {
    let joined = try Converted("consumers: [{name: a}]\n---\nconsumers: [{name: b}]\n")
    #expect(joined.state.items("consumers").count == 2)
    for text in ["", "models: null\nagents: []\n"] {
      let empty = try Converted(text)
      #expect(empty.messages == [] && empty.state.object?.keys == ["_format_version", "_info"])
    }
  }

  @Test func expressionsStayAsTheyStand() throws {
    let converted = try Converted(
      "vaults: [{name: v, type: env, config: {prefix: \"${{ env 'DECK_P' }}\"}, description: ${{ env \"DECK_D\" }}}]")
    let vault = converted.state.items("vaults").first
    #expect(vault?["config"]?["prefix"]?.string == "${{ env 'DECK_P' }}")
    #expect(vault?["description"]?.string == "${{ env \"DECK_D\" }}")
  }
}
