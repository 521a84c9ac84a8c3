import Documents
import Foundation

/// Compares answers with recorded ones, but for what differs from run to run: ids, times, offsets, generated values.
struct BodyComparison {
  /// Recorded values with those that stand for them here: ids and generated keys.
  private(set) var mapping: [String: String] = [:]
  private(set) var differences: [String] = []

  private static let id = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
  private static let token = "[0-9A-Za-z]{32}"
  private static let hash = "[$]pbkdf2-sha512[$]i=10000,l=32[$][^$]{22}[$][^$]{43}"

  /// A recorded text with the values of this run in it.
  func mapped(_ text: String) -> String {
    mapping.reduce(text) { $0.replacingOccurrences(of: $1.key, with: $1.value) }
  }

  func mapped(_ node: Node) -> Node {
    switch node.value {
    case .string(let text): Node(.string(mapped(text)))
    case .array(let array): Node(.array(array.map(mapped)))
    case .object(let object): Node(.object(Object(object.map { .init(key: $0.key, node: mapped($0.node)) })))
    default: node
    }
  }

  /// Compares two answers and remembers the differences; `differences` holds those of this comparison alone.
  mutating func compare(recorded: Node, answered: Node) {
    differences = []
    compare(recorded, answered, "")
  }

  private mutating func compare(_ recorded: Node, _ answered: Node, _ path: String) {
    switch (recorded.value, answered.value) {
    case (.object(let left), .object(let right)):
      for key in Set(left.keys).union(right.keys).sorted() {
        guard let old = left[key], let new = right[key] else {
          differences.append("\(path).\(key): only \(left[key] == nil ? "answered" : "recorded")")
          continue
        }
        compareMember(key, old, new, "\(path).\(key)")
      }
    case (.array(let left), .array(let right)):
      guard left.count == right.count else {
        differences.append("\(path): \(left.count) items recorded, \(right.count) answered")
        return
      }
      for (index, pair) in zip(left, right).enumerated() { compare(pair.0, pair.1, "\(path)[\(index)]") }
    case (.string(let left), .string(let right)):
      compareText(left, right, path)
    default:
      if recorded != answered {
        differences.append("\(path): recorded \(text(recorded)), answered \(text(answered))")
      }
    }
  }

  private mutating func compareMember(_ key: String, _ recorded: Node, _ answered: Node, _ path: String) {
    switch key {
    case "created_at", "updated_at":
      if (recorded.double == nil) != (answered.double == nil) { differences.append("\(path): no time") }
    case "ttl":
      guard let left = recorded.integer, let right = answered.integer else { return compare(recorded, answered, path) }
      if abs(left - right) > 3 { differences.append("\(path): recorded \(left), answered \(right)") }
    case "offset":
      if (recorded.string == nil) != (answered.string == nil) { differences.append("\(path): only one has an offset") }
    case "next":
      let left = recorded.string.map { withoutOffset(mapped($0)) }
      let right = answered.string.map(withoutOffset)
      if left != right { differences.append("\(path): recorded \(left ?? "null"), answered \(right ?? "null")") }
    default:
      compare(recorded, answered, path)
    }
  }

  private mutating func compareText(_ recorded: String, _ answered: String, _ path: String) {
    if mapped(recorded) == answered { return }
    for pattern in [Self.id, Self.token] where both(recorded, answered, match: pattern) {
      mapping[recorded] = answered
      return
    }
    if both(recorded, answered, match: Self.hash) { return }
    differences.append("\(path): recorded \(mapped(recorded)), answered \(answered)")
  }

  private func both(_ left: String, _ right: String, match pattern: String) -> Bool {
    [left, right].allSatisfy { $0.range(of: "^\(pattern)$", options: .regularExpression) != nil }
  }

  private func withoutOffset(_ path: String) -> String {
    path.replacingOccurrences(of: "offset=[^&]*", with: "offset=", options: .regularExpression)
  }

  private func text(_ node: Node) -> String { String(decoding: JSONWriter.write(node), as: UTF8.self) }
}
