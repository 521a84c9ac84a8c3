import Gathering
package import GatewayModel
package import Reconciliation

extension AdminReader: TargetReader {
  /// Asks for the gateway's root.
  package func information() async throws(TargetError) -> TargetInformation {
    do throws(AdminError) {
      return TargetInformation(try await root(), identity: connection.identity)
    } catch {
      throw TargetError(error)
    }
  }

  /// Lists one entity of each collection. What is listed below others may be read where those may.
  package func access() async -> [KindAccess] {
    let kinds = EntityKind.all.filter { interface.kinds.contains($0) && interface[$0].listing.owner == nil }
    return await gather(kinds) { kind in KindAccess(kind, await access(to: kind)) }
  }

  private func access(to kind: EntityKind) async -> KindAccess.Answer {
    do throws(AdminError) {
      _ = try await get(interface[kind].listing.path.compactMap(\.text), query: [("size", "1")])
      return .readable
    } catch {
      return switch error.status {
      case 404, 400: .absent
      case let status?: .refused("status \(status)")
      case nil: .refused("no answer")
      }
    }
  }

  /// Lists all collections of a scope.
  package func state(in scope: Scope) async throws(TargetError) -> GatewayState {
    do throws(AdminError) {
      return try await LiveStateReader.read(self, scope: scope)
    } catch {
      throw TargetError(error)
    }
  }

  /// Lists the entities of a kind that have these tags.
  package func lookUp(_ kind: EntityKind, tags: [String]) async throws(TargetError) -> GatewayState {
    do throws(AdminError) {
      return try await LiveStateReader.read(self, kinds: [kind], tags: tags)
    } catch {
      throw TargetError(error)
    }
  }

  /// Asks by single requests or by one listing for each kind, whichever are fewer.
  package func find(_ questions: [OutsideQuestion]) async throws(TargetError) -> GatewayState {
    do throws(AdminError) {
      return try await OutsideReader(reader: self).answer(questions)
    } catch {
      throw TargetError(error)
    }
  }

  /// Has the gateway check what a change would make against the schema of its kind.
  package func judge(_ write: EntityWrite) async -> Verdict {
    do throws(AdminError) {
      try await validate(ChangeRequest.judgedBody(write), schema: [write.change.kind.schemaName])
      return .accepted
    } catch {
      let error = TargetError(error)
      if case .refused(let refusal) = error, refusal.reason == .invalid { return .refused(refusal) }
      return .undecided(error)
    }
  }
}

extension TargetInformation {
  /// What a gateway says of itself, and what the Admin API can do.
  fileprivate init(_ gateway: GatewayInformation, identity: String) {
    self.init(identity: identity, version: gateway.version, edition: gateway.edition.rawValue)
    plugins = gateway.plugins
    capabilities.hasWorkspaces = gateway.edition == .enterprise
    capabilities.updates = KindMap { AdminRoute.of($0).update }
    capabilities.listedBelowOwners = Set(
      EntityKind.all.filter { $0.hasID && AdminRoute.of($0).listing.owner != nil })
    greeting = [
      "Successfully connected to Kong!", "Kong version:  \(version)", "Edition:       \(edition)",
    ]
  }
}
