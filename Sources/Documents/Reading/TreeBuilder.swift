import Diagnostics

/// Puts a tree together from the events of a reader, without recursion and with one allocation per list or mapping.
struct TreeBuilder: ~Copyable {
  private struct Frame {
    var place: SourcePlace
    var isObject: Bool
    /// Where the frame's members or items begin on the common stack.
    var base: Int
    /// One bit for each key's hash: a clear bit proves that a key is new.
    var seen: UInt64 = 0
    /// Which members, counted from the base, are merges rather than keys.
    var merges: [Int] = []
    var nodesBefore: Int
    var height = 0
  }

  private var frames: [Frame] = []
  private var members = MoveStack<Object.Member>()
  private var items = MoveStack<Node>()
  private let limits: DocumentLimits
  private let lastKeyWins: Bool
  private var hasRepeatedKeys = false

  /// The finished tree.
  private(set) var root: Node?
  /// How many values were added, those of aliases included.
  private(set) var nodeCount = 0
  /// What was found wrong with keys.
  var diagnostics: [Diagnostic] = []

  /// Makes a builder; with `lastKeyWins` a repeated key is worth a warning, and its last value counts.
  init(limits: DocumentLimits, lastKeyWins: Bool = false) {
    self.limits = limits
    self.lastKeyWins = lastKeyWins
  }

  /// How many lists and mappings are open.
  var depth: Int { frames.count }
  /// Whether the innermost open one is a mapping.
  var isInObject: Bool { frames.last?.isObject ?? false }
  /// Where the innermost open list or mapping begins.
  var openPlace: SourcePlace { frames.last?.place ?? .none }

  /// Forgets the finished tree, to make the next one.
  mutating func takeRoot() -> Node? {
    defer { root = nil }
    return root
  }

  /// Opens a mapping or list.
  mutating func begin(object: Bool, at place: SourcePlace) throws(DiagnosticError) {
    guard frames.count < limits.maximumDepth else { throw tooDeep(at: place) }
    frames.append(
      Frame(
        place: place, isObject: object, base: object ? members.count : items.count, nodesBefore: nodeCount))
    try count(1, at: place)
  }

  /// Adds a key to the open mapping; its value follows.
  @inline(__always)
  mutating func key(_ key: String, hash: UInt64, at place: SourcePlace) {
    let top = frames.count - 1
    let bit: UInt64 = 1 << (hash & 63)
    if frames[top].seen & bit != 0, members.count - frames[top].base <= Self.linearLimit {
      noteDuplicate(of: key, at: place, from: frames[top].base)
    }
    frames[top].seen |= bit
    members.append(Object.Member(key: key, keyPlace: place, node: .null))
  }

  /// Adds a merge key to the open mapping; what it merges follows.
  mutating func mergeKey(at place: SourcePlace) {
    let top = frames.count - 1
    frames[top].merges.append(members.count - frames[top].base)
    members.append(Object.Member(key: Self.mergeKey, keyPlace: place, node: .null))
  }

  /// Adds a value: to the open list, to the key before, or as the whole document.
  @inline(__always)
  mutating func add(_ node: Node) throws(DiagnosticError) {
    try count(1, at: node.place)
    place(node)
  }

  /// Adds a value that stands elsewhere in the document again.
  mutating func addAlias(_ node: Node, nodes: Int, height: Int, at place: SourcePlace) throws(DiagnosticError) {
    guard frames.count + height <= limits.maximumDepth else { throw tooDeep(at: place) }
    nodeCount += nodes
    guard nodeCount <= limits.maximumNodes else {
      throw DiagnosticError(
        Diagnostic(
          code: "alias-expansion", "aliases make more than \(limits.maximumNodes) values of this document", at: place,
          hint: "aliases that repeat aliases multiply; write out what is needed"))
    }
    if let top = frames.indices.last { frames[top].height = max(frames[top].height, height) }
    self.place(node)
  }

  /// Closes the innermost mapping or list and adds it where it belongs.
  @discardableResult
  mutating func end() -> (node: Node, nodes: Int, height: Int) {
    guard let frame = frames.popLast() else { return (.null, 0, 0) }
    let node: Node
    if frame.isObject {
      var own = members.removeList(from: frame.base)
      if own.count > Self.linearLimit + 1 { noteDuplicates(among: own) }
      if !frame.merges.isEmpty { applyMerges(&own, at: frame.merges) }
      if lastKeyWins, hasRepeatedKeys { Self.keepLast(&own) }
      node = Node(.object(Object(own)), at: frame.place)
    } else {
      node = Node(.array(items.removeList(from: frame.base)), at: frame.place)
    }
    let height = frame.height + 1
    if let top = frames.indices.last { frames[top].height = max(frames[top].height, height) }
    place(node)
    return (node, nodeCount - frame.nodesBefore, height)
  }

  @inline(__always)
  private mutating func place(_ node: Node) {
    guard let top = frames.last else {
      root = node
      return
    }
    if top.isObject {
      members[members.count - 1].node = node
    } else {
      items.append(node)
    }
  }

  @inline(__always)
  private mutating func count(_ nodes: Int, at place: SourcePlace) throws(DiagnosticError) {
    nodeCount += nodes
    guard nodeCount <= limits.maximumNodes else {
      throw DiagnosticError(
        Diagnostic(code: "too-large", "the document holds more than \(limits.maximumNodes) values", at: place))
    }
  }

  private func tooDeep(at place: SourcePlace) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "too-deep", "lists and mappings are nested more than \(limits.maximumDepth) levels deep", at: place))
  }
}

extension TreeBuilder {
  /// Up to this many keys a walk finds duplicates; beyond, a table does when the mapping ends.
  fileprivate static var linearLimit: Int { 64 }
  /// Enough to see what went wrong; a text of nothing but one key would fill the memory with complaints.
  private static var maximumDiagnostics: Int { 100 }

  fileprivate mutating func noteDuplicate(of key: String, at place: SourcePlace, from base: Int) {
    for position in base..<members.count where members[position].key == key {
      return noteDuplicate(key, at: place, first: members[position].keyPlace)
    }
  }

  fileprivate mutating func noteDuplicates(among members: [Object.Member]) {
    var first: [String: SourcePlace] = Dictionary(minimumCapacity: members.count)
    for (index, member) in members.enumerated() where member.key != Self.mergeKey {
      guard let place = first[member.key] else {
        first[member.key] = member.keyPlace
        continue
      }
      // Those among the first were seen when they came.
      if index > Self.linearLimit {
        noteDuplicate(member.key, at: member.keyPlace, first: place)
      }
    }
  }

  mutating func report(_ diagnostic: Diagnostic) {
    if diagnostics.count < Self.maximumDiagnostics { diagnostics.append(diagnostic) }
  }

  private mutating func noteDuplicate(_ key: String, at place: SourcePlace, first: SourcePlace) {
    hasRepeatedKeys = true
    var diagnostic = Self.duplicate(key, at: place, first: first)
    if lastKeyWins { diagnostic.severity = .warning }
    report(diagnostic)
  }

  /// Of members with one key the last stays, where it is.
  fileprivate static func keepLast(_ members: inout [Object.Member]) {
    var seen: Set<String> = []
    let kept = members.reversed().filter { seen.insert($0.key).inserted }
    if kept.count < members.count { members = kept.reversed() }
  }

  private static func duplicate(_ key: String, at place: SourcePlace, first: SourcePlace) -> Diagnostic {
    // A key that came from the environment may be a secret.
    let name = place.origin.isEnvironment || first.origin.isEnvironment ? "a key" : "the key '\(key)'"
    return Diagnostic(
      code: "duplicate-key", "\(name) occurs twice in the same mapping", at: place,
      hint: "keep one of the two, or merge their contents",
      notes: first.isKnown ? [Diagnostic.Note("it occurs first here", at: first)] : [])
  }
}
