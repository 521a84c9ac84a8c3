import Documents
public import GatewayModel

/// Reads what a gateway holds, all collections at once.
public enum LiveStateReader {
  /// Lists kinds of entities.
  ///
  /// A collection that may not be read is recorded as unreadable, one that the gateway does not have as absent; any
  /// other failure ends the reading, since a part of the state is no state.
  public static func read(_ reader: AdminReader, kinds: [EntityKind]) async throws(AdminError) -> GatewayState {
    try await read(reader, scope: Scope(kinds: kinds))
  }

  /// Lists what is in a scope, and whole the kinds that its entities may refer to.
  ///
  /// Some listings of the gateway pay no heed to tags, so that what comes is held against them once more.
  public static func read(_ reader: AdminReader, scope: Scope) async throws(AdminError) -> GatewayState {
    let own = Set(scope.kinds)
    let kinds = scope.kinds + scope.lookedUp
    let listings = await withTaskGroup(of: (EntityKind, Result<Listing, AdminError>).self) { group in
      for kind in kinds {
        let limit = own.contains(kind) ? scope : Scope(kinds: [kind])
        group.addTask { (kind, await list(kind, reader, limit)) }
      }
      var listings: [EntityKind: Result<Listing, AdminError>] = [:]
      for await (kind, listing) in group { listings[kind] = listing }
      return listings
    }
    var state = GatewayState()
    for kind in kinds {
      guard let listing = try listings[kind]?.get() else { continue }
      switch listing.outcome {
      case .complete: state.set(listing.entities, of: kind)
      case .forbidden(let status): state.unreadable[kind] = "status \(status)"
      case .unavailable: state.absent.insert(kind)
      }
    }
    return state
  }

  private struct Listing: Sendable {
    var outcome: ListingOutcome
    var entities: [Entity]
  }

  private static func list(
    _ kind: EntityKind, _ reader: AdminReader, _ scope: Scope
  ) async -> Result<Listing, AdminError> {
    var entities: [Entity] = []
    do {
      let outcome = try await reader.list([kind.listing], tags: scope.selectTags) { page in
        entities.reserveCapacity(entities.count + page.items.count)
        for item in page.items {
          if let entity = kind.entity(fromAnswer: item), scope.selects(entity) { entities.append(entity) }
        }
      }
      return .success(Listing(outcome: outcome, entities: entities))
    } catch {
      return .failure(error)
    }
  }
}
