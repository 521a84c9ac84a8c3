package import Diagnostics
package import Documents

/// The way back from the entities of a gateway to the entity model of an AI gateway, as far as they tell.
///
/// What no gateway keeps, the names of providers and of policies, is made up: the same for the same content.
package struct AIGatewayRecovery {
  let state: Node
  var diagnostics = DiagnosticCollector()
  var providers = NamedPool()
  var identities = NamedPool()
  var policies = NamedPool()

  /// Writes a state, nested and without ids, as a document of the model.
  package static func document(of state: Node, _ diagnostics: inout DiagnosticCollector) -> Node {
    var recovery = AIGatewayRecovery(state: state)
    let document = recovery.document()
    diagnostics.add(contentsOf: recovery.diagnostics.diagnostics)
    return document
  }

  private init(state: Node) {
    self.state = state
  }

  private mutating func document() -> Node {
    let everywhere = state.items("plugins").filter { plugin in
      Self.scopes.allSatisfy { plugin[$0] == nil }
    }.map { Self.policy($0, isEverywhere: true) }
    for policy in everywhere { policies.add(policy, base: policy["type"]?.string ?? "") }
    let models = recoverModels()
    let services = state.items("services").filter { !isOfModels($0) }
    let (servers, agents) = recoverServices(services)
    let consumers = state.items("consumers").compactMap { consumer($0) }
    let groups = state.items("consumer_groups").map { group in
      var result = Object()
      result.take("name", of: group)
      result.set("policies", policyNames(of: group.items("plugins")))
      result.set("labels", labels(of: group))
      return Node(.object(result))
    }
    var result = Object()
    for (key, items) in [
      ("model_providers", providers.entities), ("models", models), ("mcp_servers", servers), ("agents", agents),
      ("policies", policies.entities), ("identity_providers", identities.entities), ("consumers", consumers),
      ("consumer_groups", groups), ("vaults", state.items("vaults").map(vault)),
    ] where !items.isEmpty {
      result[key] = Node(.array(items))
    }
    return Node(.object(result))
  }

  /// What a plugin at the top can be for.
  static let scopes = ["service", "route", "consumer", "consumer_group", "model"]

  /// A plugin as a policy; one for a single entity is made anew for each that refers to it, and has no tags.
  static func policy(_ plugin: Node, isEverywhere: Bool) -> Object {
    var policy = Object()
    policy.take("name", of: plugin, as: "type")
    if plugin["enabled"]?.bool == false { policy["enabled"] = false }
    if isEverywhere { policy["global"] = true }
    policy.take("config", of: plugin)
    if isEverywhere { policy.set("labels", labels(of: plugin)) }
    return policy
  }

  /// The names of the policies that plugins of an entity come from.
  mutating func policyNames(of plugins: [Node]) -> Node? {
    let names = plugins.map { plugin -> Node in
      let policy = Self.policy(plugin, isEverywhere: false)
      return .text(policies.add(policy, base: policy["type"]?.string ?? ""))
    }
    return names.isEmpty ? nil : Node(.array(names))
  }

  /// The labels that tags come from; nil without any.
  static func labels(of entity: Node) -> Node? {
    var labels = Object()
    for tag in entity.texts("tags") where tag != AIGatewayConversion.tag && tag != Self.lifecycleTag {
      guard let colon = tag.firstIndex(of: ":") else { continue }
      labels[String(tag[..<colon])] = .text(String(tag[tag.index(after: colon)...]))
    }
    return labels.isEmpty ? nil : Node(.object(labels))
  }

  private func labels(of entity: Node) -> Node? { Self.labels(of: entity) }

  /// The tag of routes on which videos are asked after.
  static let lifecycleTag = "aigw:video-lifecycle"

  private mutating func consumer(_ consumer: Node) -> Node? {
    let name = consumer["username"] ?? consumer["custom_id"]
    var plugins = consumer.items("plugins")
    if name?.string == AIGatewayConversion.anonymous {
      plugins.removeAll { $0["name"]?.string == "request-termination" }
      let isMadeUp = consumer["custom_id"]?.string == AIGatewayConversion.anonymous && plugins.isEmpty
      if isMadeUp { return nil }
    }
    if plugins.contains(where: { $0["name"]?.string == "acl" }) {
      drop("the acl plugin of consumer '\(name?.string ?? "")'", "the model has none for consumers")
      plugins.removeAll { $0["name"]?.string == "acl" }
    }
    var result = Object()
    result.set("name", name)
    result.take("custom_id", of: consumer)
    let groups = consumer.items("groups").compactMap { $0.filled("name") }
    if !groups.isEmpty { result["consumer_groups"] = Node(.array(groups)) }
    result.set("policies", policyNames(of: plugins))
    let keys = consumer.items("keyauth_credentials").map { key -> Node in
      var credential: Object = ["type": "api-key"]
      credential.take("key", of: key, as: "api_key")
      credential.take("ttl", of: key)
      credential.set("labels", labels(of: key))
      return Node(.object(credential))
    }
    if !keys.isEmpty { result["credentials"] = Node(.array(keys)) }
    result.set("labels", labels(of: consumer))
    return Node(.object(result))
  }

  private func vault(_ vault: Node) -> Node {
    var result = Object()
    result.take("prefix", of: vault, as: "name")
    result.take("name", of: vault, as: "type")
    result.take("description", of: vault)
    result.take("config", of: vault)
    result.set("labels", labels(of: vault))
    return Node(.object(result))
  }

  /// Says that something the gateway holds is not in the document.
  mutating func drop(_ what: String, _ hint: String) {
    diagnostics.warning(code: "left-out", "\(what) is left out", hint: hint)
  }
}

/// Entities that are made up, each once, with names of their own.
struct NamedPool {
  private(set) var entities: [Node] = []

  /// Adds an entity unless there is one like it; returns its name.
  ///
  /// - Parameter counts: Whether the first of a base has a number too.
  @discardableResult
  mutating func add(_ entity: Object, base: String, counts: Bool = false) -> String {
    let isSame = { (other: Node) in
      var fields = other.object ?? Object()
      fields["name"] = nil
      return fields == entity
    }
    if let known = entities.first(where: isSame)?.text("name") { return known }
    let taken = Set(entities.compactMap { $0.text("name") })
    var number = counts ? 1 : 2
    var name = counts ? "\(base)-1" : base
    while taken.contains(name) {
      name = "\(base)-\(number)"
      number += 1
    }
    var named: Object = ["name": .text(name)]
    for member in entity { named[member.key] = member.node }
    entities.append(Node(.object(named)))
    return name
  }
}
