/// What a state file may hold by itself: the fields of each kind of entry with their forms, and which it cannot be without.
///
/// This is the file format as all its readers take it. What a gateway makes of the values is for its schemas to say.
package enum StateFileShape {
  /// The shapes by name; `file` is that of a whole file.
  package static let all: [String: DocumentShape] = file.merging(proxies) { $1 }.merging(identities) { $1 }
    .merging(others) { $1 }

  private typealias Fields = [String: DocumentShape.Form]

  private static let times: Fields = ["created_at": .integer, "updated_at": .integer]
  private static let marks: Fields = ["id": .text, "tags": .list(.text)]

  /// Another entity, as what tells it from others.
  private static let other: DocumentShape.Form = .named(.shape("reference"))

  private static func shape(_ fields: Fields, needs: [[String]] = []) -> DocumentShape {
    DocumentShape(fields.merging(times) { own, _ in own }.merging(marks) { $1 }, needs: needs)
  }

  private static let file: [String: DocumentShape] = [
    "file": DocumentShape([
      "_format_version": .text, "_info": .shape("info"), "_konnect": .shape("konnect"), "_transform": .boolean,
      "_workspace": .text, "_plugin_configs": .map(.mapping),
      "ca_certificates": .list(.shape("caCertificate")), "certificates": .list(.shape("certificate")),
      "cloned_plugins": .list(.shape("clonedPlugin")), "consumer_groups": .list(.shape("consumerGroup")),
      "consumers": .list(.shape("consumer")), "custom_entities": .list(.shape("customEntity")),
      "custom_plugins": .list(.shape("customPlugin")), "filter_chains": .list(.shape("filterChain")),
      "key_sets": .list(.shape("keySet")), "keys": .list(.shape("key")), "licenses": .list(.shape("license")),
      "partials": .list(.shape("partial")), "plugins": .list(.shape("plugin")),
      "rbac_roles": .list(.shape("role")), "routes": .list(.shape("route")), "services": .list(.shape("service")),
      "upstreams": .list(.shape("upstream")), "vaults": .list(.shape("vault")),
      "service_packages": .list(.mapping), "ai_models": .list(.mapping),
    ]),
    "info": DocumentShape([
      "select_tags": .list(.text), "default_lookup_tags": .map(.list(.text)), "defaults": .map(.mapping),
      "consumer_group_policy_overrides": .boolean, "include_plugin_definitions": .boolean,
      "skip_hash_for_basic_auth": .boolean,
    ]),
    "konnect": DocumentShape(["control_plane_name": .text, "runtime_group_name": .text]),
    // An entity in the place of a reference: what is read of it is what tells it from others.
    "reference": DocumentShape([:], isOpen: true),
  ]

  private static let proxies: [String: DocumentShape] = [
    "service": shape(
      [
        "name": .text, "url": .text, "protocol": .text, "host": .text, "port": .integer, "path": .text,
        "retries": .integer, "connect_timeout": .integer, "read_timeout": .integer, "write_timeout": .integer,
        "enabled": .boolean, "tls_verify": .boolean, "tls_verify_depth": .integer, "ca_certificates": .list(.text),
        "client_certificate": .named(.text), "tls_sans": .shape("tlsNames"), "routes": .list(.shape("route")),
        "plugins": .list(.shape("plugin")), "filter_chains": .list(.shape("filterChain")),
      ], needs: [["name", "id"]]),
    "tlsNames": DocumentShape(["dnsnames": .list(.text), "uris": .list(.text)]),
    "route": shape(
      [
        "name": .text, "service": other, "protocols": .list(.text), "methods": .list(.text),
        "hosts": .list(.text), "paths": .list(.text), "headers": .map(.list(.text)), "snis": .list(.text),
        "sources": .list(.shape("address")), "destinations": .list(.shape("address")), "expression": .text,
        "priority": .integer, "regex_priority": .integer, "path_handling": .text, "strip_path": .boolean,
        "preserve_host": .boolean, "https_redirect_status_code": .integer, "request_buffering": .boolean,
        "response_buffering": .boolean, "plugins": .list(.shape("plugin")),
        "filter_chains": .list(.shape("filterChain")),
      ], needs: [["name", "id"]]),
    "address": DocumentShape(["ip": .text, "port": .integer]),
    "upstream": shape(
      [
        "name": .text, "algorithm": .text, "slots": .integer, "host_header": .text, "use_srv_name": .boolean,
        "client_certificate": other, "hash_on": .text, "hash_on_header": .text,
        "hash_on_cookie": .text, "hash_on_cookie_path": .text, "hash_on_query_arg": .text,
        "hash_on_uri_capture": .text, "hash_fallback": .text, "hash_fallback_header": .text,
        "hash_fallback_query_arg": .text, "hash_fallback_uri_capture": .text, "sticky_sessions_cookie": .text,
        "sticky_sessions_cookie_path": .text, "healthchecks": .shape("healthchecks"),
        "targets": .list(.named(.shape("target"))),
      ], needs: [["name"]]),
    "healthchecks": DocumentShape([
      "threshold": .number, "active": .shape("activeCheck"), "passive": .shape("passiveCheck"),
    ]),
    "activeCheck": DocumentShape([
      "type": .text, "concurrency": .integer, "timeout": .number, "http_path": .text, "https_sni": .text,
      "https_verify_certificate": .boolean, "headers": .map(.list(.text)), "healthy": .shape("healthy"),
      "unhealthy": .shape("unhealthy"),
    ]),
    "passiveCheck": DocumentShape(["type": .text, "healthy": .shape("healthy"), "unhealthy": .shape("unhealthy")]),
    "healthy": DocumentShape(["interval": .number, "successes": .integer, "http_statuses": .list(.integer)]),
    "unhealthy": DocumentShape([
      "interval": .number, "http_failures": .integer, "tcp_failures": .integer, "timeouts": .integer,
      "http_statuses": .list(.integer),
    ]),
    "target": shape(
      ["target": .text, "weight": .integer, "failover": .boolean, "upstream": other, "created_at": .number],
      needs: [["target"]]),
    "plugin": shape(
      [
        "name": .text, "instance_name": .text, "enabled": .boolean, "condition": .text, "run_on": .text,
        "config": .mapping, "_config": .text, "ordering": .shape("ordering"), "protocols": .list(.text),
        "partials": .list(.mapping), "service": .named(.text), "route": .named(.text), "consumer": .named(.text),
        "consumer_group": .named(.text),
      ], needs: [["name"]]),
    "ordering": DocumentShape(["before": .map(.list(.text)), "after": .map(.list(.text))]),
    "filterChain": shape(
      [
        "name": .text, "enabled": .boolean, "service": .named(.text), "route": .named(.text),
        "filters": .list(.shape("filter")),
      ], needs: [["filters"]]),
    "filter": DocumentShape(["name": .text, "enabled": .boolean, "config": .anything], needs: [["name"]]),
  ]

  private static let identities: [String: DocumentShape] = [
    "consumer": shape(
      [
        "username": .text, "custom_id": .text, "plugins": .list(.shape("plugin")),
        "groups": .list(.shape("group")), "acls": .list(.shape("acl")),
        "keyauth_credentials": .list(.shape("keyAuth")), "basicauth_credentials": .list(.shape("basicAuth")),
        "hmacauth_credentials": .list(.shape("hmacAuth")), "jwt_secrets": .list(.shape("jwt")),
        "oauth2_credentials": .list(.shape("oauth2")), "mtls_auth_credentials": .list(.shape("mutualTLS")),
      ], needs: [["username", "custom_id"]]),
    "group": shape(["name": .text]),
    "acl": shape(["group": .text, "consumer": other], needs: [["group"]]),
    "keyAuth": shape(["key": .text, "ttl": .integer, "consumer": other], needs: [["key"]]),
    "basicAuth": shape(
      ["username": .text, "password": .text, "consumer": other], needs: [["username"], ["password"]]),
    "hmacAuth": shape(
      ["username": .text, "secret": .text, "consumer": other], needs: [["username"], ["secret"]]),
    "jwt": shape(
      [
        "algorithm": .text, "key": .text, "secret": .text, "rsa_public_key": .text, "consumer": other,
      ], needs: [["algorithm"], ["key"], ["secret"]]),
    "oauth2": shape(
      [
        "name": .text, "client_id": .text, "client_secret": .text, "client_type": .text, "hash_secret": .boolean,
        "redirect_uris": .list(.text), "consumer": other,
      ], needs: [["name"], ["client_id"], ["client_secret"]]),
    "mutualTLS": shape(
      [
        "subject_name": .text, "ca_certificate": other, "consumer": other,
      ], needs: [["id"], ["subject_name"]]),
    "consumerGroup": shape([
      "name": .text, "consumers": .list(.shape("member")), "plugins": .list(.shape("groupPlugin")),
    ]),
    "member": shape(["username": .text, "custom_id": .text]),
    "groupPlugin": shape([
      "name": .text, "instance_name": .text, "config": .mapping, "_config": .text, "partials": .list(.mapping),
      "consumer_group": other,
    ]),
  ]

  private static let others: [String: DocumentShape] = [
    "certificate": shape(
      ["cert": .text, "key": .text, "snis": .list(other)], needs: [["id"], ["cert"], ["key"]]),
    "caCertificate": shape(["cert": .text, "cert_digest": .text], needs: [["cert"]]),
    "vault": shape(["name": .text, "prefix": .text, "description": .text, "config": .mapping]),
    "keySet": shape(["name": .text], needs: [["name", "id"]]),
    "key": shape(
      ["name": .text, "kid": .text, "jwk": .text, "pem": .shape("pem"), "set": other],
      needs: [["name", "id"]]),
    "pem": DocumentShape(["private_key": .text, "public_key": .text]),
    "partial": shape(["name": .text, "type": .text, "config": .mapping], needs: [["type"]]),
    "license": shape(["payload": .text]),
    "customEntity": DocumentShape(["id": .text, "type": .text, "fields": .mapping], needs: [["type"]]),
    "customPlugin": shape(
      ["name": .text, "schema": .text, "handler": .text], needs: [["name"], ["schema"], ["handler"]]),
    "clonedPlugin": shape(["name": .text, "ref": .text, "priority": .integer], needs: [["name"], ["ref"]]),
    "role": shape(
      [
        "name": .text, "comment": .text, "is_default": .boolean,
        "endpoint_permissions": .list(.shape("endpointPermission")),
      ], needs: [["name"]]),
    "endpointPermission": DocumentShape(
      [
        "workspace": .text, "endpoint": .text, "actions": .list(.text), "comment": .text, "negative": .boolean,
        "role": other, "created_at": .integer,
      ], needs: [["workspace"], ["endpoint"]]),
  ]
}
