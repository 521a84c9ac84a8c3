package import Documents
package import Reconciliation

/// The writing face of a gateway, with a database or without; which of the two ways is gone, its capabilities say.
package struct GatewayWriter: TargetWriter {
  let admin: AdminWriter

  /// Prepares to write; the first request connects.
  ///
  /// - Throws: What is wrong with the settings; nothing was sent.
  package init(
    _ settings: ConnectionSettings, workspace: String? = nil, policy: RequestPolicy = RequestPolicy()
  ) throws(TransportError) {
    self.init(admin: try AdminWriter(settings, workspace: workspace, policy: policy))
  }

  private init(admin: AdminWriter) { self.admin = admin }

  /// The reading face of the same gateway.
  package var reader: GatewayReader { GatewayReader(admin: admin.reader) }

  /// The same gateway, writing to another workspace.
  package func inWorkspace(_ name: String?) -> GatewayWriter { GatewayWriter(admin: admin.inWorkspace(name)) }

  /// Creates a workspace.
  package func createWorkspace(_ name: String) async throws(TargetError) -> Bool {
    try await admin.createWorkspace(name)
  }

  /// Deletes a workspace that is empty.
  package func deleteWorkspace(_ name: String) async throws(TargetError) { try await admin.deleteWorkspace(name) }

  /// Sends one change to a gateway with a database.
  @discardableResult
  package func write(_ write: EntityWrite) async throws(TargetError) -> Object? { try await admin.write(write) }

  /// Loads all changes into a gateway without one.
  package func writeAll(_ writes: [EntityWrite], onto base: Snapshot) async throws(TargetError) -> LoadOutcome {
    try await DBLessWriter(reader: DBLessReader(admin: admin.reader)).writeAll(writes, onto: base)
  }
}
