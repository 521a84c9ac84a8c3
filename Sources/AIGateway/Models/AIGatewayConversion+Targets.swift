import Diagnostics
import Documents

/// Where a model is asked: one name at one provider, as a proxy has it.
extension AIGatewayConversion {
  /// The type of a target's provider; empty where nothing tells it.
  mutating func providerType(of target: Node, in model: Node) -> String {
    let (model, name, place) = (model.text("name") ?? "", target.text("name") ?? "", target.place)
    let reference = target.text("provider")
    let type = reference.flatMap { providers[$0]?.text("type") } ?? target["config"]?.text("type")
    if type == nil {
      if reference == nil {
        diagnostics.error(
          code: "missing-field", "model '\(model)': the target '\(name)' has no provider", at: place,
          hint: "name one of model_providers")
      } else {
        warn(
          "unknown-reference", "model '\(model)': nothing tells the provider type of the target '\(name)'", at: place)
      }
    }
    if reference.map({ providers[$0] == nil }) ?? (type != nil) {
      warn(
        "unknown-reference",
        "model '\(model)': the target '\(name)' refers to the unknown provider '\(reference ?? "")'",
        at: target["provider"]?.place ?? place,
        hint: reference.flatMap { AIGatewayConversion.nearest($0, among: providers) }
          ?? "without it nothing says how to prove who is asking")
    }
    return type ?? ""
  }

  /// A target of a proxy.
  func target(_ target: Node, of model: Node, _ endpoint: Endpoint, _ type: String) -> Node {
    let provider = target.text("provider").flatMap { providers[$0] }
    var asked: Object = [
      "provider": .text(ProviderSettings.shownType(type)), "name": target["name"] ?? "",
    ]
    asked.set("model_alias", model.alias)
    asked.set(
      "options", ModelOptions(type, isNested: false).lowered(target["config"], provider, name: target.text("name")))
    let logging = self.logging(model["config"])
    var result: Object = [
      "route_type": .text(endpoint.routeType), "model": Node(.object(asked)),
      "description": target.filled("semantic_description") ?? target["name"] ?? "",
      "logging": [
        "log_payloads": logging["log_payloads"] ?? false,
        "log_statistics": endpoint.logsStatistics ? logging["log_statistics"] ?? true : false,
      ],
    ]
    result.set("weight", target["weight"])
    var auth = ProviderSettings.auth(provider)
    auth.set("allow_override", target["allow_auth_override"])
    if !auth.isEmpty { result["auth"] = Node(.object(auth)) }
    return Node(.object(result), at: target.place)
  }

  /// What makes vectors of texts: a provider in place of its name, and its options as the gateway has them.
  mutating func embeddings(_ embeddings: Node) -> Node {
    var result = embeddings.object ?? Object()
    let reference = result.removeValue(forKey: "provider")
    let provider = reference?.string.flatMap { providers[$0] }
    if let reference, let name = reference.string, provider == nil {
      warn(
        "unknown-reference", "the embeddings refer to the unknown provider '\(name)'", at: reference.place,
        hint: AIGatewayConversion.nearest(name, among: providers))
    }
    var auth = ProviderSettings.auth(provider)
    for member in result["auth"]?.object ?? Object() { auth[member.key] = member.node }
    if !auth.isEmpty { result["auth"] = Node(.object(auth)) }
    if var model = result["model"]?.object {
      let type = model["provider"]?.string ?? provider?.text("type") ?? ""
      let config = model.removeValue(forKey: "config")
      if !type.isEmpty { model["provider"] = .text(ProviderSettings.shownType(type)) }
      let lowered = ModelOptions(type, isNested: true).lowered(config, provider, name: nil)
      if var options = lowered?.object {
        for member in model["options"]?.object ?? Object() { options[member.key] = member.node }
        model["options"] = Node(.object(options))
      }
      result["model"]?.value = .object(model)
    }
    return Node(.object(result), at: embeddings.place)
  }
}
