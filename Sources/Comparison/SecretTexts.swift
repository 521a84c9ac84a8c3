import Diagnostics
public import Documents
public import GatewayModel
public import GatewaySchemas

/// The secret texts of one body, for the one place where words come from outside: the gateway's messages quote values.
public struct SecretTexts: Sendable {
  private var texts: [String] = []

  /// Gathers the secrets of a body.
  ///
  /// - Parameter configuration: The schema of its configuration, where it is at hand. Without it, what is known of plugins
  ///   counts, and all of the configuration where nothing is.
  public init(_ fields: Object, kind: EntityKind, configuration: Schema? = nil) {
    add(fields, kind: kind, configuration: configuration)
    sort()
  }

  /// Gathers the secrets of several bodies.
  public init(_ bodies: some Sequence<(fields: Object, kind: EntityKind)>) {
    for (fields, kind) in bodies { add(fields, kind: kind, configuration: nil) }
    sort()
  }

  /// Gathers the secrets of all that files want.
  public init(_ entities: some Sequence<Entity>) {
    for entity in entities { add(entity.fields, kind: entity.kind, configuration: nil) }
    sort()
  }

  private mutating func add(_ fields: Object, kind: EntityKind, configuration: Schema?) {
    for member in fields {
      guard member.key == kind.configField, let rule = kind.configuration else {
        gather(member.node, name: member.key, isSecret: kind.secretFields.contains(member.key))
        continue
      }
      let plugin = rule.isRequired ? fields[rule.selector]?.string : nil
      let names = configuration?.config.map { SecretFieldNames($0) } ?? plugin.flatMap { SecretFieldNames(plugin: $0) }
      gather(member.node, name: member.key, isSecret: names == nil && rule.isRequired, names: names)
    }
  }

  private mutating func sort() {
    // The longest first, so that no part of one is left standing beside the mask of another.
    texts.sort { $0.utf8.count > $1.utf8.count }
  }

  /// The text with each secret in it replaced by the mask.
  public func hidden(in text: String) -> String {
    texts.reduce(text) { text, secret in
      secret.utf8.count < SecretTexts.shortest ? masked(text, secret) : text.replacing(secret, with: Secrets.mask)
    }
  }

  /// A text as it stands in a quotation within a message.
  private static func quoted(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }

  /// A secret shorter than this is a part of many words, and masked only where it stands alone.
  private static let shortest = 5

  private func masked(_ text: String, _ secret: String) -> String {
    var result = ""
    var rest = text[...]
    while let range = rest.firstRange(of: secret) {
      let before = rest[..<range.lowerBound].last ?? result.last
      let after = rest[range.upperBound...].first
      let isWord = [before, after].contains { $0.map { $0.isLetter || $0.isNumber } ?? false }
      result += rest[..<range.lowerBound] + (isWord ? rest[range] : Secrets.mask[...])
      rest = rest[range.upperBound...]
    }
    return result + rest
  }

  private mutating func gather(_ node: Node, name: String, isSecret: Bool, names: SecretFieldNames? = nil) {
    let isSecret =
      isSecret || node.place.origin.isEnvironment || Secrets.isSecret(name: name, field: nil)
      || names?.contains(name) == true
    switch node.value {
    case .string(let text):
      guard isSecret || Secrets.isHeader(text, inListOf: name), !text.isEmpty, !Secrets.isVaultReference(text) else {
        return
      }
      texts.append(text)
      let quoted = SecretTexts.quoted(text)
      if quoted != text { texts.append(quoted) }
    case .integer(let number):
      if isSecret { texts.append("\(number)") }
    case .decimal(let number):
      if isSecret { texts.append(number.text) }
    case .array(let items):
      for item in items { gather(item, name: name, isSecret: isSecret, names: names) }
    case .object(let object):
      for member in object { gather(member.node, name: member.key, isSecret: isSecret, names: names) }
    case .null, .bool:
      break
    }
  }
}
