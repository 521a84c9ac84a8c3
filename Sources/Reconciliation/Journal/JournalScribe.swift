import Documents
import GatewayModel

/// Takes the writes of a plan down in a journal.
package struct JournalScribe: Sendable {
  let journal: RunJournal
  /// What the target holds.
  let state: GatewayState
  /// What each deletion takes along, by its position in the plan.
  let along: [Int: [Entity]]
  /// What the target keeps only as hashes and is known in clear, by kind and id.
  let plain: [EntityKind: [String: Object]]

  /// Takes down what is about to be written, and waits until that is on the disk.
  ///
  /// - Parameters:
  ///   - batch: The positions of the changes in the plan.
  ///   - writes: The changes as they will be sent.
  /// - Returns: The number of the first; nil where they could not be taken down, and so must not be done.
  func begin(_ batch: [Int], _ writes: [EntityWrite]) async -> Int? {
    let first = journal.takeNumbers(batch.count)
    var lines = JournalLines()
    for (offset, write) in writes.enumerated() {
      add(first + offset, write, along: along[batch[offset]] ?? [], to: &lines)
    }
    return await journal.append(lines.bytes) ? first : nil
  }

  /// Takes down that a write was done, with what the target made of it.
  func done(_ number: Int, answer: Object?) {
    var lines = JournalLines()
    lines.begin("done", number)
    lines.add("answer", answer.map { Node(.object($0)) } ?? .null)
    lines.end()
    journal.note(lines.bytes)
  }

  /// Takes down that a write was refused, or that nobody knows what became of it.
  func failed(_ number: Int, _ error: TargetError) {
    journal.note(JournalLines.failed(number..<number + 1, error))
  }

  /// Takes down that a write was not sent after all.
  func unsent(_ number: Int) { settled(number..<number + 1, .unsent) }

  /// Takes down what became of writes that were sent together.
  func settled(_ numbers: Range<Int>, _ outcome: Together) {
    switch outcome {
    case .done, .unsent:
      var lines = JournalLines()
      for number in numbers {
        lines.begin(outcome.word, number)
        lines.end()
      }
      journal.note(lines.bytes)
    case .failed(let error): journal.note(JournalLines.failed(numbers, error))
    }
  }

  /// What becomes of writes that are sent together.
  enum Together {
    case done
    /// Nothing came to the target, or it took nothing.
    case unsent
    case failed(TargetError)

    fileprivate var word: String { if case .done = self { "done" } else { "unsent" } }
  }

  static func line(_ node: Node) -> [UInt8] { JSONWriter.write(node) + [0x0A] }

  private func add(_ number: Int, _ write: EntityWrite, along: [Entity], to lines: inout JournalLines) {
    let change = write.change
    let before = change.action == .create ? nil : state.entity(change.kind, id: change.id ?? write.id)
    let after = change.action == .delete ? nil : JournalScribe.result(of: write, over: before)
    lines.begin("write", number)
    lines.add("action", change.action.rawValue)
    lines.add("kind", change.kind.collection)
    lines.add("id", after?.id ?? change.id ?? write.id)
    lines.add("name", change.label)
    lines.add("before", before)
    lines.add("after", after)
    if let known = before.flatMap(known) { lines.add("plain", Node(.object(known))) }
    let fed = change.fields.environmentPaths
    if !fed.isEmpty { lines.add("environment", fed) }
    if !along.isEmpty { lines.add("takes_along", along, plain: known) { state.label($0) } }
    lines.end()
  }

  /// What is known in clear of an entity of which the target has only hashes.
  private func known(_ entity: Entity) -> Object? {
    guard let known = entity.id.flatMap({ plain[entity.kind]?[$0] }) else { return nil }
    return entity.storedHashes.isEmpty ? nil : known
  }

  /// The entity that a write makes, as far as that is known beforehand.
  private static func result(of write: EntityWrite, over before: Entity?) -> Entity {
    let change = write.change
    let references = write.references.map { EntityReference(field: $0.field, target: .id($0.id), item: $0.item) }
    var fields = change.fields
    if change.isPartial, let before {
      fields = before.fields
      for member in change.fields { fields[member.key] = member.node }
    }
    guard change.kind.hasID else { return change.kind.link(references, fields: fields) }
    fields["id"] = Node(.string(write.id))
    return Entity(kind: change.kind, fields: fields, references: references)
  }
}

extension TargetError {
  /// Whether a target that says this has surely not done what it was asked.
  var isKnownUndone: Bool {
    switch self {
    case .unanswered(let silence): !silence.mayHaveBeenSent
    case .refused(let refusal): !refusal.followsAnother && refusal.status.map { $0 < 500 } ?? true
    }
  }

  /// Whether the target may yet do what it was asked.
  var mayComeYet: Bool { if case .unanswered(let silence) = self { silence.mayHaveBeenSent } else { false } }
}
