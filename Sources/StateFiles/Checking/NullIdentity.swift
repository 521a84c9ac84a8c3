import Diagnostics
import Documents
import GatewayModel

/// Finds nulls where an entity's identity or a credential's secret should stand.
///
/// A gateway takes such a null, and stores a key that nobody can present or an entity that no later run finds again.
enum NullIdentity {
  /// What is wrong with an entity.
  ///
  /// - Parameter reported: What was found before; a null that a faulty expression left behind is no news.
  static func faults(in entity: Entity, besides reported: [Diagnostic]) -> [Diagnostic] {
    // Nearly all entities of nearly all files end here.
    guard entity.fields.hasNulls else { return [] }
    var found: [Diagnostic] = []
    for index in entity.fields.indices where entity.fields[index].node.isNull {
      let member = entity.fields[index]
      // What an expression left behind that is none was told where that stands.
      if member.node.place.origin == .unknown { continue }
      guard isRefused(member, of: entity.kind), !reported.contains(where: { member.node.place.isAt($0.place) }) else {
        continue
      }
      found.append(fault(member, of: entity))
    }
    return found
  }

  /// A null that somebody wrote out may mean that another key tells the entity; one from a variable never does.
  private static func isRefused(_ member: Object.Member, of kind: EntityKind) -> Bool {
    let isKey = kind.naturalKeys.contains { $0.contains(member.key) }
    if kind.isCredential { return isKey || kind.secretFields.contains(member.key) }
    return isKey && member.node.place.origin.isEnvironment
  }

  private static func fault(_ member: Object.Member, of entity: Entity) -> Diagnostic {
    let place = member.node.place
    let subject = "'\(member.key)' of \(entity.kind.withArticle) is null"
    guard let reason = EmptyVariable.reason(for: member.node) else {
      return Diagnostic(
        code: "null-value", subject, at: place,
        hint: "write its value, or leave '\(member.key)' out to have the gateway make one")
    }
    return Diagnostic(
      code: "variable-empty", "\(subject): \(reason)", at: place, hint: EmptyVariable.hint(for: member.node))
  }
}

/// What to say of nothing that came out of an environment variable: a null, or a text without characters.
enum EmptyVariable {
  /// Why there is no value; nil where it was not made from the environment, or is one.
  static func reason(for node: Node) -> String? {
    let names = node.place.origin.environmentNames
    guard node.isNull || node.string?.isEmpty == true, !names.isEmpty else { return nil }
    return names.count == 1 ? "\(names[0]) is set but empty" : "\(names.joined(separator: ", ")) are set but empty"
  }

  /// What to do about it.
  static func hint(for node: Node) -> String? {
    node.place.origin.environmentNames.first.map {
      "give it a value, or one for its absence: env \"\($0)\" | default \"text\""
    }
  }
}

extension EntityKind {
  /// Whether its entities are what a consumer proves itself with.
  fileprivate var isCredential: Bool { references.contains { $0.collection == "consumers" && $0.required } && hasID }
}
