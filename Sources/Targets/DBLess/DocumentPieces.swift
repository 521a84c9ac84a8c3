package import Documents
import GatewayModel

/// The text of a declarative configuration, made piece by piece from its beginning as often as it is asked for; it is the
/// same each time.
package struct DocumentPieces: Sequence, IteratorProtocol {
  private let configuration: DeclarativeConfiguration
  private var writer: MappingWriter
  private var kinds = EntityKind.all[...]
  /// What is left of the entities of the kind that is being written.
  private var entries: ArraySlice<DeclarativeConfiguration.Entry> = []
  private var kind: EntityKind?
  private var isEnded = false

  /// A piece ends with the entity by which it gets as long as this.
  private static let length = 64 << 10

  fileprivate init(_ configuration: DeclarativeConfiguration, _ form: MappingWriter.Form) {
    self.configuration = configuration
    self.writer = MappingWriter(form)
    for member in configuration.head { writer.add(member.key, member.node) }
  }

  /// The next piece; nil after the last one.
  package mutating func next() -> [UInt8]? {
    while writer.count < DocumentPieces.length {
      if let kind, let entry = entries.popFirst() {
        writer.add(item: Node(.object(configuration.object(entry, kind))), to: kind.collection)
      } else if let next = kinds.popFirst() {
        kind = next
        entries = configuration.entries(next)[...]
      } else if isEnded {
        break
      } else {
        isEnded = true
        writer.end()
      }
    }
    return writer.count > 0 ? writer.take() : nil
  }
}

extension DeclarativeConfiguration {
  /// The document's text, on one line of JSON unless another form is asked for.
  package func pieces(_ form: MappingWriter.Form = .json(.compact)) -> DocumentPieces { DocumentPieces(self, form) }
}
