import Diagnostics
public import Documents

extension EntityKind {
  /// Whether its references limit where an entity applies: together with its name they tell it from others.
  public var hasScopes: Bool { label.isGlobalAlone }

  /// The name by which messages call an entity of this kind, without the kind's own word: `mcp`,
  /// `key-auth for service mcp`, `rate-limiting (global)`, `for consumer alice`.
  ///
  /// - Parameters:
  ///   - fields: The entity's fields.
  ///   - referenced: What the entity referred to in a field is called; nil where there is no such reference.
  public func labelText(fields: Object, referenced: (String) -> String?) -> String {
    var text = ""
    for field in label.fields {
      guard let node = fields[field], let value = node.string, !value.isEmpty else { continue }
      text = Secrets.shown(value, at: node.place)
      break
    }
    let isNamedByOwner = !label.references.isEmpty && !label.isGlobalAlone
    if text.isEmpty, !label.fields.isEmpty, !isNamedByOwner { text = fields["id"]?.string ?? "without a name" }
    let scopes = label.references.compactMap { field in
      referenced(field).map { "\(EntityKind.word(forReference: field)) \($0)" }
    }
    if !scopes.isEmpty {
      text += (text.isEmpty ? "for " : " for ") + scopes.joined(separator: " and ")
    } else if label.isGlobalAlone {
      text += " (global)"
    }
    return text
  }

  private static func word(forReference field: String) -> String {
    field == "consumer_group" ? "consumer-group" : field
  }
}
