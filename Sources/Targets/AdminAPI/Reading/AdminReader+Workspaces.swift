import Documents
package import Reconciliation

extension AdminReader {
  /// Whether the workspace exists.
  ///
  /// A token may be good for the entities of a workspace and not for the workspace itself: then its listings will tell.
  package func hasWorkspace() async throws(TargetError) -> Bool {
    guard let workspace else { return true }
    do throws(AdminError) {
      if try await getIfPresent(["workspaces", workspace]) != nil { return true }
      let root = try await inWorkspace(nil).root()
      guard root.edition == .community else { return false }
      throw AdminError.refused(
        GatewayRefusal(status: 404, message: "a gateway of the community edition has no workspaces"))
    } catch {
      if error.isForbidden { return true }
      throw TargetError(error)
    }
  }

  /// The names of all workspaces, sorted.
  package func workspaces() async throws(TargetError) -> [String] {
    let answer: (outcome: ListingOutcome, items: [Node])
    do throws(AdminError) {
      answer = try await inWorkspace(nil).listAll(["workspaces"])
    } catch {
      throw TargetError(error)
    }
    switch answer.outcome {
    case .complete, .cutShort: return answer.items.compactMap { $0["name"]?.string }.sorted()
    case .forbidden(let status):
      throw .refused(
        TargetError.Refusal(
          .forbidden, message: "the gateway does not let its workspaces be listed (status \(status))"))
    case .unavailable:
      var refusal = TargetError.Refusal(.missing, message: "the gateway has no workspaces")
      refusal.hint = "only the enterprise edition has them"
      throw .refused(refusal)
    }
  }
}
