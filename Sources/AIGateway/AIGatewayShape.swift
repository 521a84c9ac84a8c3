import StateFiles

/// The entity model of an AI gateway: which keys its files have, and what stands under them.
enum AIGatewayShape {
  /// The shapes by name; `document` is that of a file.
  static let all: [String: DocumentShape] = [
    "document": DocumentShape([
      "models": .list(.shape("model")), "model_providers": .list(.shape("provider")),
      "mcp_servers": .list(.shape("mcpServer")), "agents": .list(.shape("agent")),
      "policies": .list(.shape("policy")), "identity_providers": .list(.shape("identityProvider")),
      "consumers": .list(.shape("consumer")), "consumer_groups": .list(.shape("consumerGroup")),
      "vaults": .list(.shape("vault")),
    ]),
    "model": DocumentShape(
      [
        "id": .text, "type": .text, "name": .text, "display_name": .text, "enabled": .boolean,
        "capabilities": .list(.text), "formats": .list(.shape("format")), "targets": .list(.shape("target")),
        "policies": .list(.text), "access": .shape("modelAccess"), "labels": .map(.text),
        "config": .shape("modelConfig"),
      ], needs: [["name"]]),
    "format": DocumentShape(["type": .text]),
    "target": DocumentShape([
      "name": .text, "weight": .integer, "semantic_description": .text, "allow_auth_override": .boolean,
      "provider": .text, "config": .mapping,
    ]),
    "modelAccess": DocumentShape(["identity_providers": .list(.text), "acls": .shape("acls")]),
    "acls": DocumentShape(["allow": .list(.text), "deny": .list(.text)]),
    "modelConfig": DocumentShape([
      "route": .shape("modelRoute"), "logging": .shape("logging"), "response_streaming": .text,
      "max_request_body_size": .integer, "model": .shape("modelName"), "proxy": .shape("proxy"),
      "balancer": .shape("balancer"),
    ]),
    "modelName": DocumentShape(["name_header": .boolean]),
    "logging": DocumentShape([
      "payloads": .boolean, "statistics": .boolean, "audits": .boolean, "max_payload_size": .integer,
    ]),
    "proxy": DocumentShape([
      "http_proxy": .shape("proxyAddress"), "https_proxy": .shape("proxyAddress"), "proxy_scheme": .text,
      "auth": .shape("proxyLogin"), "no_proxy": .text,
    ]),
    "proxyAddress": DocumentShape(["host": .text, "port": .integer]),
    "proxyLogin": DocumentShape(["username": .text, "password": .text]),
    // What a balancer takes beside these is the gateway's own.
    "balancer": DocumentShape(["vectordb": .mapping, "embeddings": .shape("embeddings")], isOpen: true),
    "embeddings": DocumentShape(["provider": .text, "model": .shape("embeddingModel")], isOpen: true),
    "embeddingModel": DocumentShape(["name": .text, "provider": .text, "config": .mapping], isOpen: true),
    "modelRoute": DocumentShape(route.merging(["model": .shape("routeModel")]) { $1 }),
    "route": DocumentShape(route.merging(["name": .text]) { $1 }),
    "routeModel": DocumentShape(["path_aliases": .list(.text), "body": .anything, "headers": .anything]),
    "provider": DocumentShape(
      ["type": .text, "name": .text, "labels": .map(.text), "config": .shape("providerConfig")], needs: [["name"]]),
    "providerConfig": DocumentShape(
      authentication.merging(["auth": .shape("authentication"), "instance": .text, "project_id": .text]) { $1 }),
    "authentication": DocumentShape(authentication),
    "header": DocumentShape(["name": .text, "value": .text]),
    "parameter": DocumentShape(["name": .text, "value": .text, "location": .text]),
    "mcpServer": DocumentShape(
      [
        "type": .text, "name": .text, "enabled": .boolean, "upstream_url": .text, "policies": .list(.text),
        "labels": .map(.text), "access": .shape("mcpAccess"), "tools": .list(.shape("tool")),
        "config": .shape("mcpConfig"),
      ], needs: [["name"]]),
    "mcpAccess": DocumentShape([
      "acl_attribute_type": .text, "access_token_claim_field": .text, "acls": .shape("acls"),
      "default_tool_acls": .shape("acls"),
    ]),
    "mcpConfig": DocumentShape([
      "route": .shape("route"), "logging": .shape("logging"), "max_request_body_size": .integer, "server": .mapping,
      "access": .shape("mcpAccess"), "proxy": .shape("proxy"), "tools_cache_ttl_seconds": .integer,
    ]),
    "tool": DocumentShape([
      "name": .text, "description": .text, "method": .text, "path": .text, "scheme": .text, "host": .text,
      "headers": .anything, "query": .anything, "request_body": .anything, "responses": .anything,
      "parameters": .anything, "annotations": .anything, "input_schema": .anything, "output_schema": .anything,
      "access": .shape("toolAccess"),
    ]),
    "toolAccess": DocumentShape(["acls": .shape("acls")]),
    "agent": DocumentShape(
      [
        "type": .text, "name": .text, "enabled": .boolean, "policies": .list(.text), "access": .shape("toolAccess"),
        "labels": .map(.text), "config": .shape("agentConfig"),
      ], needs: [["name"]]),
    "agentConfig": DocumentShape([
      "url": .text, "route": .shape("route"), "max_request_body_size": .integer, "logging": .shape("logging"),
    ]),
    "policy": DocumentShape(
      [
        "id": .text, "type": .text, "name": .text, "enabled": .boolean, "global": .boolean, "config": .mapping,
        "labels": .map(.text),
      ], needs: [["type"]]),
    "identityProvider": DocumentShape(
      ["id": .text, "type": .text, "name": .text, "config": .mapping, "labels": .map(.text)], needs: [["type"]]),
    "consumer": DocumentShape(
      [
        "id": .text, "name": .text, "type": .text, "custom_id": .text, "consumer_groups": .list(.text),
        "policies": .list(.text), "labels": .map(.text), "credentials": .list(.shape("credential")),
      ], needs: [["name"]]),
    "credential": DocumentShape([
      "id": .text, "name": .text, "type": .text, "api_key": .text, "ttl": .integer, "labels": .map(.text),
    ]),
    "consumerGroup": DocumentShape(
      ["id": .text, "name": .text, "policies": .list(.text), "labels": .map(.text)], needs: [["name"]]),
    "vault": DocumentShape(
      [
        "id": .text, "type": .text, "name": .text, "description": .text, "config": .mapping, "labels": .map(.text),
      ], needs: [["name"], ["type"]]),
  ]

  /// What a route of any entity has.
  private static let route: [String: DocumentShape.Form] = [
    "paths": .list(.text), "hosts": .list(.text), "methods": .list(.text), "protocols": .list(.text),
    "headers": .map(.list(.text)), "snis": .list(.text), "sources": .list(.anything),
    "destinations": .list(.anything), "strip_path": .boolean, "preserve_host": .boolean,
    "https_redirect_status_code": .integer, "regex_priority": .integer, "path_handling": .text,
    "request_buffering": .boolean, "response_buffering": .boolean, "tags": .list(.text),
  ]

  /// How a provider is proved to, in whatever of its ways.
  private static let authentication: [String: DocumentShape.Form] = [
    "type": .text, "headers": .list(.shape("header")), "params": .list(.shape("parameter")),
    "access_key_id": .text, "secret_access_key": .text, "assume_role_arn": .text, "role_session_name": .text,
    "sts_endpoint_url": .text, "client_id": .text, "client_secret": .text, "tenant_id": .text,
    "use_managed_identity": .boolean, "service_account_json": .text, "metadata_url": .text, "oauth_token_url": .text,
    "use_gcp_service_account": .boolean,
  ]
}
