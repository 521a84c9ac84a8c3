public import Diagnostics
public import Reconciliation
public import StateFiles

/// What a run did or would do: the value that every report is made from.
public struct RunReport: Sendable {

  /// The gateway, as far as it was reached.
  public struct Gateway: Sendable {
    /// The address without credentials.
    public var address: String
    /// The version; nil where the gateway was not reached.
    public var version: String?
    /// The edition; nil where the gateway was not reached.
    public var edition: String?
    /// The workspace; nil for the default one.
    public var workspace: String?

    /// Makes a description.
    public init(address: String, version: String? = nil, edition: String? = nil, workspace: String? = nil) {
      self.address = address
      self.version = version
      self.edition = edition
      self.workspace = workspace
    }
  }

  /// The version of the program.
  public var toolVersion: String
  /// The command, such as `gateway sync`.
  public var command: String
  /// The gateway; nil where the run ended before it was known.
  public var gateway: Gateway?
  /// Whether nothing was to be written.
  public var isPreview: Bool
  /// What was planned.
  public var plan = Plan()
  /// The workspace that is missing and created first; nil for none.
  public var createdWorkspace: String?
  /// What became of each change; nil for a preview.
  public var outcomes: [ExecutionResult.Outcome]?
  /// The schemas, which tell what is secret.
  public var schemas = SchemaSet()
  /// The workspaces of a run over several, in their order; empty for any other run.
  public var parts: [Part] = []
  /// Where this is the report of one workspace of several: which, and how many changes came before.
  public var part: Part?
  /// What went wrong and what is worth knowing.
  public var diagnostics: [Diagnostic] = []
  /// How it ended.
  public var result = RunEnd.success
  /// The exit code that says so.
  public var exitCode: Int32 = 0

  /// Makes the report of a run that has done nothing yet.
  public init(toolVersion: String, command: String, isPreview: Bool) {
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
