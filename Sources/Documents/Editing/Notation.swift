/// How a document is written down.
public enum Notation: Sendable, Hashable {
  /// YAML, block style unless the text is otherwise.
  case yaml
  /// JSON.
  case json
}

extension Notation {
  /// Writes documents anew, keys in the order given; several documents of YAML are parted by `---`.
  public func write(_ documents: [Node]) -> [UInt8] {
    var bytes: [UInt8] = []
    for (index, document) in documents.enumerated() {
      switch self {
      case .yaml:
        if index > 0 { bytes.append(contentsOf: "---\n".utf8) }
        YAMLWriter.append(document, to: &bytes)
      case .json:
        JSONWriter.append(document, layout: .spaces(2), to: &bytes)
        bytes.append(0x0A)
      }
    }
    return bytes
  }
}
