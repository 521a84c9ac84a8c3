import Documents
import GatewayModel

/// What of an entity is left once its identity is: entities that differ in plain names, hosts and paths alone get the same
/// answer, so that of ten thousand services one is asked about.
enum QuestionShape {
  /// Entities with the same key have the same shape.
  static func key(_ question: Question) -> [UInt8] {
    let change = question.change
    let configuration = change.kind.configField
    let isCredential = change.kind.references.contains { $0.collection == "consumers" && $0.required }
    var shape = Object()
    for member in change.fields {
      // What a plugin is told is judged by code of its own.
      let isKept = member.key == configuration || member.key == change.kind.configuration?.selector
      // Any text will do for a password.
      let isFree = isCredential && change.kind.secretFields.contains(member.key) && member.node.string != nil
      shape[member.key] = isFree ? Node(.string("a")) : isKept ? member.node : plain(member.node)
    }
    for reference in change.references { shape["\(reference.field)[\(reference.item ?? 0)]"] = Node(.bool(true)) }
    return Array(change.kind.collection.utf8) + JSONWriter.write(Node(.object(shape)))
  }

  private static func plain(_ node: Node) -> Node {
    switch node.value {
    case .string(let text): return isPlain(text) ? Node(.string("a")) : node
    case .array(let items):
      var shapes: [Node] = []
      for item in items.map(plain) where !shapes.contains(item) { shapes.append(item) }
      return Node(.array(shapes))
    case .object(let object):
      return Node(.object(object.mapNodes { plain($1) }))
    default: return node
    }
  }

  /// Whether a text is one that names, hosts and paths are made of.
  private static func isPlain(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 60
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"),
          UInt8(ascii: "_"), UInt8(ascii: ":"):
          true
        default: false
        }
      }
  }
}
