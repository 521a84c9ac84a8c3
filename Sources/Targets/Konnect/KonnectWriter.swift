package import Documents
import GatewayModel
import GatewaySchemas
package import Reconciliation

/// Writes to a control plane of Konnect, and reads from it over the same connection.
package struct KonnectWriter: Sendable {
  /// The reading face of the same control plane.
  package let reader: KonnectReader

  /// Prepares to write; the first request connects.
  ///
  /// - Throws: What is wrong with the settings; nothing was sent.
  package init(
    _ settings: KonnectSettings, workspace: String? = nil, policy: RequestPolicy = RequestPolicy()
  ) throws(TransportError) {
    self.reader = try KonnectReader(settings, workspace: workspace, policy: policy)
  }

  private init(reader: KonnectReader) {
    self.reader = reader
  }
}

extension KonnectWriter: TargetWriter {
  /// The same control plane, writing to another workspace.
  package func inWorkspace(_ name: String?) -> KonnectWriter { KonnectWriter(reader: reader.inWorkspace(name)) }

  /// Creates a workspace; one that is there already is as good.
  package func createWorkspace(_ name: String) async throws(TargetError) -> Bool {
    try await reader.inWorkspace(nil).ask { (reader) async throws(AdminError) in
      do throws(AdminError) {
        try await AdminWriter(reader: reader)
          .post(["workspaces"], body: ["name": Node(.string(name))], isRepeatable: true)
      } catch {
        if case .refused(let refusal) = error, refusal.isUniqueViolation { return refusal.attempts > 1 }
        throw error
      }
      return true
    }
  }

  /// Deletes a workspace that is empty; one that is gone already is as good.
  package func deleteWorkspace(_ name: String) async throws(TargetError) {
    try await reader.inWorkspace(nil).ask { (reader) async throws(AdminError) in
      do throws(AdminError) {
        try await AdminWriter(reader: reader).delete(["workspaces", name])
      } catch {
        guard error.status == 404 else { throw error }
      }
    }
  }

  /// Sends one change.
  @discardableResult
  package func write(_ write: EntityWrite) async throws(TargetError) -> Object? {
    let keepsHash = write.keepsPasswordHash(reader.plane.settings)
    return try await reader.ask { (reader) async throws(AdminError) in
      let route = reader.interface[write.change.kind]
      var whole = write
      if write.change.isPartial {
        // Konnect takes no part of an entity, and only who plans an update has seen the rest of it.
        var stored = write.change.old
        if stored == nil { stored = try await reader.get(ChangeRequest(write, route: route).ownPath).object }
        whole.complete(with: stored ?? Object())
      }
      whole.leaveOutUnknownFields()
      await whole.nameProtocols(reader)
      let request = ChangeRequest(whole, route: route, query: keepsHash ? [("skip_hash", "true")] : [])
      return try await request.send(with: AdminWriter(reader: reader))?.object
    }
  }
}

extension EntityWrite {
  /// Whether a password is sent as the hash that is to be kept: one of the user's own, or the one that is there.
  fileprivate func keepsPasswordHash(_ settings: KonnectSettings) -> Bool {
    guard change.kind.textForms.values.contains(where: { if case .sha1 = $0 { true } else { false } }),
      change.action != .delete
    else { return false }
    return settings.sendsHashes || change.isPartial && change.fields["password"] == nil
  }

  /// Makes a change of some fields one of the whole entity.
  fileprivate mutating func complete(with stored: Object) {
    var whole = stored
    whole.removeValue(forKey: "updated_at")
    for name in change.kind.echoedFields { whole.removeValue(forKey: name) }
    for member in change.fields { whole[member.key] = member.node }
    change.fields = whole
    change.isPartial = false
  }

  /// Two documents tell the protocols of a plugin that names none, its own schema and that of all plugins: those that plans
  /// are made with are sent, so that it does not matter which of them counts.
  fileprivate mutating func nameProtocols(_ reader: AdminReader) async {
    guard change.kind == .plugin, change.action != .delete, change.fields["protocols"] == nil,
      let name = change.fields["name"]?.string
    else { return }
    let schema = try? await reader.schema(plugin: name)
    if let protocols = schema?.root["protocols"]?.defaultValue { change.fields["protocols"] = protocols }
  }

  /// Konnect has one schema for routes of both flavours, and refuses some fields beside an expression.
  fileprivate mutating func leaveOutUnknownFields() {
    guard change.kind == .route, change.fields["expression"]?.string != nil else { return }
    change.fields.removeValue(forKey: "regex_priority")
    change.fields.removeValue(forKey: "path_handling")
  }
}
