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
  public private(set) var members: [Member]

  /// An empty mapping.
  public init() {
    self.members = []
  }

  /// Takes members whose keys occur once, as readers make sure.
  public init(_ members: [Member]) {
    self.members = members
  }

  /// The value of a key. Setting replaces the value in its position or appends it; setting nil removes the member.
  public subscript(key: String) -> Node? {
    get {
      for member in members where member.key == key { return member.node }
      return nil
    }
    set {
      let index = members.firstIndex { $0.key == key }
      switch (index, newValue) {
      case (let index?, let node?): members[index].node = node
      case (let index?, nil): members.remove(at: index)
      case (nil, let node?): members.append(Member(key: key, node: node))
      case (nil, nil): break
      }
    }
  }

  /// The member of a key, with the key's place.
  public func member(_ key: String) -> Member? {
    members.first { $0.key == key }
  }

  /// Appends a member whose key is known not to be there.
  public mutating func append(_ member: Member) {
    members.append(member)
  }

  /// Removes a member and returns its value.
  @discardableResult
  public mutating func removeValue(forKey key: String) -> Node? {
    guard let index = members.firstIndex(where: { $0.key == key }) else { return nil }
    return members.remove(at: index).node
  }

  /// The keys in their order.
  public var keys: [String] { members.map(\.key) }

  /// The same members, keys in the order of their UTF-8 bytes.
  public func sorted() -> Object {
    Object(members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
  }
}

extension Object: RandomAccessCollection {
  /// The position of the first member.
  public var startIndex: Int { members.startIndex }
  /// The position past the last member.
  public var endIndex: Int { members.endIndex }
  /// The member at a position.
  public subscript(position: Int) -> Member { members[position] }
}

extension Object: Equatable {
  /// The same keys with equal values, in any order.
  public static func == (left: Object, right: Object) -> Bool {
    guard left.count == right.count else { return false }
    return left.members.allSatisfy { right[$0.key] == $0.node }
  }
}
