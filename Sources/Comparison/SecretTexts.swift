import Diagnostics
public import Documents
public import GatewayModel

/// The secret texts of one body, for the one place where words come from outside: the gateway's messages quote values.
public struct SecretTexts: Sendable {
  private var texts: [String] = []

  /// Gathers the secrets of a body.
  public init(_ fields: Object, kind: EntityKind) { self.init([(fields, kind)]) }

  /// Gathers the secrets of several bodies.
  public init(_ bodies: some Sequence<(fields: Object, kind: EntityKind)>) {
    for (fields, kind) in bodies {
      for member in fields {
        gather(member.node, name: member.key, isSecret: kind.secretFields.contains(member.key))
      }
    }
    // The longest first, so that no part of one is left standing beside the mask of another.
    texts.sort { $0.utf8.count > $1.utf8.count }
  }

  /// The text with each secret in it replaced by the mask.
  public func hidden(in text: String) -> String {
    texts.reduce(text) { text, secret in
      secret.utf8.count < SecretTexts.shortest ? masked(text, secret) : text.replacing(secret, with: Secrets.mask)
    }
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

  private mutating func gather(_ node: Node, name: String, isSecret: Bool) {
    let isSecret = isSecret || node.place.origin.isEnvironment || Secrets.isSecret(name: name, field: nil)
    switch node.value {
    case .string(let text):
      if isSecret, !text.isEmpty, !Secrets.isVaultReference(text) { texts.append(text) }
    case .integer(let number):
      if isSecret { texts.append("\(number)") }
    case .decimal(let number):
      if isSecret { texts.append(number.text) }
    case .array(let items):
      for item in items { gather(item, name: name, isSecret: isSecret) }
    case .object(let object):
      for member in object { gather(member.node, name: member.key, isSecret: isSecret) }
    case .null, .bool:
      break
    }
  }
}
