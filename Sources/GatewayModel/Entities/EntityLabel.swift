import Diagnostics
public import Documents

extension EntityKind {
  /// How an entity is called, without ever using a secret.
  public struct LabelRule: Sendable {
    /// The fields that may name it, the first with a value does; empty where its key is a secret.
    public var fields: [String]
    /// The references that belong to the name: `… for service mcp`.
    public var references: [String] = []
  }

  /// How entities of the kind are called in messages.
  public var label: LabelRule { EntityKind.labels[self] }

  private static let labels = KindMap<LabelRule> { kind in
    switch kind.identity {
    case .clonedPlugin, .customPlugin, .sni, .keySet, .partial, .service, .route, .upstream, .consumerGroup, .aiModel,
      .rbacRole:
      LabelRule(fields: ["name"])
    case .caCertificate, .certificate, .license:
      LabelRule(fields: ["id"])
    case .vault:
      LabelRule(fields: ["prefix"])
    case .key:
      LabelRule(fields: ["name", "kid"])
    case .target:
      LabelRule(fields: ["target"], references: ["upstream"])
    case .consumer:
      LabelRule(fields: ["username", "custom_id"])
    case .groupMember:
      LabelRule(fields: [], references: ["consumer_group", "consumer"])
    case .keyAuth, .jwt:
      LabelRule(fields: [], references: ["consumer"])
    case .basicAuth, .hmacAuth:
      LabelRule(fields: ["username"], references: ["consumer"])
    case .oauth2:
      LabelRule(fields: ["name"], references: ["consumer"])
    case .acl:
      LabelRule(fields: ["group"], references: ["consumer"])
    case .mutualTLS:
      LabelRule(fields: ["subject_name"], references: ["consumer"])
    case .plugin:
      LabelRule(fields: ["name"], references: ["service", "route", "consumer", "consumer_group", "model"])
    case .groupOverride:
      LabelRule(fields: ["name"], references: ["consumer_group"])
    case .filterChain:
      LabelRule(fields: ["name"], references: ["service", "route"])
    case .degraphqlRoute:
      LabelRule(fields: ["uri"], references: ["service"])
    case .costDecoration:
      LabelRule(fields: ["type_path"], references: ["service"])
    case .rbacPermission:
      LabelRule(fields: ["endpoint"], references: ["role"])
    }
  }

  /// The name by which messages call an entity of this kind, without the kind's own word: `mcp`,
  /// `key-auth for service mcp`, `rate-limiting (global)`, `for consumer alice`.
  ///
  /// - Parameters:
  ///   - fields: The entity's fields.
  ///   - referenced: What the entity referred to in a field is called; nil where there is no such reference.
  public func labelText(fields: Object, referenced: (String) -> String?) -> String {
    let label = label
    var text = ""
    for field in label.fields {
      guard let node = fields[field], let value = node.string, !value.isEmpty else { continue }
      text = Secrets.shown(value, at: node.place)
      break
    }
    let isNamedByOwner = !label.references.isEmpty && !hasScopes
    if text.isEmpty, !label.fields.isEmpty, !isNamedByOwner { text = fields["id"]?.string ?? "without a name" }
    let scopes = label.references.compactMap { field in
      referenced(field).map { "\(EntityKind.word(forReference: field)) \($0)" }
    }
    if !scopes.isEmpty {
      text += (text.isEmpty ? "for " : " for ") + scopes.joined(separator: " and ")
    } else if hasScopes {
      text += " (global)"
    }
    return text
  }

  private static func word(forReference field: String) -> String {
    field == "consumer_group" ? "consumer-group" : field
  }
}
