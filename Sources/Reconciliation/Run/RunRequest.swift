package import GatewayModel
package import StateFiles

/// What decides about a run besides files and target.
package struct RunRequest: Sendable {
  /// What the run is about, as far as the files do not say.
  package var scope = Scope()
  /// What the plan may do.
  package var plan = PlanOptions()
  /// How severe diagnostics are.
  package var severities = SeverityRules()
  /// What the plan may not do unless told to; nil where nothing is held against it.
  package var safety: SafetyRules?
  /// Which of the entities that are to be written the target is asked about beforehand.
  package var asking = Asking.suspects
  /// How the plan is executed.
  package var execution = ExecutionOptions()
  /// Whether values from the environment are shown where their fields do not make them secret.
  package var showsEnvironment = false
  /// Whether the workspace is taken to exist.
  package var skipsWorkspaceCheck = false
  /// Whether a missing workspace is an error.
  package var needsWorkspace = false
  /// Whether what is deleted is shown with its fields, of which only the schemas tell what is secret.
  package var reportsDeletions = false
  /// Whether what was written is read once more.
  package var verifies = false
  /// What the files were; nil where nobody says, and drift cannot be told.
  package var base: BaseFiles?
  /// Whether nothing is shown but what others changed on the target.
  package var showsDriftOnly = false
  /// A plan that was approved: nothing else is carried out, and nobody is asked. Nil for a run that goes by its own plan.
  package var approval: PlanApproval?
  /// The journal that the run is to keep; nil for none.
  package var journal: JournalRequest?
  /// How the run takes itself back if anything fails; nil where it does not.
  package var atomic: AtomicRequest?

  /// Whether writes are taken down.
  var isJournaled: Bool { journal != nil }

  /// Everything, as careful as it is without further wishes.
  package init() {}

  /// The request for a way back, which is limited by what a journal has.
  package static func undo() -> RunRequest {
    var request = RunRequest()
    request.plan.refersToGateway = true
    request.plan.countsKept = false
    return request
  }
}
