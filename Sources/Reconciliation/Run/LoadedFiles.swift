package import Diagnostics
package import StateFiles

/// State files that were read.
package struct LoadedFiles: Sendable {
  /// What they want.
  package var desired: DesiredState
  /// What was noticed and keeps nothing from being done.
  package var noticed: [Diagnostic]
  /// Which files they were, with digests, where these were asked for.
  package var files: [SavedPlan.File]

  /// Puts together what was read.
  package init(desired: DesiredState, noticed: [Diagnostic] = [], files: [SavedPlan.File] = []) {
    self.desired = desired
    self.noticed = noticed
    self.files = files
  }
}
