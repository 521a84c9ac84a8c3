package import Documents
package import GatewayModel
package import Reconciliation

/// What is loaded into a gateway without a database: all that it holds, changed by a plan.
///
/// Everything stands at the top, with its id, and refers to other entities by theirs: nested SNIs are refused as soon as
/// there are consumers. Entities are made one by one as they are written, and the text goes out in pieces: a second copy of
/// all would double the memory of a run.
package struct DeclarativeConfiguration: Sendable {
  private let state: GatewayState
  private let writes: [EntityWrite]
  private let formatVersion: String
  /// The fields of each kind that have a default, and so have to be null where the gateway has no value for them.
  private let defaulted: KindMap<[String]>
  /// Lists of kinds that this program does not know, as they stand.
  private let foreign: Object

  /// For each kind, which write changes or deletes the entity of an id.
  private var changed = KindMap<[String: Int]> { _ in [:] }
  /// For each kind, which deletion takes the entity of an id along.
  private var gone = KindMap<[String: Int]> { _ in [:] }
  /// For each kind, the writes that create entities.
  private var created = KindMap<[Int]> { _ in [] }

  /// Whether secrets stand in it as the gateway stores them, and it is told so.
  package private(set) var holdsStoredSecrets = false
  /// For each write, the fields of which the gateway would have made something else: some take long to make, and the
  /// document is written more than once.
  private var stored: [Int: Object] = [:]

  /// Prepares to write.
  ///
  /// - Parameters:
  ///   - state: What the gateway holds, of all kinds.
  ///   - writes: What is done to it.
  ///   - formatVersion: The version of the format.
  ///   - defaulted: The names of fields with a default, by kind.
  ///   - foreign: Lists of kinds that this program does not know.
  package init(
    _ state: GatewayState, _ writes: [EntityWrite], formatVersion: String = "3.0",
    defaulted: KindMap<[String]> = KindMap { _ in [] }, foreign: Object = Object()
  ) {
    self.state = state
    self.writes = writes
    self.formatVersion = formatVersion
    self.defaulted = defaulted
    self.foreign = foreign
    for (position, write) in writes.enumerated() {
      switch write.change.action {
      case .create: created[write.change.kind].append(position)
      case .update, .delete: changed[write.change.kind][write.id] = position
      // A value that is freed for a time: all changes come at once, and nobody waits for it.
      case .free: continue
      }
    }
    takeAlong()
    holdsStoredSecrets = EntityKind.all.contains { kind in
      !StoredSecretFields.names(of: kind).isEmpty && entries(kind).contains { holdsStoredSecret($0, kind) }
    }
    if holdsStoredSecrets { storeSecrets() }
  }

  /// One entity of the document: a live one, a write, or a live one that a write changes.
  package struct Entry: Sendable {
    /// The position among the live entities of the kind.
    var live: Int?
    /// The position of the write.
    package var write: Int?
  }

  /// The entities of a kind in the order in which they are written.
  package func entries(_ kind: EntityKind) -> [Entry] {
    let list = state.all(kind)
    let kept = list.indices.compactMap { position -> Entry? in
      let write = list[position].id.flatMap { changed[kind][$0] }
      if let write, writes[write].change.action == .delete { return nil }
      if let id = list[position].id, gone[kind][id] != nil { return nil }
      return Entry(live: position, write: write)
    }
    return kept + created[kind].map { Entry(live: nil, write: $0) }
  }

  /// Whether it holds nothing at all.
  package var isEmpty: Bool { foreign.isEmpty && EntityKind.all.allSatisfy { entries($0).isEmpty } }

  /// The members before the lists of entities.
  var head: Object {
    var head: Object = ["_format_version": Node(.string(formatVersion))]
    if holdsStoredSecrets { head["_transform"] = false }
    for member in foreign { head[member.key] = member.node }
    return head
  }

  /// What refers to an entity that is deleted, and is left as it is by the plan: a gateway takes no such document.
  func leftBehind() -> [LoadFault] {
    guard writes.contains(where: { $0.change.action == .delete }) else { return [] }
    return EntityKind.all.filter { !$0.references.isEmpty }.flatMap { kind in
      state.all(kind).compactMap { entity in
        guard let write = deletion(of: entity, along: .refuse) else { return nil }
        let words = "\(kind.name) \(state.label(entity)) refers to it, and this run leaves that as it is"
        return LoadFault(change: write, refusal: TargetError.Refusal(.invalid, message: words))
      }
    }
  }
}

// Deletions.
extension DeclarativeConfiguration {
  /// Finds what goes with what is deleted, as it would on a gateway with a database: its owner, which comes before it in the
  /// order of the kinds, takes it along.
  private mutating func takeAlong() {
    guard writes.contains(where: { $0.change.action == .delete }) else { return }
    for kind in EntityKind.all where kind.references.contains(where: { $0.onDeletion == .cascade }) {
      for entity in state.all(kind) {
        guard let id = entity.id, let write = deletion(of: entity, along: .cascade) else { continue }
        gone[kind][id] = write
      }
    }
  }

  /// The deletion that concerns an entity which the plan leaves as it is, by a reference of this sort.
  private func deletion(of entity: Entity, along sort: ReferenceRule.OnDeletion) -> Int? {
    let kind = entity.kind
    if let id = entity.id, changed[kind][id] != nil || gone[kind][id] != nil { return nil }
    for reference in entity.references {
      guard let id = reference.referredID, let rule = kind.reference(reference.field), rule.onDeletion == sort,
        let target = EntityKind.collection(rule.collection)
      else { continue }
      if let write = gone[target][id] { return write }
      if let write = changed[target][id], writes[write].change.action == .delete { return write }
    }
    return nil
  }
}

// One entity.
extension DeclarativeConfiguration {
  /// An entity as the document has it.
  func object(_ entry: Entry, _ kind: EntityKind) -> Object {
    guard let position = entry.write else {
      guard let live = entry.live.map({ state.all(kind)[$0] }) else { return Object() }
      var fields = live.fields
      for reference in live.references { add(reference.field, reference.referredID ?? "", reference.item, to: &fields) }
      return finished(fields, kind, isLive: true)
    }
    let write = writes[position]
    var fields = fields(of: write, over: entry.live.map { state.all(kind)[$0].fields })
    for reference in write.references { add(reference.field, reference.id, reference.item, to: &fields) }
    for member in stored[position] ?? Object() { fields[member.key] = member.node }
    return finished(fields, kind, isLive: entry.live != nil && write.change.isPartial)
  }

  private mutating func storeSecrets() {
    for kind in EntityKind.all where StoredSecretFields.concern(kind) {
      for entry in entries(kind) {
        guard let position = entry.write else { continue }
        let fields = fields(of: writes[position], over: entry.live.map { state.all(kind)[$0].fields })
        stored[position] = StoredSecretFields.stored(fields, write: writes[position])
      }
    }
  }

  /// The fields of a new entity, or of a live one after a change.
  private func fields(of write: EntityWrite, over live: Object?) -> Object {
    var fields = write.change.fields
    if let live, write.change.isPartial {
      fields = live
      for member in write.change.fields { fields[member.key] = member.node }
      fields.removeValue(forKey: "updated_at")
    }
    fields.removeValue(forKey: "id")
    fields.insert(Object.Member(key: "id", node: Node(.string(write.id))), at: 0)
    return fields
  }

  private func add(_ field: String, _ id: String, _ item: Int?, to fields: inout Object) {
    if let item {
      fields[field] = ChangeRequest.list(fields[field], setting: item, to: id)
    } else {
      fields[field] = Node(.string(id))
    }
  }

  /// - Parameter isLive: Whether what is not there has no value, rather than its default.
  private func finished(_ fields: Object, _ kind: EntityKind, isLive: Bool) -> Object {
    var fields = fields
    if !kind.hasID { fields.removeValue(forKey: "id") }
    if isLive {
      for name in defaulted[kind] where fields[name] == nil { fields[name] = .null }
    }
    return fields
  }

  /// Whether an entity brings a secret in the form in which it is stored.
  private func holdsStoredSecret(_ entry: Entry, _ kind: EntityKind) -> Bool {
    let live = entry.live.map { state.all(kind)[$0].fields }
    guard let position = entry.write else { return live.map { StoredSecretFields.areKept(in: $0, kind) } ?? false }
    let change = writes[position].change
    if StoredSecretFields.areWritten(in: change.fields, kind) { return true }
    guard change.isPartial, let live, StoredSecretFields.names(of: kind).allSatisfy({ change.fields[$0] == nil })
    else { return false }
    return StoredSecretFields.areKept(in: live, kind)
  }
}
