import Diagnostics
import Documents

/// Consumers, their groups, and vaults: the same things under other names.
extension AIGatewayConversion {
  mutating func consumerGroup(_ group: Node) -> Node {
    var result = Object()
    result.take("id", of: group)
    result.take("name", of: group)
    result.set("plugins", list(policyPlugins(of: group)))
    result.set("tags", tags(of: group))
    return Node(.object(result), at: group.place)
  }

  mutating func consumer(_ consumer: Node) -> Node {
    var result = Object()
    result.take("id", of: consumer)
    result.take("name", of: consumer, as: "username")
    result.take("custom_id", of: consumer)
    let groups = consumer.items("consumer_groups").map { name -> Node in ["name": name] }
    if !groups.isEmpty { result["groups"] = Node(.array(groups)) }
    result.set("plugins", list(policyPlugins(of: consumer)))
    let keys = consumer.items("credentials").compactMap { key($0, of: consumer) }
    if !keys.isEmpty { result["keyauth_credentials"] = Node(.array(keys)) }
    result.set("tags", tags(of: consumer))
    return Node(.object(result), at: consumer.place)
  }

  private mutating func key(_ credential: Node, of consumer: Node) -> Node? {
    let type = credential.text("type") ?? ""
    guard type == "api-key" else {
      warn(
        "unsupported",
        "consumer '\(consumer.text("name") ?? "")': the credential '\(credential.text("name") ?? "")' of type '\(type)' "
          + "is left out", at: credential["type"]?.place ?? credential.place,
        hint: "only those of type api-key are taken")
      return nil
    }
    var key = Object()
    key.take("id", of: credential)
    key.take("api_key", of: credential, as: "key")
    key.take("ttl", of: credential)
    key.set("tags", tags(of: credential))
    return Node(.object(key), at: credential.place)
  }

  static func vault(_ vault: Node) -> Node {
    var result = Object()
    result.take("id", of: vault)
    result.take("name", of: vault, as: "prefix")
    result.take("type", of: vault, as: "name")
    result.take("description", of: vault)
    result.set("config", vault["config"])
    result.set("tags", tags(of: vault))
    return Node(.object(result), at: vault.place)
  }

  /// Plugins as a list; nil where there are none.
  func list(_ plugins: [Object]) -> Node? {
    plugins.isEmpty ? nil : Node(.array(plugins.map { Node(.object($0)) }))
  }
}
