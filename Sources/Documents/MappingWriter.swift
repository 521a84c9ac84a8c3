/// Writes a document that is a mapping member by member, and long lists in it item by item: neither the tree nor the text
/// need ever stand in memory as a whole.
public struct MappingWriter: Sendable {
  /// How the document is written.
  public enum Form: Sendable, Hashable {
    /// As JSON; with a line break at the end unless it is all on one line.
    case json(JSONWriter.Layout)
    /// As YAML.
    case yaml
  }

  private let form: Form
  private var isEmpty = true
  /// The list to which items are added.
  private var list: String?
  private var bytes: [UInt8] = []

  /// Begins a document.
  public init(_ form: Form) {
    self.form = form
    if case .json = form { bytes.append(UInt8(ascii: "{")) }
  }

  /// How many bytes there are to take.
  public var count: Int { bytes.count }

  /// Takes what was written since it was last asked for.
  public mutating func take() -> [UInt8] {
    let taken = bytes
    bytes = []
    bytes.reserveCapacity(taken.count)
    return taken
  }

  /// Adds a member.
  public mutating func add(_ key: String, _ node: Node) {
    endList()
    switch form {
    case .yaml: YAMLWriter.append(Node(.object([key: node])), to: &bytes)
    case .json(let layout):
      begin(key, layout)
      JSONWriter.append(node.value, layout, 1, &bytes)
    }
    isEmpty = false
  }

  /// Adds an item to the list under a key, which begins with the first one.
  public mutating func add(item: Node, to key: String) {
    let isFirst = list != key
    if isFirst { endList() }
    switch form {
    // Items stand in the column of their key, so that each is written as if it were alone.
    case .yaml where isFirst: YAMLWriter.append(Node(.object([key: Node(.array([item]))])), to: &bytes)
    case .yaml: YAMLWriter.append(Node(.array([item])), to: &bytes)
    case .json(let layout):
      if isFirst { begin(key, layout) }
      bytes.append(UInt8(ascii: isFirst ? "[" : ","))
      JSONWriter.appendBreak(layout, 2, &bytes)
      JSONWriter.append(item.value, layout, 2, &bytes)
    }
    list = key
    isEmpty = false
  }

  /// Ends the document.
  public mutating func end() {
    endList()
    switch form {
    case .yaml: if isEmpty { YAMLWriter.append(Node(.object(Object())), to: &bytes) }
    case .json(let layout):
      if !isEmpty { JSONWriter.appendBreak(layout, 0, &bytes) }
      bytes.append(UInt8(ascii: "}"))
      JSONWriter.appendBreak(layout, 0, &bytes)
    }
  }

  private mutating func begin(_ key: String, _ layout: JSONWriter.Layout) {
    if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    JSONWriter.append(member: key, layout, 1, &bytes)
  }

  private mutating func endList() {
    guard list != nil else { return }
    list = nil
    guard case .json(let layout) = form else { return }
    JSONWriter.appendBreak(layout, 1, &bytes)
    bytes.append(UInt8(ascii: "]"))
  }
}
