public import Diagnostics

/// A value of a document together with its place: what readers make, writers write and everything between passes on.
///
/// `Value` is qualified here because `Node.Value` is what a dictionary literal's values are: nodes.
public struct Node: Sendable {
  /// The value.
  public var value: Documents.Value
  /// Where the value stands and what it was made from; `.none` for what came from no text.
  public var place: SourcePlace

  /// Makes a node.
  @inlinable
  public init(_ value: Documents.Value, at place: SourcePlace = .none) {
    self.value = value
    self.place = place
  }
}

/// What a node can be: the JSON data model, with keys in their order and numbers as they were written.
public enum Value: Sendable {
  /// The null of JSON and YAML.
  case null
  /// A boolean.
  case bool(Bool)
  /// A whole number that fits 64 bits.
  case integer(Int)
  /// Any other number, with its exact text.
  case decimal(DecimalNumber)
  /// A text.
  case string(String)
  /// A list.
  case array([Node])
  /// A mapping.
  case object(Object)
}

/// A number that is no 64-bit integer, kept as its JSON text so that nothing is lost on the way through.
public struct DecimalNumber: Sendable, Hashable {
  /// The number in JSON notation, such as `0.10` or `1e400`.
  public let text: String

  /// Takes a text that a reader found to be a JSON number.
  public init(text: String) {
    self.text = text
  }

  /// Takes a finite double, in its shortest exact notation.
  public init(_ double: Double) {
    self.text = "\(double)"
  }

  /// The nearest double; infinite where the number exceeds its range.
  public var double: Double { Double(text) ?? .nan }
}

extension Value {
  /// The kind of the value in a reader's words: "a string", "a mapping", …
  public var kindDescription: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .integer: "an integer"
    case .decimal: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "a mapping"
    }
  }
}

extension Node {
  /// The null of no place.
  public static let null = Node(.null)

  /// Whether the value is null.
  @inlinable public var isNull: Bool { if case .null = value { true } else { false } }
  /// The text, if the value is one.
  @inlinable public var string: String? { if case .string(let string) = value { string } else { nil } }
  /// The boolean, if the value is one.
  @inlinable public var bool: Bool? { if case .bool(let bool) = value { bool } else { nil } }
  /// The integer, if the value is one that fits 64 bits.
  @inlinable public var integer: Int? { if case .integer(let integer) = value { integer } else { nil } }
  /// The list, if the value is one.
  @inlinable public var array: [Node]? { if case .array(let array) = value { array } else { nil } }
  /// The mapping, if the value is one.
  @inlinable public var object: Object? { if case .object(let object) = value { object } else { nil } }
  /// The value as a double, if it is a number.
  public var double: Double? {
    switch value {
    case .integer(let integer): Double(integer)
    case .decimal(let decimal): decimal.double
    default: nil
    }
  }

  /// The member of a mapping; nil where this is none or has no such key.
  @inlinable public subscript(key: String) -> Node? { object?[key] }

  /// Whether the value, or any value within it, came from the environment.
  public var containsEnvironmentValue: Bool {
    if place.origin.isEnvironment { return true }
    switch value {
    case .array(let nodes): return nodes.contains { $0.containsEnvironmentValue }
    case .object(let object): return object.contains { $0.node.containsEnvironmentValue }
    default: return false
    }
  }
}

extension Node {
  /// Whether the value, or any key or value within it, was left out by an expression that has none.
  public var hasGaps: Bool {
    switch value {
    case .null: return place.origin == .unknown
    case .array(let nodes): return nodes.contains { $0.hasGaps }
    case .object(let object): return object.contains { $0.keyPlace.origin == .unknown || $0.node.hasGaps }
    default: return false
    }
  }

  /// Takes the mapping out, leaving null: whoever changes it then need not copy it.
  public mutating func takeObject() -> Object? {
    guard case .object(let object) = value else { return nil }
    value = .null
    return object
  }

  /// Takes the list out, leaving null.
  public mutating func takeArray() -> [Node]? {
    guard case .array(let items) = value else { return nil }
    value = .null
    return items
  }

  /// Takes the value out, leaving null.
  public mutating func take() -> Node {
    let node = self
    value = .null
    return node
  }
}

extension Node: Equatable {
  /// Equal values, wherever they stand; the order of a mapping's keys does not matter.
  public static func == (left: Node, right: Node) -> Bool { left.value == right.value }
}

extension Value: Equatable {
  /// Equal values, numbers by their text; the order of a mapping's keys does not matter.
  ///
  /// Texts of another length are others: what Unicode calls equivalent, `ü` and a `u` with a mark, is not to a gateway.
  public static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.decimal(let left), .decimal(let right)): left == right
    case (.string(let left), .string(let right)): left.utf8.count == right.utf8.count && left == right
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    default: false
    }
  }
}

extension Node: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  // Not by nil: in a `Node?` it would be a null that is there, where nothing is meant.

  /// A text of no place.
  public init(stringLiteral value: String) { self.init(.string(value)) }
  /// An integer of no place.
  public init(integerLiteral value: Int) { self.init(.integer(value)) }
  /// A boolean of no place.
  public init(booleanLiteral value: Bool) { self.init(.bool(value)) }
  /// A list of no place.
  public init(arrayLiteral elements: Node...) { self.init(.array(elements)) }
  /// A mapping of no place.
  public init(dictionaryLiteral elements: (String, Node)...) {
    self.init(.object(Object(elements.map { Object.Member(key: $0.0, node: $0.1) })))
  }
}
