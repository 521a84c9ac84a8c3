import Documents
import GatewayRules
import GatewaySchemas

/// The schemas of a control plane: those of the enterprise edition, with what the description of Konnect says otherwise.
enum KonnectSchemas {
  /// The schemas over those of a gateway.
  static func bundle(over bundle: SchemaBundle) -> SchemaBundle { bundle.onKonnect.opening("filter_chains") }

  /// What a route has that is found by an expression.
  private static let expression: [Node] = [
    ["expression": ["type": "string"]],
    ["priority": ["type": "integer", "default": 0, "between": [0, 70_368_744_177_663]]],
  ]
  /// What only other routes have.
  private static let matchers: Set<String> = [
    "methods", "hosts", "paths", "headers", "snis", "sources", "destinations", "regex_priority",
  ]

  /// The schema of routes that are found by expressions.
  static func expressionRoutes(in bundle: SchemaBundle) -> Schema? {
    let fields = (bundle.entityDocument("routes")?["fields"]?.array ?? []).filter { field in
      field.object?.members.first.map { !matchers.contains($0.key) } ?? false
    }
    return Schema(
      name: "routes", document: ["fields": Node(.array(fields + expression)), "entity_checks": []], rules: .gateway)
  }

  /// The kinds that have a JSON Schema, by the names under which it is asked for.
  private static let kinds = [
    "service": "services", "route": "routes", "upstream": "upstreams", "target": "targets", "consumer": "consumers",
    "consumer_group": "consumer_groups", "certificate": "certificates", "ca_certificate": "ca_certificates",
    "sni": "snis", "vault": "vaults", "key": "keys", "key-set": "key_sets",
  ]
  /// Credentials, whose own fields are wrapped in a member `value`.
  private static let credentials = [
    "basic-auth": "basicauth_credentials", "hmac-auth": "hmacauth_credentials", "jwt": "jwt_secrets",
    "mtls-auth": "mtls_auth_credentials",
  ]
  private static let vaults = ["env", "aws", "azure", "conjur", "gcp", "hcv", "konnect"]

  /// The JSON Schema of a kind; nil for a name without one.
  static func jsonSchema(_ type: String, in bundle: SchemaBundle) -> Node? {
    guard var document = (kinds[type] ?? credentials[type]).flatMap(bundle.entityDocument) else { return nil }
    if type == "route" {
      // One schema is for both kinds of routes, so that neither has to have what makes it one.
      document = SchemaSpecialization.document(of: document, by: ["fields": Node(.array(expression))])
    }
    let schema = JSONSchemaForm.record(document)
    if credentials[type] != nil { return JSONSchemaForm.wrapped(schema) }
    guard type == "vault", var object = schema.object else { return schema }
    object["allOf"] = Node(.array(vaults.compactMap { branch($0, in: bundle) }))
    return Node(.object(object))
  }

  /// What a vault of a name is configured with.
  private static func branch(_ name: String, in bundle: SchemaBundle) -> Node? {
    guard let fields = bundle.vaultDocument(name)?["fields"]?.array?.first?["config"] else { return nil }
    let config = Node(.object([name: JSONSchemaForm.property(fields)]))
    return [
      "if": ["properties": ["name": ["const": Node(.string(name))]], "required": ["name"]],
      "then": ["properties": ["config": ["type": "object", "properties": config]]],
    ]
  }
}
