import Diagnostics
package import Documents

/// All texts that an API document consists of, and what the references in them lead to.
///
/// Whoever has one may follow any reference without fear of failure: ``ReferenceLoader`` made sure that each of them leads
/// somewhere, and that none leads back to itself alone.
package struct ReferenceTable: Sendable {
  /// The texts by their sources.
  var documents: [SourceID: Node] = [:]
  /// The sources by their paths, without `.` and `..`.
  var sources: [String: SourceID] = [:]

  /// What a mapping with `$ref` says; nil for any other node.
  package static func text(of node: Node) -> Node? {
    guard let text = node.object?["$ref"], text.string != nil else { return nil }
    return text
  }

  /// Where the `$ref` of a mapping leads, whether something is there or not; nil for any other node.
  package func address(of node: Node) -> ReferenceAddress? {
    guard let text = ReferenceTable.text(of: node) else { return nil }
    return target(of: text)
  }

  /// Where the text of a `$ref` leads, seen from where it stands.
  func target(of text: Node) -> ReferenceAddress? {
    let reference = ReferenceText(text.string ?? "")
    guard let tokens = reference.tokens, !reference.isRemote else { return nil }
    if reference.file.isEmpty { return ReferenceAddress(source: text.place.source, tokens: tokens) }
    let path = FilePath.joined(text.place.source.name, reference.file)
    return sources[path].map { ReferenceAddress(source: $0, tokens: tokens) }
  }

  /// What stands at an address; nil where nothing does.
  package func node(at address: ReferenceAddress) -> Node? {
    guard var node = documents[address.source] else { return nil }
    for token in address.tokens {
      switch node.value {
      case .object(let object):
        guard let next = object[token] else { return nil }
        node = next
      case .array(let items):
        guard let position = Int(token), items.indices.contains(position) else { return nil }
        node = items[position]
      default:
        return nil
      }
    }
    return node
  }

  /// The node that a node stands for: itself, or what its reference leads to in the end.
  package func resolved(_ node: Node) -> Node {
    var current = node
    var seen: Set<ReferenceAddress> = []
    while let address = address(of: current), seen.insert(address).inserted, let next = self.node(at: address) {
      current = next
    }
    return current
  }
}
