public import Diagnostics

/// A mapping with its keys in the order in which they were written.
///
/// Entities have some ten to thirty members, where a walk along an array beats hashing and costs no second table.
public struct Object: Sendable {
  /// One key with its value.
  public struct Member: Sendable {
    /// The key.
    public var key: String
    /// Where the key stands.
    public var keyPlace: SourcePlace
    /// The value, with its own place.
    public var node: Node

    /// Makes a member.
    @inlinable
    public init(key: String, keyPlace: SourcePlace = .none, node: Node) {
      self.key = key
      self.keyPlace = keyPlace
      self.node = node
    }
  }

  /// The members in their order; keys occur once.
  @inlinable public var members: [Member] { storage }

  @usableFromInline var storage: [Member]

  /// An empty mapping.
  public init() {
    self.storage = []
  }

  /// Takes members whose keys occur once, as readers make sure.
  public init(_ members: [Member]) {
    self.storage = members
  }

  /// The value of a key. Setting replaces the value in its position or appends it; setting nil removes the member.
  @inlinable
  public subscript(key: String) -> Node? {
    get { position(of: key).map { storage[$0].node } }
    set {
      switch (position(of: key), newValue) {
      case (let index?, let node?): storage[index].node = node
      case (let index?, nil): storage.remove(at: index)
      case (nil, let node?): storage.append(Member(key: key, node: node))
      case (nil, nil): break
      }
    }
  }

  /// The position of a key. Members are looked at where they are: copying one would count references up and down, and
  /// this is where comparing spends its time. Lengths, which strings have at hand, settle most comparisons.
  @inlinable
  public func position(of key: String) -> Int? {
    #if DEBUG
    OperationTally.current?.add(.lookUp)
    #endif
    let length = key.utf8.count
    var index = 0
    while index < storage.count {
      if storage[index].key.utf8.count == length, storage[index].key == key { return index }
      index += 1
    }
    return nil
  }

  /// The member of a key, with the key's place.
  public func member(_ key: String) -> Member? {
    position(of: key).map { storage[$0] }
  }

  /// Whether a member's value is null; seen without copying one.
  @inlinable public var hasNulls: Bool {
    var index = 0
    while index < storage.count {
      if storage[index].node.isNull { return true }
      index += 1
    }
    return false
  }

  /// Appends a member whose key is known not to be there.
  public mutating func append(_ member: Member) {
    storage.append(member)
  }

  /// Removes a member and returns its value.
  @discardableResult
  public mutating func removeValue(forKey key: String) -> Node? {
    position(of: key).map { storage.remove(at: $0).node }
  }

  /// Puts a member whose key is known not to be there before the one at a position.
  public mutating func insert(_ member: Member, at position: Int) { storage.insert(member, at: position) }

  /// Removes the member at a position and returns it.
  public mutating func remove(at position: Int) -> Member { storage.remove(at: position) }

  /// Removes the members for which this is true.
  public mutating func removeAll(where isUnwanted: (Member) -> Bool) {
    storage.removeAll(where: isUnwanted)
  }

  /// Changes the value of a key where it stands; nil where there is no such key.
  @inlinable @discardableResult
  public mutating func change<Result>(_ key: String, _ body: (inout Node) throws -> Result) rethrows -> Result? {
    guard let index = position(of: key) else { return nil }
    return try body(&storage[index].node)
  }

  /// Changes the value of each key where it stands.
  public mutating func changeEach(_ body: (String, inout Node) throws -> Void) rethrows {
    for index in storage.indices { try body(storage[index].key, &storage[index].node) }
  }

  /// The same keys in the same places, with values made from theirs.
  public func mapNodes(_ value: (_ key: String, _ node: Node) throws -> Node) rethrows -> Object {
    Object(try storage.map { Member(key: $0.key, keyPlace: $0.keyPlace, node: try value($0.key, $0.node)) })
  }

  /// The same without the members for which there is no value.
  public func compactMapNodes(_ value: (_ key: String, _ node: Node) throws -> Node?) rethrows -> Object {
    Object(
      try storage.compactMap { member in
        try value(member.key, member.node).map { Member(key: member.key, keyPlace: member.keyPlace, node: $0) }
      })
  }

  /// The keys in their order.
  public var keys: [String] { storage.map(\.key) }

  /// The same members, keys in the order of their UTF-8 bytes.
  public func sorted() -> Object { sorted { $0 } }

  /// Members in the order of the UTF-8 bytes of their keys, with values made from theirs.
  public func sorted(_ value: (Node) -> Node) -> Object {
    // Positions are sorted, not members: moving one of those about counts references each time.
    let order = storage.indices.sorted { storage[$0].key.precedesInBytes(storage[$1].key) }
    return Object(
      order.map { Member(key: storage[$0].key, keyPlace: storage[$0].keyPlace, node: value(storage[$0].node)) })
  }
}

extension Object: RandomAccessCollection {
  /// The position of the first member.
  @inlinable public var startIndex: Int { storage.startIndex }
  /// The position past the last member.
  @inlinable public var endIndex: Int { storage.endIndex }
  /// The member at a position.
  @inlinable public subscript(position: Int) -> Member { storage[position] }
}

extension Object: Equatable {
  /// The same keys with equal values, in any order.
  public static func == (left: Object, right: Object) -> Bool {
    guard left.count == right.count else { return false }
    return left.storage.indices.allSatisfy { index in
      // Most mappings that are equal have their keys in the same order.
      if right.storage[index].key == left.storage[index].key {
        return right.storage[index].node == left.storage[index].node
      }
      return right[left.storage[index].key] == left.storage[index].node
    }
  }
}

extension Object: ExpressibleByDictionaryLiteral {
  /// Members of no place.
  public init(dictionaryLiteral elements: (String, Node)...) {
    self.init(elements.map { Member(key: $0.0, node: $0.1) })
  }
}
