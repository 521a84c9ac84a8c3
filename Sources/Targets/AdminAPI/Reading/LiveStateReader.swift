import Documents
import Gathering
import GatewayModel

/// Reads what a gateway holds, all collections at once.
enum LiveStateReader {
  /// How many listings below entities are asked for at a time; the limiter decides how many are on their way.
  private static let nestedListingsAtATime = 64

  /// Lists what a run is about.
  ///
  /// Where an entity is listed whose owner is not, somebody wrote meanwhile: then all is read once more, and what still
  /// has no owner is counted in ``GatewayModel/GatewayState/orphans``.
  static func read(_ reader: AdminReader, scope: Scope) async throws(AdminError) -> GatewayState {
    let kinds = scope.selectTags.isEmpty ? scope.kinds : scope.managedKinds
    var state = try await read(reader, kinds: kinds, tags: scope.selectTags)
    let isWhole = scope.selectTags.isEmpty
    let mayHaveOrphans = !isWhole || state.hasOrphans
    if isWhole, mayHaveOrphans { state = try await read(reader, kinds: kinds, tags: []) }
    let others = scope.kinds.filter { !kinds.contains($0) }
    if !others.isEmpty {
      let referred = try await read(reader, kinds: others)
      for kind in others {
        state.set(referred.all(kind), of: kind)
        state.unreadable[kind] = referred.unreadable[kind]
        if referred.absent.contains(kind) { state.absent.insert(kind) }
      }
    }
    if mayHaveOrphans || !others.isEmpty { state.removeOrphans(counting: isWhole) }
    if scope.skipsConsumers || !scope.skippedCollections.isEmpty { state.filter { scope.includes($0) } }
    return state
  }

  /// Lists kinds of entities that have all of these tags.
  ///
  /// A collection that may not be read is recorded as unreadable, one that the gateway does not have as absent; any
  /// other failure ends the reading, since a part of the state is no state.
  static func read(
    _ reader: AdminReader, kinds: [EntityKind], tags: [String] = []
  ) async throws(AdminError) -> GatewayState {
    var state = GatewayState()
    state.absent.formUnion(kinds.filter { !reader.interface.kinds.contains($0) })
    var listings = kinds.filter { reader.interface.kinds.contains($0) }.map { ($0, reader.interface[$0].listing) }
    let flat = listings.filter { $0.1.owner == nil }.map { Wanted(kind: $0.0, listing: $0.1) }
    for (kind, listing) in try await lists(flat, reader, tags) {
      switch listing.outcome {
      case .complete, .cutShort: state.set(listing.entities, of: kind)
      case .forbidden(let status): state.unreadable[kind] = "status \(status)"
      case .unavailable:
        if let older = reader.interface[kind].listing.older.first, older.owner != nil {
          listings.append((kind, older))
        } else {
          state.absent.insert(kind)
        }
      }
    }
    for (kind, listing) in listings {
      guard let field = listing.owner, let rule = kind.reference(field),
        let owner = EntityKind.collection(rule.collection)
      else { continue }
      if let reason = state.unreadable[owner] {
        state.unreadable[kind] = reason
      } else if state.absent.contains(owner) {
        state.absent.insert(kind)
      } else {
        let owners = state.all(owner).compactMap { owner in
          owner.id.map { Wanted(kind: kind, listing: listing, parent: $0) }
        }
        var entities: [Entity] = []
        var unselected: [Entity] = []
        for (_, listing) in try await lists(owners, reader, tags) {
          if case .forbidden(let status) = listing.outcome { state.unreadable[kind] = "status \(status)" }
          entities += listing.entities
          unselected += listing.unselected
        }
        // An owner that is gone by now has nothing below it, as one without anything.
        state.set(entities, of: kind)
        if !unselected.isEmpty { state.unselected[kind] = unselected }
      }
    }
    return state
  }

  /// A listing to ask for.
  private struct Wanted: Sendable {
    var kind: EntityKind
    var listing: AdminRoute.Listing
    /// The entity below which it is listed, by its id.
    var parent: String?
  }

  private struct Listing: Sendable {
    var outcome: ListingOutcome
    var entities: [Entity]
    var unselected: [Entity] = []
  }

  /// The listings in the order in which they were asked for.
  private static func lists(
    _ wanted: [Wanted], _ reader: AdminReader, _ tags: [String]
  ) async throws(AdminError) -> [(EntityKind, Listing)] {
    let listings = try await gather(wanted, atMost: nestedListingsAtATime) { wanted async throws(AdminError) in
      let found = try await list(wanted.kind, by: wanted.listing, below: wanted.parent, reader, tags)
      guard case .unavailable(status: 404) = found.outcome,
        let older = wanted.listing.older.first(where: { $0.owner == wanted.listing.owner })
      else { return found }
      return try await list(wanted.kind, by: older, below: wanted.parent, reader, tags)
    }
    return zip(wanted, listings).map { ($0.kind, $1) }
  }

  private static func list(
    _ kind: EntityKind, by route: AdminRoute.Listing, below parent: String?, _ reader: AdminReader, _ tags: [String]
  ) async throws(AdminError) -> Listing {
    var listing = Listing(outcome: .complete(items: 0), entities: [])
    let path = route.path.map { part in
      switch part {
      case .literal(let text): text
      case .id, .reference, .field: parent ?? ""
      }
    }
    let owner = route.owner.flatMap { field in parent.map { EntityReference(field: field, target: .id($0)) } }
    // Members have no tags of their own: which are concerned is decided by those of the entities they join.
    let filters = !tags.isEmpty && !route.honoursTags && route.itemReference == nil && kind.hasID
    do throws(AdminError) {
      listing.outcome = try await reader.list(
        path, tags: route.honoursTags ? tags : [], query: route.query, itemsKey: route.itemsKey
      ) { page in
        listing.entities.reserveCapacity(listing.entities.count + page.items.count)
        for index in page.items.indices {
          if let field = route.foreignField, page.items[index][field] != nil { continue }
          let item = page.items[index].take()
          guard let entity = route.entity(item, of: kind, owner: owner) else { continue }
          if !filters || entity.hasTags(tags) {
            listing.entities.append(entity)
          } else {
            listing.unselected.append(entity)
          }
        }
      }
    } catch {
      guard route.mayBeRefused, error.status == 400 else { throw error }
      listing.outcome = .unavailable(status: 400)
    }
    return listing
  }
}

extension AdminRoute.Listing {
  /// The entity that an item of the listing is or, where it lists what a link leads to, the link.
  fileprivate func entity(_ item: consuming Node, of kind: EntityKind, owner: EntityReference?) -> Entity? {
    guard let itemReference else { return kind.entity(fromAnswer: item, owner: owner) }
    guard let id = item["id"]?.string else { return nil }
    return kind.link((owner.map { [$0] } ?? []) + [EntityReference(field: itemReference, target: .id(id))])
  }
}
