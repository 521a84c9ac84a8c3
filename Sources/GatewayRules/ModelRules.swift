import Documents
import GatewaySchemas

/// Rules on what language models can do.
enum ModelRules {
  /// Statistics are not to be had of every provider.
  static let statistics = CustomRecordRule(
    name: "model-statistics", sources: ["route_type", "model", "logging"]
  ) { record, violations in
    guard record["logging"]?["log_statistics"]?.bool == true, record["model"]?["provider"]?.string == "anthropic",
      record["route_type"]?.string == "llm/v1/completions"
    else { return }
    violations.add(entity: "anthropic does not support statistics when route_type is llm/v1/completions")
  }
}
