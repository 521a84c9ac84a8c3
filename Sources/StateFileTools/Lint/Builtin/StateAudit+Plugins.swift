import Comparison
import Diagnostics
import Documents
import GatewayModel

extension StateAudit {
  /// Plugins that take credentials which the upstream does not need, and can keep them.
  private static let hiding: Set<String> = [
    "basic-auth", "hmac-auth", "key-auth", "key-auth-enc", "ldap-auth", "ldap-auth-advanced", "oauth2",
    "oauth2-introspection", "vault-auth",
  ]
  private static let verifying: Set<String> = [
    "https_verify", "ssl_validate_certificate", "ssl_verify", "tls_verify", "verify_ldap_host", "verify_peer",
  ]
  private static let endpointFields: Set<String> = ["endpoint", "http_endpoint", "logs_endpoint", "traces_endpoint"]

  mutating func checkPlugins() {
    var first: [String: StateInventory.Item] = [:]
    for plugin in inventory.plugins {
      guard let name = plugin.fields["name"]?.string else { continue }
      let title = "plugin \(name)"
      let configuration = plugin.fields["config"] ?? Node(.object(Object()))
      checkDuplicate(of: plugin, name, &first)
      if plugin.fields["enabled"]?.bool == false {
        tell(
          "disabled-plugin", .hint, "\(title) is switched off", at: plugin.place(of: "enabled"), plugin.ignored,
          hint: "remove it, if it is not needed")
        continue
      }
      if Self.hiding.contains(name), configuration["hide_credentials"]?.bool != true, plugin.fields["_config"] == nil {
        tell(
          "forwarded-credentials", .warn, "\(title) passes credentials on to the upstream",
          at: configuration["hide_credentials"]?.place ?? plugin.place, plugin.ignored,
          hint: "set config.hide_credentials to true, unless the upstream needs them")
      }
      if StateInventory.authenticates(plugin), let anonymous = configuration["anonymous"], !anonymous.isNull {
        tell(
          "anonymous-consumer", .warn, "\(title) lets requests without credentials pass", at: anonymous.place,
          plugin.ignored, hint: "keep a request-termination on that consumer, or remove it")
      }
      if name == "pre-function" || name == "post-function" {
        tell(
          "inline-code", .info, "\(title) runs code that stands in the configuration", at: plugin.place, plugin.ignored,
          hint: "code that is reviewed and tested elsewhere belongs into a plugin of its own")
      }
      checkOrigins(configuration, name, plugin)
      checkModels(configuration, name, plugin)
      checkEndpoints(configuration, title, plugin.ignored)
    }
  }

  private mutating func checkDuplicate(
    of plugin: StateInventory.Item, _ name: String, _ first: inout [String: StateInventory.Item]
  ) {
    let scopes = ["service", "route", "consumer", "consumer_group"].map { field in
      plugin.fields[field].flatMap { $0.string ?? $0["name"]?.string ?? $0["id"]?.string } ?? ""
    }
    let scope = scopes.allSatisfy(\.isEmpty) ? "\(plugin.owner)" : scopes.joined(separator: "\u{0}")
    guard let other = first.updateValue(plugin, forKey: "\(name)\u{0}\(scope)") else { return }
    tell(
      "duplicate-plugin", .error, "plugin \(name) stands on the same scope as that of line \(other.place.line)",
      at: plugin.place, plugin.ignored, hint: "a gateway takes one; merge their configurations")
  }

  private mutating func checkOrigins(_ configuration: Node, _ name: String, _ plugin: StateInventory.Item) {
    guard name == "cors", configuration["credentials"]?.bool == true else { return }
    for origin in configuration["origins"]?.array ?? [] where origin.string == "*" {
      tell(
        "any-origin-with-credentials", .warn, "any site may send requests with its visitors' credentials",
        at: origin.place, plugin.ignored, hint: "name the origins")
    }
  }

  private mutating func checkModels(_ configuration: Node, _ name: String, _ plugin: StateInventory.Item) {
    guard name == "ai-proxy" || name == "ai-proxy-advanced" else { return }
    let targets = configuration["targets"]?.array ?? [configuration]
    for target in targets {
      guard target["route_type"]?.string?.hasPrefix("llm/v1/chat") ?? false, let model = target["model"],
        model["options"]?["max_tokens"] == nil
      else { continue }
      tell(
        "unlimited-tokens", .info, "\(name) sets no limit to the length of answers", at: model.place, plugin.ignored,
        hint: "set model.options.max_tokens")
    }
  }

  /// Looks at addresses and at switches that turn verification off, on all levels of a configuration.
  private mutating func checkEndpoints(_ node: Node, _ title: String, _ ignored: Set<String>) {
    for item in node.array ?? [] { checkEndpoints(item, title, ignored) }
    for member in node.object ?? Object() {
      if Self.verifying.contains(member.key), member.node.bool == false {
        tell(
          "unverified-tls", .warn, "\(title) does not verify certificates: \(member.key) is false",
          at: member.node.place,
          ignored)
      }
      if Self.endpointFields.contains(member.key), let text = member.node.string, let parts = EndpointText(text),
        parts.scheme == "http", !EndpointText.isLoopback(parts.host)
      {
        tell(
          "plaintext-endpoint", .warn, "\(title) sends data to \(parts.host) without encryption", at: member.node.place,
          ignored, hint: "use https")
      }
      checkEndpoints(member.node, title, ignored)
    }
  }

  // MARK: Secrets

  /// Looks for secrets that stand in the file as they are, on all levels.
  mutating func checkSecrets(_ node: Node, _ ignored: Set<String>, key: String) {
    for item in node.array ?? [] {
      checkSecrets(item, StateInventory.ignored(item, ignored), key: key)
      if let text = item.string, let colon = text.firstIndex(of: ":"), isHeaderList(key),
        Secrets.isSecret(name: String(text[..<colon]), field: nil), isLiteral(String(text[colon...].dropFirst()))
      {
        tellSecret("the header \(text[..<colon])", at: item.place, ignored)
      }
    }
    for member in node.object ?? Object() {
      if let text = member.node.string, isLiteral(text) {
        let isKey = member.key == "key" && ["keyauth_credentials", "certificates"].contains(key)
        if isKey || Secrets.isSecret(name: member.key, field: nil) {
          tellSecret("'\(member.key)'", at: member.node.place, ignored)
        }
      }
      checkSecrets(member.node, StateInventory.ignored(member.node, ignored), key: member.key)
    }
  }

  private func isHeaderList(_ key: String) -> Bool { key == "headers" || key == "json" || key == "querystring" }

  private func isLiteral(_ text: String) -> Bool {
    !text.isEmpty && !text.contains("${{") && !text.contains("{vault://")
  }

  private mutating func tellSecret(_ what: String, at place: SourcePlace, _ ignored: Set<String>) {
    tell(
      "literal-secret", .error, "the value of \(what) stands in the file", at: place, ignored,
      hint: "take it from a variable with ${{ env \"DECK_NAME\" }}, or from a vault with {vault://…}")
  }
}
