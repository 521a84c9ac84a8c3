package import Diagnostics
package import Reconciliation
package import StateFiles

/// What a run did or would do: the value that every report is made from.
package struct RunReport: Sendable {

  /// The gateway, as far as it was reached.
  package struct Gateway: Sendable {
    /// The address without credentials.
    package var address: String
    /// The version; nil where the gateway was not reached.
    package var version: String?
    /// The edition; nil where the gateway was not reached.
    package var edition: String?
    /// The workspace; nil for the default one.
    package var workspace: String?

    /// Makes a description.
    package init(address: String, version: String? = nil, edition: String? = nil, workspace: String? = nil) {
      self.address = address
      self.version = version
      self.edition = edition
      self.workspace = workspace
    }
  }

  /// The version of the program.
  package var toolVersion: String
  /// The command, such as `gateway sync`.
  package var command: String
  /// The gateway; nil where the run ended before it was known.
  package var gateway: Gateway?
  /// Whether nothing was to be written.
  package var isPreview: Bool
  /// What was planned.
  package var plan = Plan()
  /// Whether the target takes all changes in one load, or none.
  package var isOneLoad = false
  /// The workspace that is missing and created first; nil for none.
  package var createdWorkspace: String?
  /// What became of each change; nil for a preview.
  package var outcomes: [ExecutionResult.Outcome]?
  /// The schemas, which tell what is secret.
  package var schemas = SchemaSet()
  /// The workspaces of a run over several, in their order; empty for any other run.
  package var parts: [Part] = []
  /// Where this is the report of one workspace of several: which, and how many changes came before.
  package var part: Part?
  /// What went wrong and what is worth knowing.
  package var diagnostics: [Diagnostic] = []
  /// How it ended.
  package var result = RunEnd.success
  /// The exit code that says so.
  package var exitCode: Int32 = 0

  /// Makes the report of a run that has done nothing yet.
  package init(toolVersion: String, command: String, isPreview: Bool) {
    self.toolVersion = toolVersion
    self.command = command
    self.isPreview = isPreview
  }

  /// What became of a change: `planned` in a preview.
  func outcome(_ index: Int) -> ExecutionResult.Outcome? {
    guard let outcomes, outcomes.indices.contains(index) else { return nil }
    return outcomes[index]
  }

  /// How many changes of an action were done, or are planned in a preview.
  func count(_ action: Change.Action) -> Int {
    guard let outcomes else { return isPreview ? plan.count(action) : 0 }
    return outcomes.indices.count { outcomes[$0] == .done && plan.changes[$0].action == action }
  }

  /// How many changes failed.
  var failed: Int { outcomes?.count { $0 == .failed } ?? 0 }
  /// How many changes were not tried.
  var notTried: Int { outcomes?.count { if case .notTried = $0 { true } else { false } } ?? 0 }
  /// What stops a run.
  var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error }.inOrder() }
  /// What does not.
  var warnings: [Diagnostic] { diagnostics.filter { $0.severity == .warning }.inOrder() }
}
