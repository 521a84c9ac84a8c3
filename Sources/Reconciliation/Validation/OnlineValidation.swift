package import Diagnostics
import GatewayModel
package import StateFiles

/// Checks a desired state against a gateway's own schemas, and asks the gateway what only it can decide.
package enum OnlineValidation {
  /// Finds everything that is wrong.
  ///
  /// - Parameters:
  ///   - desired: What to check.
  ///   - reader: The way to the gateway.
  ///   - parallelism: How many questions are under way at a time.
  /// - Returns: All faults, those found here first.
  /// - Throws: `TargetError` where the gateway could not be asked.
  package static func check(
    _ desired: DesiredState, reader: any TargetReader, parallelism: Int
  ) async throws(TargetError) -> [Diagnostic] {
    let information = try await reader.information()
    let schemas = try await reader.schemas(
      kinds: SchemaSet.kinds(desired.entities), configurations: SchemaSet.configurationPaths(desired.entities))
    // Against a gateway without any entity, each one of the files is to be created, and so is checked as a whole.
    var state = GatewayState()
    for kind in EntityKind.all where schemas.entities[kind.collection] == nil { state.absent.insert(kind) }
    let snapshot = Snapshot(information: information, state: state, schemas: schemas)
    var planner = Planner(desired: desired, snapshot: snapshot)
    let local = planner.plan()
    let judged = await Judgement.diagnostics(
      of: planner, .undecided, reader, information, parallelism: parallelism)
    return FormatAdvice.find(in: desired, version: information.majorMinor) + local.diagnostics + judged
  }
}
