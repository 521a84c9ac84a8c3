import Documents
import GatewayModel

/// Lines of a journal, written straight into bytes: a run has two for each of its writes.
struct JournalLines {
  private(set) var bytes: [UInt8] = []

  /// Begins a line with its first member.
  mutating func begin(_ key: String, _ number: Int) {
    bytes.append(UInt8(ascii: "{"))
    add(key: key)
    bytes += "\(number)".utf8
  }

  /// Ends a line.
  mutating func end() {
    bytes += [UInt8(ascii: "}"), 0x0A]
  }

  /// Adds a text.
  mutating func add(_ key: String, _ text: String) {
    next(key)
    JSONWriter.append(string: text, to: &bytes)
  }

  /// Adds a value.
  mutating func add(_ key: String, _ node: Node) {
    next(key)
    JSONWriter.append(node, to: &bytes)
  }

  /// Adds an entity, or null where there is none.
  mutating func add(_ key: String, _ entity: Entity?) {
    next(key)
    append(entity)
  }

  /// Adds where something stands, by the names on the way down.
  mutating func add(_ key: String, _ paths: Set<[String]>) {
    let sorted = paths.sorted { $0.lexicographicallyPrecedes($1) }
    add(key, Node(.array(sorted.map { Node(.array($0.map { Node(.string($0)) })) })))
  }

  /// Adds what goes with a deletion.
  mutating func add(
    _ key: String, _ entities: [Entity], plain: (Entity) -> Object?, name: (Entity) -> String
  ) {
    next(key)
    bytes.append(UInt8(ascii: "["))
    for (position, entity) in entities.enumerated() {
      bytes += (position == 0 ? "{" : ",{").utf8
      add(key: "kind")
      JSONWriter.append(string: entity.kind.collection, to: &bytes)
      add("id", entity.id ?? "")
      add("name", name(entity))
      add("before", entity)
      if let plain = plain(entity) { add("plain", Node(.object(plain))) }
      bytes.append(UInt8(ascii: "}"))
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func next(_ key: String) {
    bytes.append(UInt8(ascii: ","))
    add(key: key)
  }

  private mutating func add(key: String) {
    JSONWriter.append(string: key, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func append(_ entity: Entity?) {
    guard let entity else {
      bytes += "null".utf8
      return
    }
    bytes.append(UInt8(ascii: "{"))
    add(key: "fields")
    JSONWriter.append(Node(.object(entity.fields)), to: &bytes)
    next("references")
    bytes.append(UInt8(ascii: "["))
    var isFirst = true
    for reference in entity.references {
      guard let id = reference.referredID else { continue }
      bytes += (isFirst ? "{" : ",{").utf8
      isFirst = false
      add(key: "field")
      JSONWriter.append(string: reference.field, to: &bytes)
      add("id", id)
      if let item = reference.item { add("item", Node(.integer(item))) }
      bytes.append(UInt8(ascii: "}"))
    }
    bytes += "]}".utf8
  }
}

extension JournalLines {
  /// The lines of writes that were refused, or of which nobody knows what became.
  static func failed(_ numbers: Range<Int>, _ error: TargetError) -> [UInt8] {
    var lines = JournalLines()
    for number in numbers {
      lines.begin("failed", number)
      lines.add("known", Node(.bool(error.isKnownUndone)))
      if error.mayComeYet { lines.add("open", Node(.bool(true))) }
      lines.add("message", "\(error)")
      lines.end()
    }
    return lines.bytes
  }
}
