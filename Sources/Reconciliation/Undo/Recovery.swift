import Comparison
import Diagnostics
import Documents
import GatewayModel
import StateFiles

/// An entity as it can be had again: what a target keeps only as a hash, or what has expired, cannot.
struct Recovery {
  /// What is lost.
  private(set) var losses: [Diagnostic] = []
  private let record: Journal.Record
  private let before: Entity
  private let live: Entity?
  private let elapsed: Int
  private let takesStoredSecrets: Bool

  /// - Parameters:
  ///   - elapsed: The seconds since the entity was as it was.
  ///   - takesStoredSecrets: Whether the target takes hashes as it stores them.
  init(_ record: Journal.Record, _ before: Entity, live: Entity?, elapsed: Int, takesStoredSecrets: Bool) {
    self.record = record
    self.before = before
    self.live = live
    self.elapsed = elapsed
    self.takesStoredSecrets = takesStoredSecrets
  }

  /// The entity to be wanted; nil where it cannot be had again at all.
  mutating func entity(_ schemas: SchemaSet) -> Entity? {
    var entity = before
    entity.fields.removeValue(forKey: "updated_at")
    // What stands for an id where there is none is not one to be written.
    if !entity.kind.hasID { entity.fields.removeValue(forKey: "id") }
    guard recoverLife(&entity), recoverSecrets(&entity) else { return nil }
    return entity.asWritten(schemas)
  }

  /// What had a limited life has yet to live what was left of it.
  private mutating func recoverLife(_ entity: inout Entity) -> Bool {
    for name in entity.kind.unlistedFields {
      guard let seconds = entity.fields[name]?.integer else { continue }
      let left = seconds - max(0, elapsed)
      if left > 0 {
        entity.fields[name] = Node(.integer(left))
      } else if let live {
        entity.fields[name] = live.fields[name]
        losses.append(
          Diagnostic(
            .warning, code: "not-recoverable",
            "\(record.title) keeps its \(name) of now: the time that it had has run out since"))
      } else {
        losses.append(
          Diagnostic(
            .warning, code: "not-recoverable", "\(record.title) cannot be brought back: its time has run out since"))
        return false
      }
    }
    return true
  }

  private mutating func recoverSecrets(_ entity: inout Entity) -> Bool {
    if takesStoredSecrets { return true }
    for name in entity.storedHashes {
      if let live, live.fields[name] == entity.fields[name],
        live.references.map(\.referredID) == entity.references.map(\.referredID)
      {
        continue
      }
      if let plain = record.plain[name], fits(plain, name, before) {
        entity.fields[name] = plain
        continue
      }
      guard let live else {
        losses.append(
          Diagnostic(
            .warning, code: "not-recoverable",
            "\(record.title) cannot be brought back: the gateway kept its \(name) as a hash alone",
            hint: "create it again with a \(name) of which you have the text"))
        return false
      }
      if hasMoved(from: live, name) {
        // The hash of now is good where the entity is now alone; its text is known where the run has sent it.
        guard let plain = record.plain[name], fits(plain, name, live) else {
          losses.append(
            Diagnostic(
              .warning, code: "not-recoverable",
              "\(record.title) stays where it is: the gateway has its \(name) as a hash alone, which is good there alone",
              hint: "move it with a \(name) of which you have the text"))
          return false
        }
        entity.fields[name] = plain
      } else {
        entity.fields[name] = live.fields[name]
      }
      losses.append(
        Diagnostic(
          .warning, code: "not-recoverable",
          "\(record.title) keeps its \(name) of now: the gateway had the former one as a hash alone"))
    }
    return true
  }

  /// Whether an entity has to go back to the one whose id its hash is made with.
  private func hasMoved(from live: Entity, _ name: String) -> Bool {
    guard case .sha1(let salt)? = live.kind.textForms[name] else { return false }
    return live.referenceID(salt) != before.referenceID(salt)
  }

  /// Whether a text is what the hash of an entity was made of.
  private func fits(_ plain: Node, _ name: String, _ stored: Entity) -> Bool {
    var wanted = stored
    wanted.fields[name] = plain
    return StoredForms(wanted, live: stored) { stored.referenceID($0) }.keepsStoredSecret
  }
}

extension Entity {
  /// The fields of which a gateway has only a hash.
  var storedHashes: [String] {
    kind.textForms.keys.sorted().filter { name in
      guard let text = fields[name]?.string else { return false }
      return switch kind.textForms[name] {
      case .sha1: StoredSecret.looksLikeSHA1(text)
      case .pbkdf2: StoredSecret.looksLikePBKDF2(text)
      case .json, nil: false
      }
    }
  }
}
