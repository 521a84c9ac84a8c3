import Documents
import GatewayModel

/// The ids that entities hold in their own fields, where no reference says so: a restore must give them out again.
enum HeldIDs {
  /// All texts within the entities' fields that have the form of an id, but for the entities' own.
  static func find(in state: GatewayState) -> Set<String> {
    var found: Set<String> = []
    for kind in EntityKind.all {
      for entity in state.all(kind) {
        for member in entity.fields where member.key != "id" { gather(member.node, into: &found) }
      }
    }
    return found
  }

  private static func gather(_ node: Node, into found: inout Set<String>) {
    switch node.value {
    case .string(let text):
      // Lengths are at hand: hardly any text is looked at.
      if text.utf8.count == 36, UniqueID(text) != nil { found.insert(text) }
    case .array(let items):
      for item in items { gather(item, into: &found) }
    case .object(let object):
      for member in object { gather(member.node, into: &found) }
    default:
      break
    }
  }
}
