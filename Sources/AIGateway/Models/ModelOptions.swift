import Documents

/// The options of a model at a provider of some type, as a proxy has them.
struct ModelOptions {
  let type: String
  /// Whether options of Azure stand in a mapping of their own, as they do for embeddings.
  private let isNested: Bool

  init(_ type: String, isNested: Bool) {
    self.type = type
    self.isNested = isNested
  }

  /// The options; nil without any.
  ///
  /// - Parameters:
  ///   - config: What the model says.
  ///   - provider: The provider, which says some of it for all models.
  ///   - name: The model's name at the provider.
  func lowered(_ config: Node?, _ provider: Node?, name: String?) -> Node? {
    var options = Object()
    var own = Object()
    if type == "azure" { place("instance", provider?["config"]?.filled("instance"), in: &options, &own) }
    for member in config?.object ?? Object() where member.key != "type" {
      place(member.key, member.node, in: &options, &own)
    }
    if type == "bedrock" {
      let source = ProviderSettings.authentication(of: provider)
      for key in ["assume_role_arn", "role_session_name", "sts_endpoint_url"] {
        own.take(key, of: source, as: "aws_\(key)")
      }
    }
    if !own.isEmpty { options[ProviderSettings.shownType(type)] = Node(.object(own)) }
    if options["anthropic_version"] == nil, !isNested { options.set("anthropic_version", anthropicVersion(name)) }
    return options.isEmpty ? nil : Node(.object(options))
  }

  private func anthropicVersion(_ name: String?) -> Node? {
    if type == "anthropic" { return "2023-06-01" }
    return type == "bedrock" && name?.contains("anthropic.claude") == true ? "bedrock-2023-05-31" : nil
  }

  /// Puts an option where the proxy looks for it: among all, or in the mapping of the provider's type.
  private func place(_ key: String, _ node: Node, in options: inout Object, _ own: inout Object) {
    switch (type, key) {
    case ("azure", "deployment_id"), ("azure", "api_version"), ("azure", "instance"):
      if isNested { own[key] = node } else { options["azure_\(key)"] = node }
    case ("anthropic", "version"): options["anthropic_version"] = node
    case ("llama2", "format"), ("mistral", "format"): options["\(type)_format"] = node
    case ("gemini", "gcp_environment"), ("vertex", "gcp_environment"):
      for member in node.object ?? Object() { own[member.key] = member.node }
    case ("bedrock", "region"): own["aws_region"] = node
    case _ where ModelOptions.owned[type]?.contains(key) == true: own[key] = node
    default: options[key] = node
    }
  }

  private func place(_ key: String, _ node: Node?, in options: inout Object, _ own: inout Object) {
    if let node { place(key, node, in: &options, &own) }
  }

  /// Options that stand in the mapping of the provider's type under their own name.
  private static let owned: [String: Set<String>] = [
    "bedrock": [
      "embeddings_normalize", "video_output_s3_uri", "batch_bucket_prefix", "batch_role_arn",
      "performance_config_latency",
    ],
    "dashscope": ["international"], "kimi": ["international"],
    "cohere": ["embedding_input_type", "wait_for_model", "api_version"],
    "huggingface": ["use_cache", "wait_for_model"], "databricks": ["workspace_instance_id"],
  ]
}
