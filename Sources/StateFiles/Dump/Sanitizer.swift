import Digests
import Documents
import GatewayModel
import GatewayRules
import GatewaySchemas

/// Replaces the texts of entities, so that a dump can be shown to others and still be understood and synced: equal texts
/// stay equal.
package struct Sanitizer: Sendable {
  private let salt: String

  /// Makes a sanitizer; the same salt gives the same texts.
  package init(salt: String) {
    self.salt = salt
  }

  /// Fields that are code or say what an entity is.
  private static let keptFields: Set<String> = [
    "id", "methods", "type", "workspace", "actions", "algorithm", "ordering", "condition", "expression",
  ]

  /// Fields that hold code, by names that are the user's own.
  private static let codeFields: Set<String> = ["custom_fields_by_lua"]

  /// Fields that hold names of hosts, whose parts have at most 63 characters.
  private static let hostFields: Set<String> = ["host", "hosts", "snis", "target", "host_header", "server_name"]
  /// Kinds whose names are such.
  private static let hostKinds: Set<EntityKind> = [.sni, .upstream]

  /// The entity with its texts replaced.
  func sanitized(_ entity: Entity, _ schemas: SchemaSet) -> Entity {
    let kind = entity.kind
    if kind.management == .definitions { return entity }
    var copy = entity
    let root = schemas.entities[kind.collection]?.root
    let own = schemas.configuration(for: entity)
    copy.fields = entity.fields.compactMapNodes { key, node in
      if kind.generatedFields.contains(key), node.string != nil { return nil }
      let isSelector = key == kind.configuration?.selector || key == kind.listReference?.field
      if key == kind.configField, RuleBook.isCode(plugin: entity.name ?? "") { return node }
      // The name of an override is that of the plugin.
      let isPluginName = kind == .groupOverride && key == "name"
      if isSelector || isPluginName || Sanitizer.keptFields.contains(key) { return node }
      let field = key == kind.configField ? own?.config : root?[key]
      let isHost = key == "name" && Sanitizer.hostKinds.contains(kind)
      return sanitized(node, field, name: isHost ? "host" : key)
    }
    let keyID = copy.fields["kid"]?.string ?? ""
    for (name, form) in kind.textForms where form == .json && copy.fields[name]?.string != nil {
      copy.fields[name]?.value = .string(MockPEM.jwk(kid: keyID))
    }
    return copy
  }

  private func sanitized(_ node: Node, _ field: SchemaField?, name: String) -> Node {
    var copy = node
    switch node.value {
    case .string(let text):
      if !isKept(text, field) { copy.value = .string(fitting(text, field, name: name)) }
    case .array(let items):
      if Sanitizer.keptFields.contains(name) { break }
      copy.value = .array(items.map { sanitized($0, field?.elements, name: name) })
    case .object(let object):
      if Sanitizer.codeFields.contains(name) { break }
      copy.value = .object(
        object.mapNodes { sanitized($1, field?.record?[$0] ?? field?.values, name: $0) })
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

  /// The first replacement that the field takes; where it takes none, such as an id, it says nothing of anybody.
  private func fitting(_ text: String, _ field: SchemaField?, name: String) -> String {
    let hash = Digest.hexadecimal(Digest.sha256(Array((salt + text).utf8)))
    let usual = replacement(for: text, hash, name: name)
    guard let field else { return usual }
    let record = Schema(name: "", root: RecordSchema(fields: [field]))
    let candidates = [usual, hash, "x" + hash.prefix(62), "x-" + hash.prefix(30), String(hash.prefix(16))]
    let taken = candidates.first { candidate in
      let member = Object.Member(key: field.name, node: Node(.string(candidate)))
      return record.violations(of: Object([member])) == nil
    }
    return taken ?? text
  }

  private func replacement(for text: String, _ hash: String, name: String) -> String {
    if text.hasPrefix("-----BEGIN ") { return pem(text, hash) }
    let label = hash.prefix(63)
    if let address = address(text, hash) { return address }
    if Sanitizer.hostFields.contains(name), !text.contains("://"), !text.contains("/") {
      let port = text.lastIndex(of: ":").map { text[$0...] } ?? ""
      return String(label + port)
    }
    if text.hasPrefix("~/") { return "~/redacted/path/\(hash)" }
    if text.hasPrefix("/") { return "/redacted/path/\(hash)" }
    if let scheme = text.firstRange(of: "://") { return "\(text[..<scheme.lowerBound])://redacted/\(hash)" }
    if text.contains("/") { return "redacted/\(hash)" }
    if text.contains("@") { return "email@\(hash).redacted" }
    if text.contains(":"), !text.hasPrefix("[") { return "\(hash):redacted" }
    return hash
  }

  /// All keys become one pair, so that halves that belong together still do.
  private func pem(_ text: String, _ hash: String) -> String {
    let head = text.prefix { $0 != "\n" }
    if head.contains("CERTIFICATE") { return MockPEM.certificate(serial: hash) }
    return head.contains("PUBLIC") ? MockPEM.publicKey : MockPEM.privateKey
  }

  /// Another address for an IPv4 address or a range of such, in a network that belongs to nobody; nil for other texts.
  private func address(_ text: String, _ hash: String) -> String? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let first = parts.first, parts.count <= 2 else { return nil }
    let bytes = first.split(separator: ".", omittingEmptySubsequences: false)
    guard bytes.count == 4, bytes.allSatisfy({ UInt8($0) != nil }) else { return nil }
    let digits = Array(hash.utf8)
    let numbers = (0..<3).map { UInt8(truncatingIfNeeded: Int(digits[$0 * 2]) * 31 + Int(digits[$0 * 2 + 1])) }
    let suffix = parts.count == 2 ? "/\(parts[1])" : ""
    return "10." + numbers.map(String.init).joined(separator: ".") + suffix
  }
}
