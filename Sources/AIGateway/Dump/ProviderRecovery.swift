import Documents

extension ProviderSettings {
  /// The way back from what a proxy is told to what a provider says.
  static func raised(_ auth: Node?) -> Object {
    var result = Object()
    if let name = auth?.filled("header_name") {
      result["headers"] = [["name": name, "value": auth?["header_value"] ?? ""]]
    }
    if let name = auth?.filled("param_name") {
      var parameter: Object = ["name": name]
      parameter.take("param_value", of: auth, as: "value")
      parameter.take("param_location", of: auth, as: "location")
      result["params"] = [Node(.object(parameter))]
    }
    for (prefix, keys) in prefixed { for key in keys { result.take(prefix + key, of: auth, as: key) } }
    let isUsed = auth?["gcp_use_service_account"]?.bool
    if isUsed == true, result["service_account_json"] == nil { result["type"] = "gcp" }
    return result
  }

  /// The vault that the credentials come from, by its prefix; nil where they don't.
  static func vaultPrefix(_ auth: Object) -> String? {
    let start = "{vault://"
    for text in texts(Node(.object(auth))) where text.hasPrefix(start) {
      return String(text.dropFirst(start.count).prefix { $0 != "/" && $0 != "}" })
    }
    return nil
  }

  private static func texts(_ node: Node) -> [String] {
    switch node.value {
    case .string(let text): [text]
    case .array(let items): items.flatMap(texts)
    case .object(let object): object.flatMap { texts($0.node) }
    default: []
    }
  }
}

extension ModelOptions {
  /// The way back from the options of a proxy: what the model says, and what its provider does.
  func raised(_ options: Node?) -> (model: Object, provider: Object) {
    var model = Object()
    var provider = Object()
    for member in options?.object ?? Object() where !member.node.isNull {
      switch (type, member.key) {
      case ("azure", "azure_instance"): provider["instance"] = member.node
      case ("azure", "azure_deployment_id"): model["deployment_id"] = member.node
      case ("azure", "azure_api_version"): model["api_version"] = member.node
      case ("anthropic", "anthropic_version"):
        if member.node.string != "2023-06-01" { model["version"] = member.node }
      case ("bedrock", "anthropic_version"): break
      case ("llama2", "llama2_format"), ("mistral", "mistral_format"): model["format"] = member.node
      case ("gemini", "gemini"), ("vertex", "gemini"): model["gcp_environment"] = member.node
      case _ where member.key == type:
        for own in member.node.object ?? Object() {
          model[own.key == "aws_region" ? "region" : own.key] = own.node
        }
      default: model[member.key] = member.node
      }
    }
    return (model, provider)
  }
}
