import Documents
package import GatewayModel

/// The ids of new entities on a target that is loaded as a whole: the same in every load, so that what counts or refers by
/// id goes on doing so.
///
/// An id of the files stands. Any other is a UUID of version 5 in the namespace ``namespace``, of the text
/// `COLLECTION` and, for each field of the natural key that has a value, a line `FIELD=VALUE`, references by the id that
/// they lead to.
package struct NamedIDs {
  /// The UUID of version 5 of the text `fairlead` within the nil UUID.
  package static let namespace = UniqueID(named: "fairlead", in: .zero)

  private let changes: [Change]
  private var ids: [String?]
  /// What no new entity may be called.
  private var taken = KindMap<Set<String>> { _ in [] }

  /// The ids of the entities of all changes, by position.
  ///
  /// - Parameters:
  ///   - changes: What is done, creations among it.
  ///   - state: What the target holds, whose ids are taken unless they are deleted.
  package static func settle(_ changes: [Change], among state: GatewayState) -> [String] {
    var named = NamedIDs(changes, state)
    for position in changes.indices { _ = named.id(position) }
    return named.ids.map { $0 ?? UniqueID().description }
  }

  private init(_ changes: [Change], _ state: GatewayState) {
    self.changes = changes
    self.ids = changes.map(\.id)
    let created = Set(changes.indices.filter { ids[$0] == nil }.map { changes[$0].kind })
    for kind in created { taken[kind] = Set(state.all(kind).compactMap(\.id)) }
    for change in changes where created.contains(change.kind) {
      guard let id = change.id else { continue }
      if change.action == .delete { taken[change.kind].remove(id) } else { taken[change.kind].insert(id) }
    }
  }

  private mutating func id(_ position: Int) -> String {
    if let id = ids[position] { return id }
    // What refers to itself by a detour has no name of its own; no such thing can be planned.
    ids[position] = ""
    let id = freeID(position)
    ids[position] = id
    taken[changes[position].kind].insert(id)
    return id
  }

  private mutating func freeID(_ position: Int) -> String {
    let kind = changes[position].kind
    guard let name = name(position) else { return UniqueID().description }
    var attempt = 1
    while true {
      let text = attempt == 1 ? name : "\(name)\n\(attempt)"
      let id = "\(UniqueID(named: text, in: NamedIDs.namespace))"
      if !taken[kind].contains(id) { return id }
      attempt += 1
    }
  }

  /// What the id is made of: the first natural key with a value.
  private mutating func name(_ position: Int) -> String? {
    let change = changes[position]
    for key in change.kind.naturalKeys {
      var lines: [String] = []
      for field in key {
        if let reference = change.references.first(where: { $0.field == field }) {
          lines.append("\(field)=\(id(of: reference.target))")
        } else if let text = change.fields[field]?.string {
          lines.append("\(field)=\(TextBlock.canonical(text))")
        }
      }
      if !lines.isEmpty { return ([change.kind.collection] + lines).joined(separator: "\n") }
    }
    return nil
  }

  private mutating func id(of target: Change.Reference.Target) -> String {
    switch target {
    case .id(let id): id
    case .change(let position): id(position)
    }
  }
}
