package import Diagnostics
import Documents
package import GatewayModel

/// What a journal tells of a run.
package struct Journal: Sendable {
  /// An entity that the run touched: what it was before, and what it may have been left as.
  struct Record: Sendable {
    /// How an entity may have been left.
    enum Left: Sendable {
      case absent
      /// As the target answered.
      case answered(Entity)
      /// As it was sent, to which the target may have added.
      case sent(Entity)

      /// The entity, if there is one.
      var entity: Entity? {
        switch self {
        case .absent: nil
        case .answered(let entity), .sent(let entity): entity
        }
      }
    }

    var kind: EntityKind
    var id: String
    /// What it is called; never holds a secret.
    var name: String
    /// Nil for an entity that the run created.
    var before: Entity?
    /// What the run may have left besides what was before; more than one where it is not known what became of a write.
    var left: [Left] = []
    /// What the target keeps only as hashes and the run itself had in clear, by field.
    var plain = Object()
    /// The fields that the environment fed in what the run wrote: what was there before is as secret.
    var fed: Set<[String]> = []

    /// The kind and name of the entity.
    var title: String { "\(kind.name) \(name)" }
  }

  /// What a run did to its workspace.
  enum WorkspaceChange: Sendable {
    case created, deleted
  }

  /// The file.
  package let path: String
  /// Which run it was.
  package let header: JournalHeader
  /// How it ended; nil where it was cut off.
  package internal(set) var end: String?
  /// How many writes were done.
  package internal(set) var done = 0
  /// The titles of the writes of which nobody knows what became.
  package internal(set) var unsettled: [String] = []
  /// The titles of those that the target may yet do: it gave no answer.
  var open: [String] = []
  /// The entities in the order in which the run came to them.
  var records: [Record] = []
  /// What the run did to its workspace, as far as it got.
  var workspaceChange: WorkspaceChange?

  /// What the environment fed in the run, as entities that say so of themselves.
  package var fedEntities: [Entity] {
    records.filter { !$0.fed.isEmpty }.flatMap { record in
      ([record.before] + record.left.map(\.entity)).compactMap(\.self).map { entity in
        var entity = entity
        for path in record.fed { entity.fields.markFromEnvironment(at: path[...]) }
        return entity
      }
    }
  }

  /// Whether the run can have changed nothing.
  var isWithoutEffect: Bool { records.isEmpty && workspaceChange == nil }

  init(path: String, header: JournalHeader) {
    self.path = path
    self.header = header
  }
}

extension Journal {
  /// Reads a journal to its last whole line.
  ///
  /// - Throws: What is wrong with it: unreadable, no journal, of a newer form, or damaged before its end.
  package static func read(_ path: String) throws(DiagnosticError) -> Journal {
    var header: JournalHeader?
    var writes = JournalWrites()
    try LineReader.read(path) { (number, bytes) throws(DiagnosticError) in
      let node: Node
      do throws(DiagnosticError) {
        node = try JSONReader.read(bytes)
      } catch {
        throw DiagnosticError(number == 1 ? .noJournal(path) : .damagedJournal(path, line: number))
      }
      if number == 1 {
        header = try readHeader(node, path)
      } else if !writes.take(node) {
        throw DiagnosticError(.damagedJournal(path, line: number))
      }
    }
    guard let header else { throw DiagnosticError(.noJournal(path)) }
    var journal = Journal(path: path, header: header)
    writes.settle(&journal)
    return journal
  }

  private static func readHeader(_ node: Node, _ path: String) throws(DiagnosticError) -> JournalHeader {
    if let header = JournalHeader(node) { return header }
    guard let schema = node["schema"]?.string, schema.hasPrefix("fairlead-journal/"), schema != JournalHeader.schema
    else { throw DiagnosticError(.noJournal(path)) }
    throw DiagnosticError(
      Diagnostic(
        code: "unknown-journal",
        "'\(path)' is a journal of the form \(schema), and this program knows \(JournalHeader.schema)",
        hint: "use the version of fairlead that wrote it, or a newer one"))
  }
}

extension Diagnostic {
  fileprivate static func noJournal(_ path: String) -> Diagnostic {
    Diagnostic(
      code: "no-journal", "'\(path)' is no journal",
      hint: "one that was cut off in its first line is of a run that had not yet written anything")
  }

  fileprivate static func damagedJournal(_ path: String, line: Int) -> Diagnostic {
    Diagnostic(code: "damaged-journal", "line \(line) of the journal '\(path)' is none that a run wrote")
  }
}
