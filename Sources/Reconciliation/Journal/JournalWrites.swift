import Documents
import GatewayModel

/// Gathers the lines of a journal, and makes of them what became of each entity.
struct JournalWrites {
  /// One write with what became of it.
  private struct Write {
    enum Outcome {
      /// The run ended before it was known, or the target did not say.
      case unknown
      case done(Node?)
      /// It was refused, or not sent.
      case undone
    }

    var line: Node
    var outcome = Outcome.unknown
    /// Whether the target may yet do it.
    var isOpen = false
  }

  /// By number.
  private var writes: [Int: Write] = [:]
  private var end: String?

  /// Takes a line; returns whether it is one that a run writes.
  mutating func take(_ line: Node) -> Bool {
    if let number = line["write"]?.integer {
      writes[number] = Write(line: line)
      return line["workspace"] != nil || line["kind"]?.string.flatMap(EntityKind.collection) != nil
    }
    if let number = line["done"]?.integer { return settle(number, .done(line["answer"])) }
    if let number = line["failed"]?.integer {
      writes[number]?.isOpen = line["open"]?.bool == true
      return settle(number, line["known"]?.bool == true ? .undone : .unknown)
    }
    if let number = line["unsent"]?.integer { return settle(number, .undone) }
    if let word = line["end"]?.string {
      end = word
      return true
    }
    // A later version may say more, as long as the form is the same.
    return line.object != nil
  }

  private mutating func settle(_ number: Int, _ outcome: Write.Outcome) -> Bool {
    guard writes[number] != nil else { return false }
    writes[number]?.outcome = outcome
    return true
  }

  /// Puts what is known into a journal.
  func settle(_ journal: inout Journal) {
    journal.end = end
    var records = Records()
    for (_, write) in writes.sorted(by: { $0.key < $1.key }) {
      if case .undone = write.outcome { continue }
      if write.line["workspace"] != nil {
        journal.workspaceChange = write.line["action"] == "create" ? .created : .deleted
        continue
      }
      guard let kind = write.line["kind"]?.string.flatMap(EntityKind.collection) else { continue }
      let title = "\(kind.name) \(write.line["name"]?.string ?? "")"
      if case .done = write.outcome { journal.done += 1 }
      if case .unknown = write.outcome { journal.unsettled.append(title) }
      if write.isOpen { journal.open.append(title) }
      for line in [write.line] + (write.line["takes_along"]?.array ?? []) { records.add(line, write.outcome) }
    }
    journal.records = records.list
  }

  /// The records of all entities, each found by its kind and id.
  private struct Records {
    private(set) var list: [Journal.Record] = []
    private var positions: [EntityKind: [String: Int]] = [:]

    mutating func add(_ line: Node, _ outcome: Write.Outcome) {
      guard let kind = line["kind"]?.string.flatMap(EntityKind.collection), let given = line["id"]?.string else {
        return
      }
      let sent = JournalForm.entity(kind, line["after"])
      var left = sent.map { Journal.Record.Left.sent($0) } ?? .absent
      var isKnown = false
      if case .done(let answer) = outcome {
        isKnown = true
        if let sent, let stored = JournalWrites.entity(kind, answer, sent) { left = .answered(stored) }
      }
      let id = left.entity?.id ?? given
      var record =
        positions[kind]?[id].map { list[$0] }
        ?? Journal.Record(
          kind: kind, id: id, name: line["name"]?.string ?? "", before: JournalForm.entity(kind, line["before"]))
      record.left = isKnown ? [left] : record.left + [left]
      for member in line["plain"]?.object ?? Object() { record.plain[member.key] = member.node }
      if let sent { record.notePlain(sent) }
      record.noteFed(line["environment"])
      if let position = positions[kind]?[id] {
        list[position] = record
      } else {
        positions[kind, default: [:]][id] = list.count
        list.append(record)
      }
    }
  }

  /// The entity of an answer; what an answer says of a link is the entity it leads from.
  private static func entity(_ kind: EntityKind, _ answer: Node?, _ sent: Entity) -> Entity? {
    guard kind.hasID, let answer, answer.object != nil, let entity = kind.entity(fromAnswer: answer) else { return nil }
    return entity.references.count < sent.references.count ? nil : entity
  }
}

extension Journal.Record {
  /// Keeps what the environment fed as secret as it was in the run.
  fileprivate mutating func noteFed(_ paths: Node?) {
    for path in (paths?.array ?? []).compactMap({ $0.array?.compactMap(\.string) }) {
      guard let field = path.first, fed.insert(path).inserted else { continue }
      // Of what the target may keep as a hash it matters where it comes from; it is secret by its field anyway.
      if kind.textForms[field] == nil { before?.fields.markFromEnvironment(at: path[...]) }
    }
  }

  /// Keeps in clear what the target will answer as a hash.
  fileprivate mutating func notePlain(_ sent: Entity) {
    let hashes = sent.storedHashes
    for (field, form) in kind.textForms where form != .json && !hashes.contains(field) {
      plain[field] = sent.fields[field] ?? plain[field]
    }
  }
}
