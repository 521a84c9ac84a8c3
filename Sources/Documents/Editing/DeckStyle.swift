/// Documents as decK writes them: keys in the order of their bytes, two spaces a level, list items in the column of
/// their key, and nothing of how they were written before.
public enum DeckStyle {
  /// Writes documents in decK's order and style.
  public static func write(_ documents: [Node], in notation: Notation) -> [UInt8] {
    notation.write(documents.map(sorted))
  }

  private static func sorted(_ node: Node) -> Node {
    switch node.value {
    case .object(let object): Node(.object(object.sorted(sorted)), at: node.place)
    case .array(let nodes): Node(.array(nodes.map(sorted)), at: node.place)
    default: node
    }
  }
}
