/// Where the keys of a mapping are: few keys are walked along, many are hashed.
struct MemberPositions {
  /// Up to so many members a walk is the quicker way.
  private static let walkLimit = 32

  private let object: Object
  private let table: [String: Int]?

  init(_ object: Object) {
    self.object = object
    table =
      object.count <= Self.walkLimit
      ? nil
      : Dictionary(object.indices.map { (object.members[$0].key, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The position of a key's member.
  subscript(key: String) -> Int? {
    if let table { return table[key] }
    return object.position(of: key)
  }
}
