import Documents
import GatewaySandbox
import GatewaySchemas
import Testing

/// The schemas that a control plane serves, and that it judges by.
struct KonnectSchemaTests {
  @Test func entitiesHaveJSONSchemas() async throws {
    try await KonnectClient.run { konnect in
      let service = try await konnect.expect(200, "GET", "/v1/schemas/json/service")
      #expect(service["properties", "retries", "default"] == 5 && service["properties", "retries", "maximum"] == 32767)
      #expect(service["required"] == ["host"])
      #expect(service["properties", "tags", "uniqueItems"] == true)
      #expect(service["properties", "client_certificate", "properties", "id", "type"] == "string")
      let upstream = try await konnect.expect(200, "GET", "/v1/schemas/json/upstream")
      let active = upstream["properties", "healthchecks", "properties", "active", "properties"]
      #expect(active?["http_path"]?["default"] == "/")
      let route = try await konnect.expect(200, "GET", "/v1/schemas/json/route")
      #expect(route["properties", "protocols", "default"] == ["https"])
      #expect(try await konnect.expect(201, "POST", "/routes", ["paths": ["/a"]])["protocols"] == ["https"])
      try await konnect.expect(404, "GET", "/v1/schemas/json/none")
    }
  }

  @Test func credentialsAndVaultsAreWrapped() async throws {
    try await KonnectClient.run { konnect in
      let jwt = try await konnect.expect(200, "GET", "/v1/schemas/json/jwt")
      #expect(jwt["properties", "value", "properties", "algorithm", "default"] == "HS256")
      #expect(jwt["properties", "algorithm"] == nil && jwt["properties", "tags"] != nil)
      let vault = try await konnect.expect(200, "GET", "/v1/schemas/json/vault")
      let branches = vault["allOf"]?.array ?? []
      let names = branches.compactMap { $0["if", "properties", "name", "const"]?.string }
      #expect(names.contains("env") && names.contains("konnect"))
      #expect(
        branches.first?["then", "properties", "config", "properties", "env", "properties", "prefix", "type"] == "string"
      )
    }
  }

  @Test func pluginsAndPartialsHaveTheGatewaysForm() async throws {
    try await KonnectClient.run { konnect in
      let plugin = try await konnect.expect(200, "GET", "/schemas/plugins/rate-limiting")
      #expect(plugin["fields"]?.array?.contains { $0["config"] != nil } == true)
      let partial = try await konnect.expect(200, "GET", "/schemas/partials/redis-ee")
      #expect(partial["fields"]?.array?.isEmpty == false)
      try await konnect.expect(404, "GET", "/schemas/plugins/none")
    }
  }

  @Test func entitiesAreValidatedAndNotStored() async throws {
    try await KonnectClient.run { konnect in
      try await konnect.expect(200, "POST", "/schemas/services/validate", ["host": "h"])
      let wrong = try await konnect.expect(400, "POST", "/schemas/services/validate", ["host": "h", "port": -1])
      #expect(wrong["details", 0, "field"] == "port")
      try await konnect.expect(
        200, "POST", "/schemas/plugins/validate", ["name": "rate-limiting", "config": ["minute": 5]])
      #expect(try await konnect.expect(200, "GET", "/services").ids.isEmpty)
      try await konnect.expect(404, "POST", "/schemas/oauth2_credentials/validate", ["name": "n"])
      let headers = try await konnect.expect(
        400, "POST", "/schemas/routes/validate", ["paths": ["/a"], "headers": ["x": ["y"]]])
      #expect(headers["message"]?.string?.hasPrefix("proto: syntax error") == true)
    }
  }

  @Test func routesByExpressionsHaveNoOtherMatchers() async throws {
    try await KonnectClient.run { konnect in
      let schema = try await konnect.expect(200, "GET", "/v1/schemas/json/route")["properties"]
      #expect(schema?["expression"] != nil && schema?["paths"] != nil)
      let expression: Node = ["name": "r", "expression": "http.path == \"/a\""]
      let made = try await konnect.expect(201, "POST", "/routes", expression)
      #expect(made["priority"] == 0 && made["paths"] == nil && made["regex_priority"] == nil)
      let mixed = try await konnect.expect(
        400, "POST", "/routes", ["expression": "http.path == \"/a\"", "regex_priority": 1])
      #expect(mixed["details", 0, "field"] == "regex_priority")
    }
  }

  /// What the schemas say of an entity, with the defaults in them, is what the description says.
  @Test(
    .enabled(if: KonnectDescription.isThere, KonnectDescription.absence),
    arguments: [
      ("service", "Service"), ("upstream", "Upstream"), ("target", "Target"), ("sni", "SNI"),
      ("consumer", "Consumer"), ("consumer_group", "ConsumerGroup"), ("ca_certificate", "CACertificate"),
      ("certificate", "Certificate"), ("key", "Key"), ("key-set", "KeySet"), ("vault", "Vault"),
    ])
  func theDescriptionsDefaultsAreServed(type: String, name: String) async throws {
    // What can only be written, such as a service's address in one piece, is no field.
    let described = Object(try KonnectDescription.properties(of: name).filter { $0.node["writeOnly"]?.bool != true })
    try await KonnectClient.run { konnect in
      let served = try await konnect.expect(200, "GET", "/v1/schemas/json/\(type)")["properties"]?.object ?? Object()
      #expect(Set(served.keys) == Set(described.keys), "\(type)")
      for member in described where member.node["properties"] == nil {
        #expect(served[member.key]?["default"] == member.node["default"], "\(type).\(member.key)")
      }
    }
  }
}
