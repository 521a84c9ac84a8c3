/// A step of a compiled expression.
enum RegexInstruction: Sendable {
  /// Takes one character of a set and goes on behind.
  case character(RegexSet)
  /// Goes on behind where an assertion holds.
  case assertion(RegexAssertion)
  /// Goes on at both places.
  case split(Int, Int)
  /// Goes on elsewhere.
  case jump(Int)
  /// The expression has matched.
  case accept
}

/// Lays an expression out as steps.
enum RegexCompiler {
  private static let maximumInstructions = 100_000

  static func compile(
    _ expression: RegexExpression, pattern: String
  ) throws(RegularExpressionError) -> [RegexInstruction] {
    var program: [RegexInstruction] = []
    append(expression, to: &program)
    guard program.count < maximumInstructions else { throw RegularExpressionError(reason: .tooLarge, part: pattern) }
    program.append(.accept)
    return program
  }

  private static func append(_ expression: RegexExpression, to program: inout [RegexInstruction]) {
    guard program.count < maximumInstructions else { return }
    switch expression {
    case .empty: break
    case .character(let set): program.append(.character(set))
    case .assertion(let assertion): program.append(.assertion(assertion))
    case .sequence(let parts): for part in parts { append(part, to: &program) }
    case .alternatives(let parts): append(parts[...], to: &program)
    case .repetition(let inner, let minimum, let maximum):
      for _ in 0..<minimum { append(inner, to: &program) }
      guard let maximum else { return appendLoop(inner, to: &program) }
      var splits: [Int] = []
      for _ in minimum..<max(minimum, maximum) {
        splits.append(program.count)
        program.append(.jump(0))
        append(inner, to: &program)
      }
      for split in splits { program[split] = .split(split + 1, program.count) }
    }
  }

  private static func append(_ alternatives: ArraySlice<RegexExpression>, to program: inout [RegexInstruction]) {
    guard let first = alternatives.first else { return }
    guard alternatives.count > 1 else { return append(first, to: &program) }
    let split = program.count
    program.append(.jump(0))
    append(first, to: &program)
    let jump = program.count
    program.append(.jump(0))
    program[split] = .split(split + 1, program.count)
    append(alternatives.dropFirst(), to: &program)
    program[jump] = .jump(program.count)
  }

  private static func appendLoop(_ inner: RegexExpression, to program: inout [RegexInstruction]) {
    let split = program.count
    program.append(.jump(0))
    append(inner, to: &program)
    program.append(.jump(split))
    program[split] = .split(split + 1, program.count)
  }
}

/// Follows all states of a compiled expression at once.
struct RegexMatcher {
  /// Places in the program, each once, in the order of their coming.
  private struct States {
    var places: [Int] = []
    private var isThere: [Bool]

    init(_ count: Int) {
      isThere = Array(repeating: false, count: count)
    }

    mutating func insert(_ place: Int) -> Bool {
      guard !isThere[place] else { return false }
      isThere[place] = true
      places.append(place)
      return true
    }

    mutating func removeAll() {
      for place in places { isThere[place] = false }
      places.removeAll(keepingCapacity: true)
    }
  }

  private let program: [RegexInstruction]
  private let text: [Unicode.Scalar]
  private var pending: [Int] = []

  static func run(_ program: [RegexInstruction], on text: [Unicode.Scalar], isWhole: Bool) -> Bool {
    var matcher = RegexMatcher(program: program, text: text)
    return matcher.run(isWhole: isWhole)
  }

  private init(program: [RegexInstruction], text: [Unicode.Scalar]) {
    self.program = program
    self.text = text
  }

  private mutating func run(isWhole: Bool) -> Bool {
    var now = States(program.count)
    var next = States(program.count)
    for position in 0...text.count {
      if position == 0 || !isWhole { add(0, at: position, to: &now) }
      if now.places.isEmpty { return false }
      for place in now.places {
        switch program[place] {
        case .accept: if !isWhole || position == text.count { return true }
        case .character(let set):
          if position < text.count, set.contains(text[position]) { add(place + 1, at: position + 1, to: &next) }
        case .assertion, .split, .jump: break
        }
      }
      swap(&now, &next)
      next.removeAll()
    }
    return false
  }

  /// Adds a place and all that can be reached from it without a character.
  private mutating func add(_ place: Int, at position: Int, to states: inout States) {
    pending.append(place)
    while let place = pending.popLast() {
      guard states.insert(place) else { continue }
      switch program[place] {
      case .jump(let target): pending.append(target)
      case .split(let first, let second): pending += [second, first]
      case .assertion(let assertion): if assertion.holds(at: position, in: text) { pending.append(place + 1) }
      case .character, .accept: break
      }
    }
  }
}
