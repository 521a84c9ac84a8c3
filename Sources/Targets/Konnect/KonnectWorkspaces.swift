import Documents
package import Reconciliation

extension KonnectReader {
  /// Whether the workspace exists.
  package func hasWorkspace() async throws(TargetError) -> Bool {
    guard let workspace else { return true }
    return try await inWorkspace(nil).ask { (reader) async throws(AdminError) in
      try await reader.getIfPresent(["workspaces", workspace]) != nil
    }
  }

  /// The names of all workspaces, sorted: listed at a path that ends with a slash, as decK does it, or without.
  package func workspaces() async throws(TargetError) -> [String] {
    try await inWorkspace(nil).ask { (reader) async throws(AdminError) in
      var (outcome, items) = try await reader.listAll(["workspaces"], isOpen: true)
      if case .unavailable = outcome { (outcome, items) = try await reader.listAll(["workspaces"]) }
      switch outcome {
      case .complete, .cutShort: return items.compactMap { $0["name"]?.string }.sorted()
      case .forbidden(let status), .unavailable(let status):
        throw AdminError.refused(
          GatewayRefusal(status: status, message: "the control plane does not let its workspaces be listed"))
      }
    }
  }
}
