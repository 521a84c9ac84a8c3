import Documents

extension Node {
  /// The text of a member, where there is one that is not empty.
  func text(_ key: String) -> String? { self[key]?.string.flatMap { $0.isEmpty ? nil : $0 } }

  /// The items of a member that is a list; none where there is no such member.
  func items(_ key: String) -> [Node] { self[key]?.array ?? [] }

  /// The texts of a member that is a list of them.
  func texts(_ key: String) -> [String] { items(key).compactMap(\.string) }

  /// A member that is there and, if it is a list or a mapping, is not empty.
  func filled(_ key: String) -> Node? {
    guard let node = self[key], !node.isNull else { return nil }
    return node.array?.isEmpty == true || node.object?.isEmpty == true ? nil : node
  }

  /// A scalar as a text; nil for anything else.
  var scalarText: String? {
    switch value {
    case .string(let text): text
    case .integer(let number): String(number)
    case .decimal(let number): number.text
    case .bool(let truth): truth ? "true" : "false"
    default: nil
    }
  }

  /// A text of no place.
  static func text(_ text: String) -> Node { Node(.string(text)) }
}

extension Object {
  /// Sets a member, where there is a value for it.
  mutating func set(_ key: String, _ node: Node?) {
    if let node { self[key] = node }
  }

  /// Takes members over, each under its key or another one, if they are there.
  mutating func take(_ keys: [String], of source: Node?) {
    for key in keys { set(key, source?.filled(key)) }
  }

  /// Takes a member over under another key, if it is there.
  mutating func take(_ key: String, of source: Node?, as name: String) { set(name, source?.filled(key)) }
}
