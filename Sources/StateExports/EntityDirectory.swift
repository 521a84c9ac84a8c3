import Documents

/// Finds the entities of a collection by what others refer to them with: their ids and names.
struct EntityDirectory {
  private var byID: [String: Int] = [:]
  private var byName: [[String: Int]]
  private let nameKeys: [String]

  /// Enters entities by their positions; of two that are called alike the first is meant.
  init(_ entities: [Node], named keys: [String] = ["name"]) {
    nameKeys = keys
    byName = keys.map { _ in [:] }
    for (position, entity) in entities.enumerated() {
      if let id = entity.text("id"), byID[id] == nil { byID[id] = position }
      for (index, key) in keys.enumerated() {
        if let name = entity.text(key), byName[index][name] == nil { byName[index][name] = position }
      }
    }
  }

  /// The position of the entity that a reference means: a text, or a mapping with an id or a name.
  func position(_ reference: Node) -> Int? {
    if let text = reference.string {
      return byName.first?[text] ?? byID[text] ?? byName.dropFirst().lazy.compactMap { $0[text] }.first
    }
    if let id = reference.text("id"), let found = byID[id] { return found }
    for (index, key) in nameKeys.enumerated() {
      if let name = reference.text(key), let found = byName[index][name] { return found }
    }
    return nil
  }

  /// The names, to find what a misspelt one was meant to be.
  var names: [String] { byName.flatMap(\.keys).sorted() }
}
