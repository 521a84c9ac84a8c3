public import AdminAPI
public import Diagnostics
import Documents
import Gathering
import GatewayModel
public import StateFiles

/// Checks a desired state against a gateway's own schemas, and asks the gateway what only it can decide.
public enum OnlineValidation {
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
  /// - Throws: `AdminError` where the gateway could not be asked.
  public static func check(
    _ desired: DesiredState, reader: AdminReader, parallelism: Int
  ) async throws(AdminError) -> [Diagnostic] {
    let root = try await reader.root()
    var schemas = try await SchemaSet.read(
      reader, kinds: Set(desired.entities.map(\.kind)),
      configurations: SchemaSet.configurationPaths(desired.entities))
    schemas.availablePlugins = root.plugins
    // Against a gateway without any entity, each one of the files is to be created, and so is checked as a whole.
    var state = GatewayState()
    for kind in EntityKind.all where schemas.entities[kind.collection] == nil { state.absent.insert(kind) }
    let snapshot = Snapshot(information: root, state: state, schemas: schemas)
    let local = Planner.plan(desired: desired, snapshot: snapshot)
    let faulty = Set(local.diagnostics.filter { $0.severity == .error }.map(\.place))
    var asked = desired
    _ = DesiredNormaliser.normalise(&asked, schemas: schemas)
    let defined = schemas.extended(by: desired).definedPlugins
    let questions = questions(asked, faulty: faulty, defined: defined)
    return FormatAdvice.find(in: desired, version: root.majorMinor) + local.diagnostics
      + (try await ask(questions, reader: reader, parallelism: max(1, parallelism)))
  }

  private struct Question: Sendable {
    var change: Change
    var body: Node
  }

  /// What to ask: each body once, however many entities have it.
  ///
  /// - Parameter defined: The plugins that the files define themselves, which the gateway does not have yet.
  private static func questions(
    _ desired: DesiredState, faulty: Set<SourcePlace>, defined: Set<String>
  ) -> [Question] {
    var seen: Set<[UInt8]> = []
    var questions: [Question] = []
    for (position, entity) in desired.entities.enumerated() where isOpen(entity) {
      guard !faulty.contains(entity.place), desired.scope.manages(entity.kind),
        !entity.references.contains(where: { $0.item != nil }),
        entity.kind.configuration?.isRequired != true || !defined.contains(entity.name ?? "")
      else { continue }
      var change = Change(
        action: .create, kind: entity.kind, label: desired.label(position), id: entity.id, place: entity.place)
      change.fields = entity.fields
      var body = entity.fields
      for reference in entity.references {
        body[reference.field] = ["id": "00000000-0000-4000-8000-000000000000"]
      }
      let bytes = Array(entity.kind.collection.utf8) + JSONWriter.write(Node(.object(body)))
      if seen.insert(bytes).inserted { questions.append(Question(change: change, body: Node(.object(body)))) }
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
    _ questions: [Question], reader: AdminReader, parallelism: Int
  ) async throws(AdminError) -> [Diagnostic] {
    let answers = await gather(questions, atMost: parallelism) { question in
      await outcome { () async throws(AdminError) in
        try await reader.validate(question.body, schema: [question.change.kind.schemaName])
      }
    }
    var found: [Diagnostic] = []
    for (question, answer) in zip(questions, answers) {
      switch answer {
      case .success: continue
      case .failure(.refused(let refusal)) where refusal.status == 400:
        found += RefusalReport.diagnostics(for: .refused(refusal), change: question.change)
      case .failure(let error): throw error
      }
    }
    return found
  }
}
