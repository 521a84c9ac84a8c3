import Documents
import GatewayModel

/// Replaces the texts of entities, so that a dump can be shown to others and still be understood: equal texts stay equal.
public struct Sanitizer: Sendable {
  private let salt: String

  /// Makes a sanitizer; the same salt gives the same texts.
  public init(salt: String) {
    self.salt = salt
  }

  /// Fields that are code or say what an entity is.
  private static let keptFields: Set<String> = ["id", "methods", "type", "workspace", "actions", "algorithm"]

  /// The entity with its texts replaced.
  func sanitized(_ entity: Entity, _ schemas: SchemaSet) -> Entity {
    var copy = entity
    let root = schemas.entities[entity.kind.collection]?.root
    let own = schemas.configuration(for: entity)
    copy.fields = Object(
      entity.fields.map { member in
        var member = member
        let isSelector =
          member.key == entity.kind.configuration?.selector || entity.kind == .groupOverride && member.key == "name"
        if isSelector || Sanitizer.keptFields.contains(member.key) { return member }
        let field = member.key == entity.kind.configField ? own?.config : root?[member.key]
        member.node = sanitized(member.node, field, name: member.key)
        return member
      })
    return copy
  }

  private func sanitized(_ node: Node, _ field: SchemaField?, name: String) -> Node {
    var copy = node
    switch node.value {
    case .string(let text):
      if !isKept(text, field) { copy.value = .string(replacement(for: text, name: name)) }
    case .array(let items):
      if !Sanitizer.keptFields.contains(name) {
        copy.value = .array(items.map { sanitized($0, field?.elements, name: name) })
      }
    case .object(let object):
      copy.value = .object(
        Object(
          object.map { member in
            var member = member
            let inner = field?.record?[member.key] ?? field?.values
            member.node = sanitized(member.node, inner, name: member.key)
            return member
          }))
    default: break
    }
    return copy
  }

  /// What says nothing of anybody: enumerations, switches, code, and references into a vault.
  private func isKept(_ text: String, _ field: SchemaField?) -> Bool {
    if text.isEmpty || Secrets.isVaultReference(text) || ["true", "false", "on", "off"].contains(text) { return true }
    guard let field else { return false }
    if field.type == .function || field.attributes["one_of"] != nil { return true }
    return field.defaultValue?.string == text
  }

  private func replacement(for text: String, name: String) -> String {
    let hash = SHA256.hexadecimal(salt + text)
    if text.hasPrefix("-----BEGIN ") { return text.contains("CERTIFICATE") ? MockPEM.certificate : MockPEM.privateKey }
    if text.hasPrefix("~/") { return "~/redacted/path/\(hash)" }
    if text.hasPrefix("/") { return "/redacted/path/\(hash)" }
    if text.contains("://") || text.contains("/") { return "redacted/\(hash)" }
    if text.contains("@") { return "email@\(hash).redacted" }
    if text.contains(":"), !text.hasPrefix("[") { return "\(hash):redacted" }
    return hash
  }
}
