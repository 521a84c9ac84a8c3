import Documents
import Foundation
import GatewaySandbox
import GatewaySchemas
import TestSupport
import Testing

/// API documents on their way to a gateway and back.
@Suite struct SpecificationTests {
  private static let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("examples/openapi-to-mcp")

  private static let shop = """
    openapi: 3.1.0
    info: {title: Shop, version: '1'}
    x-kong-tags: [shop]
    x-kong-plugin-key-auth: {config: {key_names: [apikey]}}
    x-kong-plugin-request-validator: {config: {verbose_response: true}}
    servers: [{url: 'https://a.example.com/v1'}, {url: 'https://b.example.com/v1'}]
    paths:
      /orders/{order-id}:
        parameters: [{name: order-id, in: path, required: true, schema: {type: string, format: uuid}}]
        get: {operationId: readOrder, x-kong-plugin-cors: {config: {max_age: 60}}}
        put:
          x-kong-route-defaults: {regex_priority: 10, preserve_host: true}
          requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
      /search:
        x-kong-service-defaults: {retries: 1}
        get:
          parameters: [{name: X-Region, in: header, required: true, schema: {type: string, enum: [eu, us]}}]
    components:
      schemas:
        Order: {type: object, properties: {parent: {$ref: '#/components/schemas/Order'}, note: {type: string}}}
    """

  @Test(arguments: [
    [], ["--no-id"], ["-i"], ["--format", "json"], ["--skip-route-by-header", "--uuid-base", "Team A"],
  ])
  func whatIsMadeOfAnAPIGoesToAGatewayAndBack(flags: [String]) async throws {
    try await Gateway.run(edition: .enterprise) { gateway in
      try gateway.scratch.write("api.yaml", Self.shop)
      func file(_ arguments: String...) async throws -> Program.Run {
        try await Program.run("fairlead", ["file"] + arguments, in: gateway.scratch.folder)
      }
      let made = try await Program.run(
        "fairlead", ["file", "openapi2kong", "-s", "api.yaml", "-o", "kong.yaml"] + flags, in: gateway.scratch.folder)
      #expect(made.status == 0 && made.everything == "", "\(made.everything)")
      let again = try await Program.run(
        "fairlead", ["file", "openapi2kong", "-s", "api.yaml"] + flags, in: gateway.scratch.folder)
      #expect(try again.output == gateway.scratch.read("kong.yaml"), "the same bytes each time")
      let valid = try await file("validate", "kong.yaml")
      #expect(valid.status == 0 && valid.everything == "", "\(valid.everything)")
      let synced = try await gateway.fairlead("sync", "kong.yaml")
      #expect(synced.status == 0, "\(synced.everything)")
      let settled = try await gateway.fairlead("diff", "--non-zero-exit-code", "kong.yaml")
      #expect(settled.status == 0, "\(settled.everything)")
      let routes = flags.contains("--skip-route-by-header") ? 3 : 5
      #expect(try await gateway.list("routes").count == routes)
      #expect(try await gateway.fairlead("dump", "-o", "dump.yaml").status == 0)
      let dumped = try await gateway.fairlead("diff", "--non-zero-exit-code", "dump.yaml")
      #expect(dumped.status == 0, "\(dumped.everything)")
    }
  }

  @Test func referencesAreFollowedToFilesInTheFolderAlone() async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.write("secret.yaml", "get: {operationId: secret}")
    try scratch.write("apis/paths/b.yaml", "get: {operationId: beside}")
    try scratch.write(
      "apis/api.yaml",
      "openapi: 3.1.0\ninfo: {title: T}\npaths:\n  /b: {$ref: paths/b.yaml}\n  /c: {$ref: paths/c.yaml}\n")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.url("apis/paths/c.yaml").path, withDestinationPath: "../../secret.yaml")
    let out = try await Program.run("fairlead", ["file", "openapi2kong", "-s", "apis/api.yaml"], in: scratch.folder)
    #expect(out.status == 1 && out.output == "")
    #expect(out.errors.contains("apis/api.yaml:5:14: error: 'apis/paths/c.yaml' leads out of the document's folder"))
    try FileManager.default.removeItem(at: scratch.url("apis/paths/c.yaml"))
    try scratch.write("apis/paths/c.yaml", "get: {operationId: too}")
    for folder in [scratch.folder, scratch.url("apis")] {
      let name = folder == scratch.folder ? "apis/api.yaml" : "api.yaml"
      let run = try await Program.run("fairlead", ["file", "openapi2kong", "-s", name], in: folder)
      #expect(run.status == 0 && run.output.contains("name: t_beside") && run.output.contains("name: t_too"))
    }
  }

  @Test func whatAGatewayWouldRefuseIsToldWhereItStands() async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.write(
      "api.yaml",
      """
      openapi: 3.0.3
      info: {title: T}
      servers: [{url: 'ftp://h'}]
      x-kong-service-defaults: {retries: many}
      paths:
        /a:
          get:
            x-kong-plugin-rate-limiting: {config: {minutes: 5}}
            x-kong-plugin-acl: {consumer: elsewhere, config: {allow: [g]}}
      """)
    let run = try await Program.run("fairlead", ["file", "openapi2kong", "-s", "api.yaml"], in: scratch.folder)
    #expect(run.status == 0 && run.output.contains("minutes: 5"))
    for place in ["api.yaml:3:17: warning: ", "api.yaml:4:36: warning: ", "api.yaml:8:46: warning: "] {
      #expect(run.errors.contains(place), "\(run.errors)")
    }
    #expect(!run.errors.contains("which no file has"))
  }

  /// A command of a page, with what the page says that it prints.
  private static func commands(of page: String) throws -> [(line: String, output: String)] {
    var commands: [(line: String, output: String)] = []
    var isCommand = false
    for line in try String(contentsOf: example.appendingPathComponent(page), encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      if line.hasPrefix("$ ") {
        commands.append((String(line.dropFirst(2)), ""))
        isCommand = true
      } else if line.hasPrefix("```") {
        isCommand = false
      } else if isCommand {
        commands[commands.count - 1].output += line + "\n"
      }
    }
    return commands
  }

  @Test func theExampleSaysWhatHappens() async throws {
    let commands = try Self.commands(of: "README.md")
    #expect(commands.count == 5)
    try await Gateway.run(edition: .enterprise) { gateway in
      for name in ["api.yaml", "clients.yaml", "key-auth.yaml"] {
        let text = try String(contentsOf: Self.example.appendingPathComponent(name), encoding: .utf8)
        try gateway.scratch.write(name, text)
      }
      for (line, output) in commands {
        let run = try await Program.run(
          "/bin/sh", ["-ec", line],
          environment: [
            "PATH": "\(Programs.folder):/usr/bin:/bin", "FAIRLEAD_KONG_ADDR": gateway.address,
            "DECK_ASSISTANT_KEY": "key-of-the-assistant",
          ], in: gateway.scratch.folder)
        #expect(run.status == 0 && run.everything == output, "\(line)\n\(run.everything)")
      }
      let plugins = try await gateway.list("plugins")
      let tools = plugins.first { $0["name"]?.string == "ai-mcp-proxy" }?["config"]?["tools"]?.array ?? []
      #expect(tools.compactMap { $0["name"]?.string } == ["list-orders", "create-order", "get-order"])
      #expect(plugins.contains { $0["name"]?.string == "key-auth" && $0["service"]?.object != nil })
      #expect(try await gateway.list("key-auths").first?["key"]?.string == "key-of-the-assistant")
    }
  }
}
