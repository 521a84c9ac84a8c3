/// A JSONPath by RFC 9535: which values of a document are meant.
///
/// Beyond the RFC: a path may begin without `$`; `~` gives the name of a member instead of its value and `^` what holds a
/// value; names after a dot may have hyphens; filters know `@property`, `@parentProperty`, `@index`, `@path`, `@parent` and
/// `@root`, and the tests `isNull`, `isBoolean`, `isNumber`, `isInteger`, `isString`, `isArray` and `isObject`.
public struct JSONPath: Sendable {
  /// The path as it was written.
  public let text: String
  let segments: [Segment]

  /// Reads a path.
  public init(parsing text: String) throws(JSONPathError) {
    self.text = text
    var parser = JSONPathParser(text)
    self.segments = try parser.path()
  }

  /// A value that a path means, or the name of one.
  public struct Match: Sendable, Hashable {
    /// The position of the value.
    public var position: Int
    /// Whether the name of the value is meant instead of the value.
    public var isName: Bool

    /// Makes a match.
    public init(position: Int, isName: Bool = false) {
      self.position = position
      self.isName = isName
    }
  }

  /// What the path means in a document, in the order of its selectors; by RFC 9535 that may be the same value twice.
  public func matches(in tree: FlatTree) throws(JSONPathError) -> [Match] {
    var evaluator = JSONPathEvaluator(tree: tree)
    return try evaluator.matches(segments, from: Match(position: 0))
  }

  /// The ways to the values that the path means in a document, each once; names of members are no values.
  public func select(in tree: FlatTree) throws(JSONPathError) -> [DocumentPath] {
    var seen: Set<Match> = []
    return try matches(in: tree).filter { !$0.isName && seen.insert($0).inserted }.map { tree.path(to: $0.position) }
  }

  /// The ways to the values that the path means in a document, each once; names of members are no values.
  public func select(in root: Node) throws(JSONPathError) -> [DocumentPath] {
    try select(in: FlatTree(root))
  }
}

extension JSONPath {
  /// One step of a path, from values to values.
  enum Segment: Sendable {
    /// Below each value, what one of the selectors means.
    case child([Selector])
    /// The same for each value and all below it.
    case descendants([Selector])
    /// The name of each value.
    case name
    /// What holds each value.
    case parent
  }

  /// Which items or members of a value are meant.
  enum Selector: Sendable {
    case name(String)
    case wildcard
    case index(Int)
    case slice(start: Int?, end: Int?, step: Int)
    case filter(Condition)
  }

  /// What must be true of an item or member.
  indirect enum Condition: Sendable {
    case any([Condition])
    case all([Condition])
    case not(Condition)
    case comparison(Operand, Comparator, Operand)
    case exists(Query)
    case test(Call)
  }

  enum Comparator: String, Sendable, CaseIterable {
    // The longer ones first, as a reader has to try them.
    case equal = "=="
    case notEqual = "!="
    case notGreater = "<="
    case notLess = ">="
    case less = "<"
    case greater = ">"
  }

  /// A path within a filter.
  struct Query: Sendable {
    enum Origin: Sendable {
      case root
      case current
      case parent
    }

    var origin: Origin
    var segments: [Segment]

    /// Whether it can mean one value at the most.
    var isSingular: Bool {
      segments.allSatisfy { segment in
        guard case .child(let selectors) = segment, selectors.count == 1 else { return false }
        switch selectors[0] {
        case .name, .index: return true
        case .wildcard, .slice, .filter: return false
        }
      }
    }
  }

  /// What a filter knows of the value it looks at besides the value.
  enum Variable: String, Sendable, CaseIterable {
    // The longer ones first, as a reader has to try them.
    case parentProperty
    case property
    case index
    case path
  }

  /// One side of a comparison, or an argument.
  indirect enum Operand: Sendable {
    case literal(Value)
    case query(Query)
    case variable(Variable)
    case call(Call)
  }

  /// A function with what it is given.
  struct Call: Sendable {
    var function: JSONPathFunction
    var arguments: [Operand]
  }
}
