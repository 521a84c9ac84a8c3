/// A file, standard input or another text that nodes come from, by its index in the process-wide table of sources.
///
/// Nodes carry two bytes instead of a name, so that a place costs twelve bytes whatever the path's length.
public struct SourceID: Hashable, Sendable {
  /// The index in the table of sources; 0 is "no source".
  public let rawValue: UInt16

  /// What did not come from a text at all: values the tool made, or that a gateway answered.
  public static let none = SourceID(rawValue: 0)

  init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// Enters a source under the name by which the user knows it, such as a path; "-" is standard input.
  ///
  /// The same name gives the same id. The table holds 65,534 names; further ones share the last entry.
  public init(name: String) {
    self.rawValue = UInt16(truncatingIfNeeded: InternTable.sources.index(of: name))
  }

  /// The name that the source was entered with.
  public var name: String {
    InternTable.sources.value(at: Int(rawValue)) ?? "<unknown>"
  }
}

/// Where a value came from besides its text: nowhere else, or from environment variables, in whole or in part.
public struct ValueOrigin: Hashable, Sendable {
  /// The index in the table of origins; 0 is "as written".
  public let rawValue: UInt16

  /// The value stands in its source as it is.
  public static let written = ValueOrigin(rawValue: 0)

  init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// The value was made, in whole or in part, from these environment variables; none where they are not known.
  public init(environment names: [String]) {
    let unique = names.isEmpty ? ["(unknown)"] : Array(Set(names)).sorted()
    self.rawValue = UInt16(truncatingIfNeeded: InternTable.origins.index(of: unique.joined(separator: " ")))
  }

  /// The value was to be made from the environment, and nobody can tell from which variable.
  public static let unknown = ValueOrigin(environment: [])

  /// Whether any part of the value came from the environment: such a value is secret.
  public var isEnvironment: Bool { rawValue != 0 }

  /// The environment variables that the value was made from, sorted; empty for a written value.
  public var environmentNames: [String] {
    guard isEnvironment, let names = InternTable.origins.value(at: Int(rawValue)) else { return [] }
    return names.split(separator: " ").map(String.init)
  }
}

/// Where a value stands: source, line and column (both counted from 1, columns in characters), and its origin.
public struct SourcePlace: Hashable, Sendable {
  /// The line, from 1; 0 where the value has no place in a text.
  public var line: UInt32
  /// The column in characters, from 1; 0 where the value has no place in a text.
  public var column: UInt32
  /// The source that line and column count in.
  public var source: SourceID
  /// What else the value was made from.
  public var origin: ValueOrigin

  /// The place of what stands in no text.
  public static let none = SourcePlace(line: 0, column: 0, source: .none)

  /// Makes a place; line and column count from 1.
  public init(line: UInt32, column: UInt32, source: SourceID, origin: ValueOrigin = .written) {
    self.line = line
    self.column = column
    self.source = source
    self.origin = origin
  }

  /// Whether the place is in a text.
  public var isKnown: Bool { line != 0 }

  /// Whether both are the same spot of a text, whatever the value that stands there was made from.
  public func isAt(_ other: SourcePlace) -> Bool {
    line == other.line && column == other.column && source == other.source && isKnown
  }
}

extension SourcePlace: CustomStringConvertible {
  /// `file:line:column`, or `<no source>`.
  public var description: String {
    isKnown ? "\(source.name):\(line):\(column)" : "<no source>"
  }
}
