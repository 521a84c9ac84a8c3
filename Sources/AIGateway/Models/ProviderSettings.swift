import Documents

/// What proxies are told of a provider.
enum ProviderSettings {
  /// The type under which a proxy knows a provider.
  static func shownType(_ type: String) -> String { type == "vertex" ? "gemini" : type }

  /// How the provider is proved to, as a proxy has it.
  static func auth(_ provider: Node?) -> Object {
    let source = authentication(of: provider)
    var auth = Object()
    if let header = source?.items("headers").first {
      auth.take("name", of: header, as: "header_name")
      auth.take("value", of: header, as: "header_value")
    }
    if let parameter = source?.items("params").first {
      for key in ["name", "value", "location"] { auth.take(key, of: parameter, as: "param_\(key)") }
    }
    for (prefix, keys) in prefixed { for key in keys { auth.take(key, of: source, as: prefix + key) } }
    if let isUsed = source?["use_gcp_service_account"] {
      auth["gcp_use_service_account"] = isUsed
    } else if source?.text("type") == "gcp" || source?.text("service_account_json") != nil {
      auth["gcp_use_service_account"] = true
    }
    return auth
  }

  /// Where a provider says how to prove who is asking: in a mapping of its own, or among the rest.
  static func authentication(of provider: Node?) -> Node? {
    let config = provider?["config"]
    return config?["auth"] ?? config
  }

  static let prefixed: KeyValuePairs = [
    "aws_": ["access_key_id", "secret_access_key"],
    "azure_": ["client_id", "client_secret", "tenant_id", "use_managed_identity"],
    "gcp_": ["service_account_json", "metadata_url", "oauth_token_url"],
  ]
}
