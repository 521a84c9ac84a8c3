package import Diagnostics

/// Runs over the workspaces of a target.
package enum Workspaces {
  /// The names of all workspaces, sorted.
  package static func all(_ reader: any TargetReader) async throws(DiagnosticError) -> [String] {
    do throws(TargetError) {
      return try await reader.workspaces()
    } catch {
      guard case .refused(let refusal) = error, refusal.reason == .missing else {
        throw DiagnosticError(Diagnostic(error))
      }
      throw DiagnosticError(Diagnostic(code: "no-workspaces", refusal.message, hint: refusal.hint))
    }
  }

  /// Runs in one workspace after the other, until the user ends it; the last trouble counts.
  package static func each(_ names: [String], _ run: (String) async -> RunEnd) async -> RunEnd {
    var end = RunEnd.success
    for name in names {
      let next = await run(name)
      if next != .success { end = next }
      if next == .interrupted { break }
    }
    return end
  }
}

extension Diagnostic {
  /// What to say where a workspace is needed and not there.
  package static func missingWorkspace(_ name: String) -> Diagnostic {
    Diagnostic(
      code: "no-workspace", "the gateway has no workspace '\(name)'",
      hint: "sync and apply create a workspace; here it has to exist")
  }
}
