extension Node {
  /// Changes the node at a path where it stands; nil where there is none.
  ///
  /// Lists and mappings on the way are moved, not copied, so that a change costs the length of its path.
  @discardableResult
  public mutating func change<Result>(
    at path: DocumentPath, _ body: (inout Node) throws -> Result
  ) rethrows -> Result? {
    var result: Result?
    try reach(path, from: 0) { result = try body(&$0) }
    return result
  }

  // Apart from what a change answers: a generic function that calls itself would ask for its types at every step.
  private mutating func reach(
    _ path: DocumentPath, from step: Int, _ body: (inout Node) throws -> Void
  ) rethrows {
    guard step < path.steps.count else { return try body(&self) }
    switch path.steps[step] {
    case .key(let key):
      guard var object = takeObject() else { return }
      defer { value = .object(object) }
      try object.change(key) { try $0.reach(path, from: step + 1, body) }
    case .index(let index):
      guard var items = takeArray() else { return }
      defer { value = .array(items) }
      guard items.indices.contains(index) else { return }
      try items[index].reach(path, from: step + 1, body)
    }
  }

  /// Changes each item of a list where it stands; nothing where this is none.
  public mutating func changeItems(_ body: (Int, inout Node) throws -> Void) rethrows {
    guard var items = takeArray() else { return }
    defer { value = .array(items) }
    for index in items.indices { try body(index, &items[index]) }
  }

  /// Changes the mapping where it stands; nil where this is none.
  @discardableResult
  public mutating func changeObject<Result>(_ body: (inout Object) throws -> Result) rethrows -> Result? {
    guard var object = takeObject() else { return nil }
    defer { value = .object(object) }
    return try body(&object)
  }

  /// The same value at no place, as what is new in a document.
  public var withoutPlaces: Node {
    switch value {
    case .array(let items): Node(.array(items.map(\.withoutPlaces)))
    case .object(let object):
      Node(.object(Object(object.map { Object.Member(key: $0.key, node: $0.node.withoutPlaces) })))
    default: Node(value)
    }
  }

  /// The same value in the place of another: what both have keeps its place and its position, so that it stays as it is
  /// written.
  public func replacing(_ before: Node) -> Node {
    switch (value, before.value) {
    case (.object(let object), .object(let old)):
      var members = old.members.compactMap { member in
        object[member.key].map {
          Object.Member(key: member.key, keyPlace: member.keyPlace, node: $0.replacing(member.node))
        }
      }
      members += object.filter { old[$0.key] == nil }
      return Node(.object(Object(members)), at: before.place)
    case (.array(let items), .array(let old)):
      let new = items.enumerated().map { index, item in
        index < old.count ? item.replacing(old[index]) : item
      }
      return Node(.array(new), at: before.place)
    default:
      return self == before ? before : self
    }
  }

  /// The text of a scalar, numbers in their shortest form and null as `null`; nil for lists and mappings.
  public var scalarText: String? {
    switch value {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let number): String(number)
    case .decimal(let number): number.shortest
    case .string(let text): text
    case .array, .object: nil
    }
  }
}

extension DecimalNumber {
  /// The shortest text that means the same number to a reader of doubles; the number's own where it is beyond those.
  var shortest: String {
    let number = double
    guard number.isFinite else { return text }
    if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
    return "\(number)"
  }
}
