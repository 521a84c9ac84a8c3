import Documents
import TestSupport
import Testing

/// Documents written in parts, against the same written from a tree.
@Suite struct MappingWriterTests {
  private static let forms: [MappingWriter.Form] = [
    .yaml, .json(.compact), .json(.spaces(2)), .json(.spaces(0)), .json(.tabs),
  ]

  private func whole(_ document: Node, _ form: MappingWriter.Form) -> [UInt8] {
    switch form {
    case .yaml: YAMLWriter.write(document)
    case .json(.compact): JSONWriter.write(document)
    case .json(let layout): JSONWriter.write(document, layout: layout) + [0x0A]
    }
  }

  /// Lists with items are added item by item; everything is taken as soon as it is there.
  private func parts(_ document: Object, _ form: MappingWriter.Form) -> [UInt8] {
    var writer = MappingWriter(form)
    var bytes: [UInt8] = []
    for member in document {
      if let items = member.node.array, !items.isEmpty {
        for item in items {
          writer.add(item: item, to: member.key)
          bytes += writer.take()
        }
      } else {
        writer.add(member.key, member.node)
        bytes += writer.take()
      }
    }
    writer.end()
    return bytes + writer.take()
  }

  @Test func everyTreeIsWrittenAsItIsFromATree() {
    for seed in 0..<400 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var document = Object()
      while document.members.count < Int(seed % 6) {
        document["\(document.members.count)"] = RandomTree.node(depth: 4, using: &generator)
      }
      for form in Self.forms {
        #expect(parts(document, form) == whole(Node(.object(document)), form), "seed \(seed), \(form)")
      }
    }
  }
}
