import Diagnostics
public import Documents
public import GatewayModel

/// What an entity of the files is held against the live one with: its fields, those that say the same in other words
/// replaced by the gateway's own.
public struct StoredForms {
  /// The fields.
  public private(set) var fields: Object
  /// Whether the gateway keeps a secret as a hash which the files' secret fits: it must not be sent again.
  public private(set) var keepsStoredSecret = false
  /// The fields with a stored hash that is not the live one: nothing could be restored from it.
  public private(set) var foreignHashes: [String] = []

  /// Fields that a gateway reckons from others, whatever it is sent.
  private static let reckoned: Set<String> = ["cert_digest"]

  /// Compares texts that have forms of their own.
  ///
  /// - Parameters:
  ///   - desired: The entity of the files.
  ///   - live: The live one; nil for a new entity.
  ///   - takesHashes: Whether the target keeps as it is sent what else it would hash.
  ///   - ownerID: The id that a reference of the desired entity points to, if it is known yet.
  public init(_ desired: Entity, live: Entity?, takesHashes: Bool = false, ownerID: (String) -> String?) {
    fields = desired.fields
    // Most kinds have nothing of the sort, and this is asked for every entity.
    guard !desired.kind.generatedFields.isEmpty || !desired.kind.textForms.isEmpty else { return }
    for name in desired.kind.generatedFields where fields[name]?.isNull ?? true || StoredForms.reckoned.contains(name) {
      if let value = live?.fields[name] { fields[name] = value }
    }
    for (name, form) in desired.kind.textForms {
      // A reference into a vault is hashed like any text: the gateway looks none up for what it hashes.
      guard let node = desired.fields[name], let wanted = node.string else { continue }
      // What comes from a variable is the secret itself, whatever it looks like.
      let mayBeStored = !node.place.origin.isEnvironment
      let stored = live?.fields[name]?.string
      switch form {
      case .json:
        if let stored, stored != wanted, StoredForms.sameJSON(wanted, stored) { take(name, stored) }
      case .sha1 where takesHashes: continue
      case .sha1(let salt):
        let owner = live?.referenceID(salt)
        let stays = owner != nil && owner == ownerID(salt)
        if stays, let stored, let owner,
          mayBeStored && wanted == stored || StoredSecret.sha1(wanted, salt: owner) == stored
        {
          take(name, stored)
          keepsStoredSecret = true
        } else if mayBeStored, StoredSecret.looksLikeSHA1(wanted) {
          foreignHashes.append(name)
        }
      case .pbkdf2(let field):
        guard desired.fields[field]?.bool == true else { continue }
        let isHashed = live?.fields[field]?.bool == true
        if isHashed, let stored,
          mayBeStored && wanted == stored || StoredSecret.matches(wanted, pbkdf2: stored)
        {
          take(name, stored)
          keepsStoredSecret = true
        } else if mayBeStored, StoredSecret.looksLikePBKDF2(wanted) {
          foreignHashes.append(name)
        }
      }
    }
  }

  private mutating func take(_ name: String, _ stored: String) {
    fields[name]?.value = .string(stored)
  }

  private static func sameJSON(_ left: String, _ right: String) -> Bool {
    guard let left = value(left), let right = value(right) else { return false }
    return left == right
  }

  private static func value(_ text: String) -> Node? {
    guard let first = text.utf8.first, first == UInt8(ascii: "{") || first == UInt8(ascii: " ") else { return nil }
    return try? JSONReader.read(Array(text.utf8))
  }
}
