import Diagnostics
import Documents

extension Node {
  /// The text of a member, where there is one that is not empty.
  func text(_ key: String) -> String? { self[key]?.string.flatMap { $0.isEmpty ? nil : $0 } }

  /// The items of a member that is a list; none where there is no such member.
  func items(_ key: String) -> [Node] { self[key]?.array ?? [] }

  /// The texts of a member that is a list of them.
  func texts(_ key: String) -> [String] { items(key).compactMap(\.string) }

  /// Whether a member says something: an empty list, mapping or text says nothing.
  func filled(_ key: String) -> Node? {
    guard let node = self[key] else { return nil }
    switch node.value {
    case .null: return nil
    case .string(let text): return text.isEmpty ? nil : node
    case .array(let items): return items.isEmpty ? nil : node
    case .object(let object): return object.isEmpty ? nil : node
    default: return node
    }
  }

  /// The same value in which all that was made up stands where the entity does that it was made for.
  func placed(at place: SourcePlace) -> Node {
    var node = self
    if !node.place.isKnown { node.place = place }
    switch node.value {
    case .array(let items): node.value = .array(items.map { $0.placed(at: node.place) })
    case .object(let object):
      node.value = .object(
        Object(
          object.map { member in
            let inner = member.node.placed(at: node.place)
            return Object.Member(
              key: member.key, keyPlace: member.keyPlace.isKnown ? member.keyPlace : inner.place, node: inner)
          }))
    default: break
    }
    return node
  }
}

extension Object {
  /// Sets a member, where there is a value for it.
  mutating func set(_ key: String, _ node: Node?) {
    if let node { self[key] = node }
  }

  /// Takes over a member, under another key where asked to, if it says something there.
  mutating func take(_ key: String, of source: Node?, as name: String? = nil) {
    set(name ?? key, source?.filled(key))
  }
}
