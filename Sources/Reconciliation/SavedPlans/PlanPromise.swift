import Comparison
import Documents
import GatewayModel

/// What of a plan was approved, in a form that two plans can be compared by.
///
/// No part of it are places, the order of files and of changes, ids that a target draws, times, temporary values, what
/// is left of a `ttl`, versions and digests.
struct PlanPromise {
  /// What a change is known by.
  struct Identity: Hashable {
    var kind: EntityKind
    /// The natural key; where that is secret or there is none, the id or else the name.
    var text: String
  }

  /// What one change of an entity promises.
  struct Item {
    var position: Int
    var action: Change.Action
    var fields: [String: Field]
    var needs: Set<Need>
  }

  /// What is promised of a field.
  struct Field: Equatable {
    var old: Node
    var new: Node
    var isSecret: Bool
  }

  /// What a change waits for, and in what way.
  struct Need: Hashable {
    enum Role: Hashable { case before, owner, claimant }
    var role: Role
    var change: Identity
    var action: Change.Action
  }

  private(set) var items: [Identity: [Item]] = [:]
  /// What the changes are known by, in their order.
  let identities: [Identity]

  init(_ changes: [SavedChange]) {
    identities = changes.map(PlanPromise.identity)
    for position in changes.indices {
      items[identities[position], default: []].append(
        Item(
          position: position, action: changes[position].shown.action,
          fields: PlanPromise.fields(changes[position].shown), needs: needs(of: position, changes)))
    }
  }

  private static func identity(_ change: SavedChange) -> Identity {
    let shown = change.shown
    var key = change.key.sorted()
    if key.isEmpty {
      let id = shown.action == .create ? nil : shown.id
      key[id == nil ? "name" : "id"] = Node(.string(id ?? shown.label))
    }
    // An id that the files give a new entity is one that they want.
    if shown.action == .create, let id = shown.id { key["id"] = Node(.string(id)) }
    return Identity(kind: shown.kind, text: String(decoding: JSONWriter.write(Node(.object(key))), as: UTF8.self))
  }

  private static func fields(_ change: Change) -> [String: Field] {
    var fields: [String: Field] = [:]
    for difference in change.differences {
      var old = difference.old ?? .null
      var new = difference.new ?? .null
      if difference.reason == .temporary { new = .null }
      if case .key(let name)? = difference.path.steps.first, change.kind.unlistedFields.contains(name), !old.isNull {
        old = true
      }
      fields["\(difference.path)"] = Field(old: old, new: new, isSecret: difference.isSecret)
    }
    return fields
  }

  private func needs(of position: Int, _ changes: [SavedChange]) -> Set<Need> {
    let change = changes[position].shown
    func need(_ role: Need.Role, _ other: Int) -> Need {
      Need(role: role, change: identities[other], action: changes[other].shown.action)
    }
    var needs = Set(change.dependsOn.map { need(.before, $0) })
    if let owner = change.goesWith { needs.insert(need(.owner, owner)) }
    if let claimant = change.freesValueFor { needs.insert(need(.claimant, claimant)) }
    return needs
  }
}

extension PlanPromise.Item {
  /// Whether both promise the same.
  func isSame(as other: PlanPromise.Item) -> Bool {
    action == other.action && fields == other.fields && needs == other.needs
  }
}
