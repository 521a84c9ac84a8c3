import Documents
import GatewaySandbox
import GatewaySchemas
import Testing

/// The enterprise edition: what it adds, and that the open source edition does not have it.
struct EnterpriseTests {
  private let id = "10000000-0000-4000-8000-000000000001"

  private func withEnterprise(_ body: (HTTPConnection) async throws -> Void) async throws {
    try await withSandbox({ $0.edition = .enterprise }) { connection, _ in try await body(connection) }
  }

  @Test(arguments: ["/workspaces", "/consumer_groups", "/rbac/roles", "/licenses", "/partials", "/degraphql_routes"])
  func theOpenSourceEditionHasNoneOfIt(_ path: String) async throws {
    try await withSandbox { connection, _ in
      _ = try await connection.expect(404, "GET", path)
      let ordered = try await connection.expect(
        400, "POST", "/plugins", ["name": "cors", "ordering": ["before": ["access": ["key-auth"]]]])
      #expect(ordered["fields", "ordering"] == "unknown field")
    }
  }

  @Test func workspacesKeepTheirEntitiesApart() async throws {
    try await withEnterprise { connection in
      try await connection.expect(404, "GET", "/team/workspaces/team")
      try await connection.expect(201, "POST", "/workspaces", ["name": "team"])
      try await connection.expect(409, "POST", "/workspaces", ["name": "team"])
      try await connection.expect(200, "GET", "/team/workspaces/team")
      try await connection.expect(200, "GET", "/team/kong")
      try await connection.expect(201, "POST", "/team/services", ["name": "a", "host": "h"])
      try await connection.expect(201, "POST", "/services", ["name": "a", "host": "i"])
      #expect(try await connection.expect(200, "GET", "/team/services/a")["host"] == "h")
      #expect(try await connection.expect(200, "GET", "/default/services/a")["host"] == "i")
      #expect(try await connection.expect(400, "DELETE", "/workspaces/team")["message"] == "Workspace is not empty")
      try await connection.expect(204, "DELETE", "/team/services/a")
      try await connection.expect(204, "DELETE", "/workspaces/team")
      try await connection.expect(404, "GET", "/team/services")
      try await connection.expect(400, "DELETE", "/workspaces/default")
    }
  }

  @Test func groupsHaveMembersAndPlugins() async throws {
    try await withEnterprise { connection in
      let group = try await connection.expect(201, "POST", "/consumer_groups", ["name": "gold"])
      try await connection.expect(201, "POST", "/consumers", ["username": "a"])
      try await connection.expect(201, "POST", "/consumer_groups/gold/consumers", ["consumer": "a"])
      try await connection.expect(409, "POST", "/consumer_groups/gold/consumers", ["consumer": "a"])
      let plugin = try await connection.expect(
        201, "POST", "/consumer_groups/gold/plugins",
        ["name": "rate-limiting-advanced", "config": ["limit": [5], "window_size": [60], "sync_rate": -1]])
      #expect(plugin["consumer_group", "id"] == group["id"])
      let whole = try await connection.expect(200, "GET", "/consumer_groups/gold")
      #expect(whole["consumer_group", "name"] == "gold")
      #expect(whole["consumers", 0, "username"] == "a")
      #expect(whole["plugins", 0, "name"] == "rate-limiting-advanced")
      let brief = try await connection.expect(200, "GET", "/consumer_groups/gold?list_consumers=false")
      #expect(brief["consumers"] == nil)
      #expect(try await connection.expect(200, "GET", "/consumers/a/consumer_groups")["data", 0, "name"] == "gold")
      try await connection.expect(204, "DELETE", "/consumer_groups/gold/consumers/a")
      try await connection.expect(404, "DELETE", "/consumer_groups/gold/consumers/a")
      try await connection.expect(204, "DELETE", "/consumer_groups/gold")
      #expect(try await connection.expect(200, "GET", "/plugins").ids.isEmpty)
    }
  }

  @Test func groupLimitsMayBeOverridden() async throws {
    try await withEnterprise { connection in
      try await connection.expect(201, "POST", "/consumer_groups", ["name": "gold"])
      let path = "/consumer_groups/gold/overrides/plugins/rate-limiting-advanced"
      let made = try await connection.expect(201, "PUT", path, ["config": ["limit": [5], "window_size": [60]]])
      #expect(made["group"] == "gold")
      #expect(made["config", "window_type"] == "sliding")
      try await connection.expect(201, "PUT", path, ["config": ["limit": [6], "window_size": [60]]])
      #expect(try await connection.expect(200, "GET", "/consumer_groups/gold")["plugins", 0, "config", "limit"] == [6])
      try await connection.expect(204, "DELETE", path)
    }
  }

  @Test func rolesHavePermissions() async throws {
    try await withEnterprise { connection in
      try await connection.expect(201, "POST", "/rbac/roles", ["name": "dev", "comment": "c"])
      let made = try await connection.expect(
        201, "POST", "/rbac/roles/dev/endpoints",
        ["workspace": "default", "endpoint": "/services/*", "actions": "read,create"])
      #expect(made["actions"] == ["create", "read"])
      #expect(try await connection.expect(200, "GET", "/rbac/roles/dev/endpoints")["data"]?.array?.count == 1)
      let path = "/rbac/roles/dev/endpoints/default/services/*"
      #expect(try await connection.expect(200, "PATCH", path, ["negative": true])["negative"] == true)
      let permissions = try await connection.expect(200, "GET", "/rbac/roles/dev/permissions")
      #expect(permissions["endpoints", "default", "/services/*", "negative"] == true)
      let bad = try await connection.expect(
        400, "POST", "/rbac/roles/dev/endpoints", ["endpoint": "/routes", "actions": ["fly"]])
      #expect(bad["fields", "actions", 0]?.string?.hasPrefix("expected one of") == true)
      try await connection.expect(204, "DELETE", path)
      try await connection.expect(404, "GET", path)
    }
  }

  @Test func partialsAreSharedByPlugins() async throws {
    try await withEnterprise { connection in
      let partial = try await connection.expect(
        201, "POST", "/partials", ["name": "r", "type": "redis-ee", "config": ["host": "r.test"]])
      #expect(partial["config", "port"] == 6379)
      let partialID = try #require(partial["id"])
      let plugin = try await connection.expect(
        201, "POST", "/plugins",
        [
          "name": "rate-limiting-advanced", "partials": [["id": partialID]],
          "config": ["limit": [5], "window_size": [60], "strategy": "redis", "sync_rate": 0],
        ])
      #expect(plugin["partials", 0, "path"] == "config.redis")
      let links = try await connection.expect(200, "GET", "/partials/r/links")
      #expect(links["count"] == 1)
      #expect(links["data", 0, "id"] == plugin["id"])
      try await connection.expect(400, "DELETE", "/partials/r")
      try await connection.expect(400, "POST", "/partials", ["type": "no-such", "config": [:]])
      try await connection.expect(
        400, "POST", "/plugins", ["name": "proxy-cache-advanced", "partials": [["id": Node(.string(id))]]])
      #expect(try await connection.expect(200, "GET", "/schemas/partials/redis-ee")["fields"]?.array?.isEmpty == false)
    }
  }

  @Test func servicesHaveGraphRoutesAndCosts() async throws {
    try await withEnterprise { connection in
      try await connection.expect(201, "POST", "/services", ["name": "a", "host": "h"])
      let route = try await connection.expect(
        201, "POST", "/services/a/degraphql/routes", ["uri": "/u", "query": "query { u }"])
      #expect(route["methods"] == ["GET"])
      #expect(try await connection.expect(200, "GET", "/degraphql_routes").ids == [route["id"]?.string ?? ""])
      let cost = try await connection.expect(
        201, "POST", "/services/a/graphql-rate-limiting-advanced/costs", ["type_path": "Query.u", "mul_constant": 2])
      #expect(cost["add_constant"] == 1)
      #expect(try await connection.expect(200, "GET", "/graphql-rate-limiting-advanced/costs").ids.count == 1)
      try await connection.expect(204, "DELETE", "/services/a")
      #expect(try await connection.expect(200, "GET", "/degraphql_routes").ids.isEmpty)
    }
  }

  @Test func pluginsMayBeOrderedClonedAndCustom() async throws {
    try await withEnterprise { connection in
      let ordered = try await connection.expect(
        201, "POST", "/plugins", ["name": "cors", "ordering": ["before": ["access": ["key-auth"]]]])
      #expect(ordered["ordering", "before", "access"] == ["key-auth"])
      try await connection.expect(400, "POST", "/plugins", ["name": "my-cors"])
      try await connection.expect(201, "POST", "/cloned-plugins", ["name": "my-cors", "ref": "cors"])
      let clone = try await connection.expect(201, "POST", "/plugins", ["name": "my-cors", "config": ["max_age": 3]])
      #expect(clone["config", "credentials"] == false)
      try await connection.expect(
        201, "POST", "/custom-plugins", ["name": "mine", "schema": "return {}", "handler": "return {}"])
      try await connection.expect(201, "POST", "/plugins", ["name": "mine", "config": ["any": ["thing"]]])
      #expect(try await connection.expect(200, "GET", "/schemas/plugins/my-cors")["fields"]?.array?.isEmpty == false)
    }
  }

  @Test func licensesAndEnterprisePluginsAreThere() async throws {
    try await withEnterprise { connection in
      let license = try await connection.expect(201, "POST", "/licenses", ["payload": "{}"])
      let licenseID = try #require(license["id"]?.string)
      #expect(try await connection.expect(200, "GET", "/licenses/\(licenseID)")["payload"] == "{}")
      let plugin = try await connection.expect(
        201, "POST", "/plugins", ["name": "mtls-auth", "config": ["ca_certificates": [Node(.string(id))]]])
      #expect(plugin["config", "skip_consumer_lookup"] == false)
      try await connection.expect(400, "POST", "/plugins", ["name": "openid-connect", "config": [:]])
      try await connection.expect(
        201, "POST", "/plugins", ["name": "openid-connect", "config": ["issuer": "https://i.test/"]])
      #expect(try await connection.expect(200, "GET", "/")["version"]?.string?.hasSuffix("enterprise-edition") == true)
    }
  }
}
