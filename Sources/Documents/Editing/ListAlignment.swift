import Diagnostics

/// Which items of a list are items that it had before: those of the same place, else of the same text, else those that
/// stand in the same gap.
struct ListAlignment {
  /// For each item, which of the former ones it is.
  private(set) var former: [Int?]
  private let old: [Node]
  private let new: [Node]
  private var isTaken: [Bool]

  init(_ new: [Node], former old: [Node]) {
    self.old = old
    self.new = new
    former = Array(repeating: nil, count: new.count)
    isTaken = Array(repeating: false, count: old.count)
    matchEnds()
    guard former.contains(nil), isTaken.contains(false) else { return }
    match({ [new] in new[$0].place.isKnown ? [new[$0].place] : [] }, { [old] in [old[$0].place] })
    match({ [new] in Self.text(new[$0]).map { [$0] } ?? [] }, { [old] in Self.text(old[$0]).map { [$0] } ?? [] })
    match({ [new] in Self.placesWithin(new[$0]) }, { [old] in Self.placesWithin(old[$0]) })
    matchGaps()
  }

  private mutating func take(_ item: Int, _ formerItem: Int) {
    former[item] = formerItem
    isTaken[formerItem] = true
  }

  /// Whether an item is one that was read, perhaps with other things in it.
  static func isSame(_ left: Node, _ right: Node) -> Bool { left.place.isKnown && left.place == right.place }

  private mutating func matchEnds() {
    var start = 0
    while start < min(new.count, old.count), Self.isSame(new[start], old[start]) {
      take(start, start)
      start += 1
    }
    var length = 1
    while length <= min(new.count, old.count) - start,
      Self.isSame(new[new.count - length], old[old.count - length])
    {
      take(new.count - length, old.count - length)
      length += 1
    }
  }

  /// Matches items that share a trait, each with the first one that is left.
  private mutating func match<Trait: Hashable>(_ newTraits: (Int) -> [Trait], _ oldTraits: (Int) -> [Trait]) {
    var holders: [Trait: [Int]] = [:]
    for index in old.indices.reversed() where !isTaken[index] {
      for trait in oldTraits(index) { holders[trait, default: []].append(index) }
    }
    guard !holders.isEmpty else { return }
    for index in new.indices where former[index] == nil {
      search: for trait in newTraits(index) {
        while let candidate = holders[trait]?.popLast() {
          guard !isTaken[candidate] else { continue }
          take(index, candidate)
          break search
        }
      }
    }
  }

  /// Between two items that stayed, as many new ones as old ones are changed ones.
  private mutating func matchGaps() {
    var start = 0
    var oldStart = 0
    for index in 0...new.count {
      let match = index < new.count ? former[index] : old.count
      guard let match else { continue }
      if match >= oldStart {
        let isFree = isTaken[oldStart..<match].allSatisfy { !$0 }
        if isFree, match - oldStart == index - start {
          for offset in 0..<index - start where Self.areAlike(new[start + offset], old[oldStart + offset]) {
            take(start + offset, oldStart + offset)
          }
        }
        oldStart = match + 1
      }
      start = index + 1
    }
  }

  private static func areAlike(_ left: Node, _ right: Node) -> Bool {
    switch (left.value, right.value) {
    case (.array, .array), (.object, .object): true
    case (.array, _), (.object, _), (_, .array), (_, .object): false
    default: true
    }
  }

  /// What a scalar says, with its type.
  private static func text(_ node: Node) -> String? {
    switch node.value {
    case .null: "null"
    case .bool(let bool): "bool \(bool)"
    case .integer(let integer): "number \(integer)"
    case .decimal(let decimal): "number \(decimal.text)"
    case .string(let string): "text \(string)"
    case .array, .object: nil
    }
  }

  /// The places of the keys or items of what was put together anew.
  private static func placesWithin(_ node: Node) -> [SourcePlace] {
    switch node.value {
    case .object(let object): object.members.map(\.keyPlace).filter(\.isKnown)
    case .array(let items): items.map(\.place).filter(\.isKnown)
    default: []
    }
  }
}
