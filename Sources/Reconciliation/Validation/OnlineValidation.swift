package import Diagnostics
import Documents
import Gathering
import GatewayModel
package import StateFiles

/// Checks a desired state against a gateway's own schemas, and asks the gateway what only it can decide.
package enum OnlineValidation {
  /// Kinds with rules that are code of the gateway and stand in no schema: formats of keys and certificates, plugins'
  /// own checks.
  private static let judgedByGateway: Set<String> = [
    "plugins", "certificates", "ca_certificates", "keys", "key_sets", "vaults", "jwt_secrets", "filter_chains",
  ]

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
    let faulty = Set(local.diagnostics.filter { $0.severity == .error }.map(\.place))
    var asked = desired
    _ = DesiredNormaliser.normalise(&asked, schemas: snapshot.schemas)
    let defined = snapshot.schemas.extended(by: desired).definedPlugins
    let questions = questions(asked, faulty: faulty, defined: defined)
    return FormatAdvice.find(in: desired, version: information.majorMinor) + local.diagnostics
      + (information.capabilities.judges ? try await ask(questions, reader, parallelism: max(1, parallelism)) : [])
  }

  /// Stands for any entity that is referred to: nobody looks whether it is there.
  private static let someID = "00000000-0000-4000-8000-000000000000"

  /// What to ask: each body once, however many entities have it.
  ///
  /// - Parameter defined: The plugins that the files define themselves, which the gateway does not have yet.
  private static func questions(
    _ desired: DesiredState, faulty: Set<SourcePlace>, defined: Set<String>
  ) -> [EntityWrite] {
    var seen: Set<[UInt8]> = []
    var questions: [EntityWrite] = []
    for (position, entity) in desired.entities.enumerated() where isOpen(entity) {
      guard !faulty.contains(entity.place), desired.scope.manages(entity.kind),
        !entity.references.contains(where: { $0.item != nil }),
        entity.kind.configuration?.isRequired != true || !defined.contains(entity.name ?? "")
      else { continue }
      var change = Change(
        action: .create, kind: entity.kind, label: desired.label(position), id: entity.id, place: entity.place)
      change.fields = entity.fields
      change.references = entity.references.map { Change.Reference(field: $0.field, target: .id(someID)) }
      let fields = change.references.map { Object.Member(key: $0.field, node: Node(.string(someID))) }
      let bytes = JSONWriter.write(Node(.object(Object(Array(entity.fields) + fields))))
      if seen.insert(Array(entity.kind.collection.utf8) + bytes).inserted {
        questions.append(EntityWrite(change, id: entity.id ?? someID, ids: []))
      }
    }
    return questions
  }

  /// Whether only the gateway can tell if it takes an entity.
  private static func isOpen(_ entity: Entity) -> Bool {
    if judgedByGateway.contains(entity.kind.collection) { return true }
    guard entity.kind.collection == "routes" else { return false }
    let paths = entity.fields["paths"]?.array ?? []
    return entity.fields["expression"].map { !$0.isNull } ?? false
      || paths.contains { $0.string?.hasPrefix("~") ?? false }
  }

  private static func ask(
    _ questions: [EntityWrite], _ reader: any TargetReader, parallelism: Int
  ) async throws(TargetError) -> [Diagnostic] {
    let verdicts = await gather(questions, atMost: parallelism) { question in await reader.judge(question) }
    var found: [Diagnostic] = []
    for (question, verdict) in zip(questions, verdicts) {
      switch verdict {
      case .accepted: continue
      case .refused(let refusal):
        found += RefusalReport.diagnostics(for: .refused(refusal), change: question.change)
      case .undecided(let error): throw error
      }
    }
    return found
  }
}
