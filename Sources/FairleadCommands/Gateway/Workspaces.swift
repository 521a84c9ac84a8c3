import AdminAPI
import Diagnostics
import Documents

/// Workspaces of a gateway of the enterprise edition.
enum Workspaces {
  /// Whether the workspace of a reader exists; true for the default one.
  ///
  /// A token may be good for the entities of a workspace and not for the workspace itself: then its listings will tell.
  static func exists(_ reader: AdminReader) async throws(AdminError) -> Bool {
    guard let name = reader.workspace else { return true }
    do throws(AdminError) {
      if try await reader.getIfPresent(["workspaces", name]) != nil { return true }
      let root = try await reader.inWorkspace(nil).root()
      guard root.edition == .community else { return false }
      throw AdminError.refused(
        GatewayRefusal(status: 404, message: "a gateway of the community edition has no workspaces"))
    } catch {
      if error.isForbidden { return true }
      throw error
    }
  }

  /// The names of all workspaces, sorted.
  static func all(_ reader: AdminReader) async throws(DiagnosticError) -> [String] {
    let answer: (outcome: ListingOutcome, items: [Node])
    do {
      answer = try await reader.inWorkspace(nil).listAll(["workspaces"])
    } catch {
      throw DiagnosticError(Diagnostic(error))
    }
    switch answer.outcome {
    case .complete:
      return answer.items.compactMap { $0["name"]?.string }.sorted()
    case .forbidden(let status):
      throw DiagnosticError(
        Diagnostic(code: "gateway-error", "the gateway does not let its workspaces be listed (status \(status))"))
    case .unavailable:
      throw DiagnosticError(
        Diagnostic(
          code: "no-workspaces", "the gateway has no workspaces", hint: "only the enterprise edition has them"))
    }
  }

  /// Creates a workspace.
  static func create(_ name: String, _ writer: AdminWriter) async throws(DiagnosticError) {
    do {
      try await writer.inWorkspace(nil).post(
        ["workspaces"], body: ["name": Node(.string(name))], isRepeatable: true)
    } catch .refused(let refusal) where refusal.isUniqueViolation {
      // Made meanwhile, by an attempt whose answer got lost or by somebody else: it is there.
      return
    } catch {
      var diagnostic = Diagnostic(error)
      diagnostic.message = "the workspace '\(name)' cannot be created: \(diagnostic.message)"
      throw DiagnosticError(diagnostic)
    }
  }

  /// What to say where a workspace is needed and not there.
  static func missing(_ name: String) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "no-workspace", "the gateway has no workspace '\(name)'",
        hint: "sync and apply create a workspace; here it has to exist"))
  }
}
