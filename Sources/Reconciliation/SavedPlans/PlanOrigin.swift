import Digests
package import StateFiles

/// What a plan is made of besides the target: who asked for it, and with what.
package struct PlanOrigin: Sendable {
  /// The version of the program.
  package var toolVersion: String
  /// The verb that the plan is for.
  package var verb: String
  /// The name that the user gives the target; nil for none.
  package var targetName: String?
  /// The flags that a plan depends on.
  package var flags: [SavedPlan.Flag]
  /// The files.
  package var files: [SavedPlan.File] = []
  /// The files as they were.
  package var base: [SavedPlan.File] = []
  /// What nothing of the target is shown with: the values that the environment may have fed to it before.
  package var hidden = HiddenTexts()

  /// Makes an origin.
  package init(toolVersion: String, verb: String, targetName: String? = nil, flags: [SavedPlan.Flag] = []) {
    self.toolVersion = toolVersion
    self.verb = verb
    self.targetName = targetName
    self.flags = flags
  }
}

extension SavedPlan.File {
  /// Takes the digest of a text.
  package init(_ text: InputText) {
    self.init(name: text.name, digest: Digest.hexadecimal(Digest.sha256(text.bytes)))
  }
}
