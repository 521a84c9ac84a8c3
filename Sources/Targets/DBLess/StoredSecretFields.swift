import Diagnostics
import Digests
import Documents
import GatewayModel
import GatewayRules
import Reconciliation

/// Fields that a gateway makes something else of when it stores them, and leaves as they are where a document says that
/// this was done already (`_transform: false`).
enum StoredSecretFields {
  /// The fields of a kind that hold such a secret.
  static func names(of kind: EntityKind) -> [String] {
    kind.textForms.compactMap { name, form in if case .json = form { nil } else { name } }.sorted()
  }

  /// Whether a gateway makes something else, or something more, of any field of a kind.
  static func concern(_ kind: EntityKind) -> Bool { hasDigest(kind) || !names(of: kind).isEmpty }

  private static func hasDigest(_ kind: EntityKind) -> Bool { kind.generatedFields.contains("cert_digest") }

  /// Whether a file has a secret in the form in which it is stored.
  static func areWritten(in fields: Object, _ kind: EntityKind) -> Bool {
    names(of: kind).contains { isStored(fields[$0], fields, kind.textForms[$0]) }
  }

  /// Whether a live entity has a secret that the gateway would take for one to be stored, and make something else of.
  static func areKept(in fields: Object, _ kind: EntityKind) -> Bool {
    names(of: kind).contains { name in
      guard let form = kind.textForms[name], fields[name]?.string != nil else { return false }
      return if case .pbkdf2(let field) = form { fields[field]?.bool == true } else { true }
    }
  }

  /// What comes from a variable is the secret itself, whatever it looks like.
  private static func isStored(_ node: Node?, _ fields: Object, _ form: EntityKind.TextForm?) -> Bool {
    guard let node, let text = node.string, !node.place.origin.isEnvironment else { return false }
    switch form {
    case .sha1: return StoredSecret.looksLikeSHA1(text)
    case .pbkdf2(let field): return fields[field]?.bool == true && StoredSecret.looksLikePBKDF2(text)
    case .json, nil: return false
    }
  }

  /// The fields of which a gateway makes something else, as it would store them.
  ///
  /// - Parameters:
  ///   - fields: The entity as a change leaves it.
  ///   - write: The change.
  static func stored(_ fields: Object, write: EntityWrite) -> Object {
    let kind = write.change.kind
    var stored = Object()
    for name in names(of: kind) where !write.change.isPartial || write.change.fields[name] != nil {
      guard let form = kind.textForms[name], let text = fields[name]?.string, !isStored(fields[name], fields, form)
      else { continue }
      switch form {
      case .sha1(let salt):
        let owner = write.referenceID(salt) ?? ""
        stored[name] = Node(.string(StoredSecret.sha1(text, salt: owner)))
      case .pbkdf2(let field) where fields[field]?.bool == true:
        // The same in every document that says the same, and another for each secret.
        let salt = Array(Digest.sha256(Array("\(write.id)\n\(text)".utf8)).prefix(16))
        stored[name] = Node(.string(StoredSecret.pbkdf2(text, salt: salt)))
      case .pbkdf2, .json: continue
      }
    }
    if hasDigest(kind), let bytes = fields["cert"]?.string.flatMap(CertificateText.bytes) {
      stored["cert_digest"] = Node(.string(Digest.hexadecimal(Digest.sha256(bytes))))
    }
    return stored
  }
}
