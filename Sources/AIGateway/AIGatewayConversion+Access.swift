import Diagnostics
import Documents
import GatewayModel

/// What entities are guarded by: policies, access lists, identity providers.
extension AIGatewayConversion {
  /// Types of policies that say who somebody is: a model has identity providers for that.
  static let identityTypes: Set<String> = ["key-auth", "openid-connect"]

  /// The plugins of an entity's policies.
  mutating func policyPlugins(of entity: Node) -> [Object] {
    policies.plugins(for: entity, &diagnostics).map(\.plugin)
  }

  /// Says which of a model's policies are none for models.
  mutating func checkPolicies(ofModel model: Node) {
    for reference in model.items("policies") {
      guard let name = reference.string, let type = policies.type(name), Self.identityTypes.contains(type) else {
        continue
      }
      diagnostics.error(
        code: "policy-for-models",
        "the policy '\(name)' is a \(type), which a model has as an identity provider and not as a policy",
        at: reference.place, hint: "move it to identity_providers, and name it in access.identity_providers")
    }
  }

  /// The plugin for an access list; nil for an empty one.
  mutating func accessPlugin(of entity: Node) -> Object? {
    guard let lists = entity["access"]?["acls"] else { return nil }
    let (allow, deny) = (lists.filled("allow"), lists.filled("deny"))
    if let allow, deny != nil {
      diagnostics.error(
        code: "allow-and-deny", "an access list has both 'allow' and 'deny', of which an acl plugin takes one",
        at: allow.place, hint: "keep one of them")
      return nil
    }
    guard allow != nil || deny != nil else { return nil }
    var config: Object = ["include_consumer_groups": true]
    config.set("allow", allow)
    config.set("deny", deny)
    return ["name": "acl", "config": Node(.object(config))]
  }

  /// The plugins of the identity providers that a model refers to.
  mutating func identityPlugins(_ references: [Node]) -> [Object] {
    let known = AIGatewayConversion.byName(document.items("identity_providers"))
    return references.compactMap { reference in
      let name = reference.string ?? ""
      guard let provider = known[name] else {
        warn(
          "unknown-reference", "unknown identity provider reference '\(name)'", at: reference.place,
          hint: AIGatewayConversion.nearest(name, among: known))
        return nil
      }
      var config = provider["config"]?.object ?? Object()
      config["anonymous"] = Node(.string(Self.anonymous))
      var plugin = Object()
      plugin.set("name", provider["type"])
      plugin["config"] = Node(.object(config))
      return plugin
    }
  }

  /// Who has not proved to be anybody: with several ways to do so, each lets through, and this consumer is stopped.
  static let anonymous = "anonymous"

  /// Makes sure that there is such a consumer, and that requests of it end.
  mutating func requireAnonymousConsumer() {
    let stop: Node = [
      "name": "request-termination", "enabled": true, "config": ["status_code": 401, "message": "Unauthorized"],
    ]
    let position = consumers.firstIndex { $0["username"]?.string == Self.anonymous }
    var consumer: Object = ["username": "anonymous", "custom_id": "anonymous"]
    if let position, let own = consumers[position].object { consumer = own }
    var plugins = consumer["plugins"]?.array ?? []
    if let own = plugins.firstIndex(where: { $0["name"]?.string == "request-termination" }) {
      plugins[own] = stop
    } else {
      plugins.append(stop)
    }
    consumer["plugins"] = Node(.array(plugins))
    let node = Node(.object(consumer))
    if let position { consumers[position] = node } else { consumers.append(node) }
  }

  /// What a name that nothing has was perhaps meant to be.
  static func nearest(_ name: String, among known: [String: Node]) -> String? {
    NearestName.find(name, among: known.keys.sorted()).map { "did you mean '\($0)'?" }
  }
}
