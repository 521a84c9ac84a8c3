import Documents
import GatewayModel

/// The names that a listing asks for: `filter[name][eq]` and `filter[name][contains]`.
struct NameFilter {
  private let equal: String?
  private let part: String?

  /// Nil where no names are asked for.
  init?(_ request: AdminRequest) {
    equal = request.parameter("filter[name][eq]")
    part = request.parameter("filter[name][contains]")
    if equal == nil, part == nil { return nil }
  }

  /// Those of some entities of a kind that have such names.
  func ids(among ids: SortedIDs, of kind: String, in store: Store) -> SortedIDs {
    var chosen = SortedIDs()
    for id in ids.all {
      guard let entity = store.entity(kind, id), let name = (entity["name"] ?? entity["username"])?.string,
        equal ?? name == name, part.map(name.contains) ?? true
      else { continue }
      chosen.insert(id)
    }
    return chosen
  }
}
