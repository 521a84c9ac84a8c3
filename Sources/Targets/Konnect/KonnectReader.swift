package import Documents
package import GatewayModel
package import Reconciliation

/// Reads from a control plane of Konnect: what only previews holds nothing that can write.
package struct KonnectReader: Sendable {
  let plane: ControlPlane
  /// The workspace whose entities are read; nil for the default one.
  package let workspace: String?

  /// Prepares to read; the first request connects, and looks the control plane up.
  ///
  /// - Throws: What is wrong with the settings; nothing was sent.
  package init(
    _ settings: KonnectSettings, workspace: String? = nil, policy: RequestPolicy = RequestPolicy()
  ) throws(TransportError) {
    self.init(plane: try ControlPlane(settings, policy: policy), workspace: workspace)
  }

  init(plane: ControlPlane, workspace: String?) {
    self.plane = plane
    // The default workspace has no segment of its own in paths.
    self.workspace = workspace?.lowercased() == "default" || workspace?.isEmpty == true ? nil : workspace
  }

  /// Asks something of the core entities of a workspace.
  func ask<Answer>(
    _ call: (AdminReader) async throws(AdminError) -> Answer
  ) async throws(TargetError) -> Answer {
    do throws(AdminError) {
      return try await call(try await plane.entities(in: workspace))
    } catch {
      throw TargetError(konnect: error, plane.settings)
    }
  }
}

extension KonnectReader: TargetReader {
  /// The address, and the name of the control plane.
  package var address: String { plane.address }

  /// The same control plane, reading from another workspace.
  package func inWorkspace(_ name: String?) -> KonnectReader { KonnectReader(plane: plane, workspace: name) }

  /// A control plane does not say what version it is of: it is taken for the one that decK takes it for. Looking it up
  /// tells whether there is one.
  package func information() async throws(TargetError) -> TargetInformation {
    let id = try await ask { _ async throws(AdminError) in try await plane.id() }
    var information = TargetInformation(identity: id, version: "3.5.0.0", edition: "konnect")
    information.capabilities.name = "Konnect"
    information.capabilities.kinds = EntityInterface.konnect.kinds
    information.capabilities.deletesWorkspaces = false
    information.capabilities.listedBelowOwners = []
    information.capabilities.updates = KindMap { EntityInterface.konnect[$0].update }
    return information
  }

  /// Names the organization that the token belongs to.
  package func greeting() async throws(TargetError) -> [String] {
    _ = try await information()
    do throws(AdminError) {
      let organization = try await plane.organization()
      guard let name = organization["name"]?.string else {
        throw AdminError.unexpectedAnswer(status: 200, reason: "it names no organization")
      }
      return [
        "Successfully Konnected to the \(GatewayRefusal.plain(name)) organization!",
        "Control plane: \(plane.settings.controlPlane)",
      ] + (organization["id"]?.string.map { ["Organization:  \(GatewayRefusal.plain($0))"] } ?? [])
    } catch {
      throw TargetError(konnect: error, plane.settings)
    }
  }

  /// The section by which a dump says where it comes from.
  package var dumpHeader: Object {
    let section = Object([.init(key: "control_plane_name", node: Node(.string(plane.settings.controlPlane)))])
    return Object([.init(key: "_konnect", node: Node(.object(section)))])
  }

  /// Lists one entity of each collection.
  package func access() async -> [KindAccess] {
    let found = try? await ask { (reader) async throws(AdminError) in await reader.access() }
    return found ?? EntityKind.all.map { KindAccess($0, .refused("no answer")) }
  }

  /// Lists all collections of a scope; what Konnect manages itself is not among it.
  package func state(in scope: Scope) async throws(TargetError) -> GatewayState {
    try await ask { (reader) async throws(AdminError) in
      var state = try await LiveStateReader.read(reader, scope: scope)
      for kind in scope.kinds where state.absent.contains(kind) && EntityKind.konnectBasics.contains(kind) {
        throw AdminError.refused(
          GatewayRefusal(status: 404, message: "the control plane lists no \(kind.collection)"))
      }
      state.hideManaged()
      return state
    }
  }

  /// Lists the entities of a kind that have these tags.
  package func lookUp(_ kind: EntityKind, tags: [String]) async throws(TargetError) -> GatewayState {
    try await ask { (reader) async throws(AdminError) in
      try await LiveStateReader.read(reader, kinds: [kind], tags: tags)
    }
  }

  /// Asks by single requests or by one listing for each kind, whichever are fewer.
  package func find(_ questions: [OutsideQuestion]) async throws(TargetError) -> GatewayState {
    try await ask { (reader) async throws(AdminError) in try await OutsideReader(reader: reader).answer(questions) }
  }

  /// Has Konnect check an entity, for which no workspace is asked.
  ///
  /// Some of what it takes the check itself cannot read; a kind that it has no check of is as good as accepted.
  package func judge(_ write: EntityWrite) async -> Verdict {
    do throws(TargetError) {
      try await inWorkspace(nil).ask { (reader) async throws(AdminError) in
        try await reader.validate(ChangeRequest.judgedBody(write), schema: [write.change.kind.schemaName])
      }
      return .accepted
    } catch {
      guard case .refused(let refusal) = error else { return .undecided(error) }
      switch refusal.reason {
      case .missing: return .accepted
      case .invalid where refusal.message.contains("proto:"): return .accepted
      case .invalid: return .refused(refusal)
      default: return .undecided(error)
      }
    }
  }
}

extension EntityKind {
  /// What every control plane has: where one of these lists is missing, it is none.
  fileprivate static let konnectBasics: Set<EntityKind> = [
    .service, .route, .plugin, .certificate, .sni, .upstream, .consumer,
  ]
}
