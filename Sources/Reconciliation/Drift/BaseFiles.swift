package import Diagnostics
package import StateFiles
import Synchronization

/// State files as they were: what differences are held against to tell what somebody did by hand.
package struct BaseFiles: Sendable {
  /// What they wanted.
  package var desired: DesiredState
  /// Which files they are, with digests.
  package var files: [SavedPlan.File]
  /// The variables that they use and that are not set any more: what those said is not known.
  package var unsetVariables: Set<String>

  /// Puts together what was read.
  package init(desired: DesiredState, files: [SavedPlan.File] = [], unsetVariables: Set<String> = []) {
    self.desired = desired
    self.files = files
    self.unsetVariables = unsetVariables
  }

  /// Reads files as they were, with the variables as they are now.
  ///
  /// - Throws: What is wrong with them.
  package static func load(
    _ paths: [String], _ request: RunRequest, variable: @escaping @Sendable (String) -> String?
  ) throws(DiagnosticError) -> BaseFiles {
    var collector = DiagnosticCollector()
    let texts = InputFiles.read(paths, &collector)
    let unset = Names()
    func load(_ value: @escaping @Sendable (String) -> String?) -> (DesiredState?, DiagnosticCollector) {
      var found = collector
      let state = StateFileLoader.load(texts, environment: .expand(value), scope: request.scope, &found)
      return (found.hasErrors ? nil : state, found)
    }
    var (state, found) = load { name in
      let value = variable(name)
      if value == nil { unset.add(name) }
      return value
    }
    // A variable that the files do not use any more need not be set any more.
    let missing = unset.all.filter { name in
      found.diagnostics.contains { $0.code == "variable-unset" && $0.message.contains(" \(name) ") }
    }
    if !missing.isEmpty {
      (state, found) = load { variable($0) ?? (missing.contains($0) ? BaseFiles.placeholder : nil) }
    }
    guard let state else { throw DiagnosticError(request.severities.weigh(found.diagnostics)) }
    return BaseFiles(desired: state, files: texts.map { SavedPlan.File($0) }, unsetVariables: missing)
  }

  /// What stands for a variable that is not set: a text that is a number and a switch as well.
  private static let placeholder = "0"

  /// Names that are gathered while files are read.
  private final class Names: Sendable {
    private let names = Mutex<Set<String>>([])
    var all: Set<String> { names.withLock { $0 } }
    func add(_ name: String) { names.withLock { _ = $0.insert(name) } }
  }
}
