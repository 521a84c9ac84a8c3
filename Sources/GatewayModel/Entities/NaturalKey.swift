public import Documents

/// The values that tell an entity from all others of its kind where no id does: those of one natural key or unique field.
///
/// It has one meaning everywhere: texts count in their canonical form (a certificate's line ends mean nothing), references
/// by the entity that they lead to, and a key without any value, or one that leads to an entity which is not there yet,
/// is none.
public struct NaturalKey: Sendable, Hashable {
  /// The value of one field.
  public enum Part: Sendable, Hashable {
    /// There is none.
    case absent
    /// A text in its canonical form.
    case text(String)
    /// The entity referred to.
    case entity(EntityReference.Target)

    /// Texts of another length are others, whatever Unicode calls equivalent.
    public static func == (left: Part, right: Part) -> Bool {
      switch (left, right) {
      case (.absent, .absent): true
      case (.text(let left), .text(let right)): left.utf8.count == right.utf8.count && left == right
      case (.entity(let left), .entity(let right)): left == right
      default: false
      }
    }
  }

  /// What a reference leads to, in a form that can be compared; nil for an entity that is not there yet.
  public typealias Settling = (EntityReference.Target) -> EntityReference.Target?

  /// The fields of the key.
  public let fields: [String]
  /// Their values.
  public let parts: [Part]

  /// The key of an entity; nil where it has none.
  public init?(_ key: [String], _ fields: Object, _ references: [EntityReference], _ settle: Settling) {
    var parts: [Part] = []
    for field in key {
      guard let part = NaturalKey.part(field, fields, references, settle) else { return nil }
      parts.append(part)
    }
    guard parts.contains(where: { $0 != .absent }) else { return nil }
    self.fields = key
    self.parts = parts
  }

  /// The value of a field; nil where it refers to an entity that is not there yet.
  private static func part(
    _ field: String, _ fields: Object, _ references: [EntityReference], _ settle: Settling
  ) -> Part? {
    for index in references.indices where references[index].field == field {
      return settle(references[index].target).map { .entity($0) }
    }
    guard let text = fields[field]?.string else { return .absent }
    return .text(TextBlock.canonical(text))
  }
}

// For loops over all entities, which look at keys where they are instead of making values of them.
extension NaturalKey {
  /// The hash of an entity's key; nil where it has none.
  public static func hash(
    _ key: [String], _ fields: Object, _ references: [EntityReference], _ settle: Settling
  ) -> KeyHash? {
    var hash = KeyHash()
    var isEmpty = true
    for field in key {
      switch part(field, fields, references, settle) {
      case nil: return nil
      case .absent?:
        hash.combine(-1)
        continue
      case .text(let text)?, .entity(.id(let text))?, .entity(.name(let text))?: hash.combine(text)
      case .entity(.desired(let position))?: hash.combine(position)
      }
      isEmpty = false
    }
    return isEmpty ? nil : hash
  }

  /// Whether two entities have the same key.
  public static func isSame(
    _ key: [String], _ fields: Object, _ references: [EntityReference], _ otherFields: Object,
    _ otherReferences: [EntityReference], _ settle: Settling
  ) -> Bool {
    key.allSatisfy { part($0, fields, references, settle) == part($0, otherFields, otherReferences, settle) }
  }
}

extension EntityKind {
  /// The fields of which a target takes each combination of values once.
  ///
  /// Those that tell certificates apart are the files' business alone: a gateway takes a certificate twice.
  public var enforcedKeys: [[String]] { naturalKeys.filter(enforces) + uniqueFields.map { [$0] } }

  /// What messages call a key: `name and scope` of a plugin, `consumer and group`.
  public func words(forKey key: [String]) -> String {
    hasScopes && key.count > 1 ? "name and scope" : key.joined(separator: " and ")
  }

  /// Whether a target takes each combination of values of a natural key once.
  public func enforces(_ key: [String]) -> Bool { key.count == 1 || key.contains { reference($0) != nil } }
}
