public import Diagnostics
import Documents
public import GatewayModel
public import StateFiles

/// Decides what has to change: reads two states, writes nothing.
public struct Planner {
  /// What was found wrong; a plan made with errors is not to be executed.
  public internal(set) var diagnostics = DiagnosticCollector()

  let state: GatewayState
  let options: PlanOptions
  private let schemas: SchemaSet
  var desired: DesiredState
  /// The files' entities as written, for what messages call them.
  private let written: DesiredState
  private(set) var matching: Matching
  /// How many entities of each collection no file has and are kept all the same.
  var kept: [String: Int] = [:]
  private var drafts: [Draft] = []
  /// The draft that creates or updates each desired entity.
  private var draftOfDesired: [Int: Int] = [:]

  /// A change before the order of the plan is settled; dependencies are positions of other drafts.
  struct Draft {
    var change: Change
    /// The desired entity; nil for a deletion.
    var desired: Int?
    /// The live entity; nil for a creation.
    var live: Entity?
    var dependsOn: Set<Int> = []
    var isEarly = false
  }

  /// Makes the plan that brings a gateway to the desired state.
  ///
  /// - Returns: The plan and everything that is wrong with the request; with errors the plan is empty.
  public static func plan(
    desired: DesiredState, state: GatewayState, schemas: SchemaSet, options: PlanOptions = PlanOptions()
  ) -> (plan: Plan, diagnostics: [Diagnostic]) {
    var planner = Planner(desired: desired, state: state, schemas: schemas, options: options)
    let plan = planner.makePlan()
    return (plan, planner.diagnostics.diagnostics)
  }

  private init(desired: DesiredState, state: GatewayState, schemas: SchemaSet, options: PlanOptions) {
    self.desired = desired
    self.written = desired
    self.state = state
    self.schemas = schemas
    self.options = options
    self.matching = Matching(desired: DesiredState(), state: state)
    settleLiveReferences()
    self.matching = Matching(desired: self.desired, state: state)
  }

  private mutating func makePlan() -> Plan {
    normaliseDesired()
    checkReadability()
    checkReferences()
    for position in desired.entities.indices where options.scope.includes(desired.entities[position]) {
      draftChange(of: position)
    }
    draftDeletions()
    if diagnostics.hasErrors { return Plan() }
    linkReferences()
    var graph = DependencyGraph(drafts: drafts, state: state, draftOfDesired: draftOfDesired, matching: matching)
    graph.link()
    diagnostics.add(contentsOf: graph.diagnostics)
    if diagnostics.hasErrors { return Plan() }
    var plan = graph.plan()
    plan.kept = kept
    return plan
  }

  private mutating func normaliseDesired() {
    var normaliser = Normaliser()
    for position in desired.entities.indices {
      desired.update(position) { entity in
        if let root = schemas.entities[entity.kind.collection]?.root {
          normaliser.normalise(&entity.fields, record: root)
        }
        guard let name = entity.kind.configField, let record = schemas.configuration(for: entity)?.config?.record,
          var config = entity.fields[name]?.object
        else { return }
        normaliser.normalise(&config, record: record)
        entity.fields[name]?.value = .object(config)
      }
    }
    diagnostics.add(contentsOf: normaliser.diagnostics.diagnostics)
  }

  /// A kind whose listing was refused is unknown, not empty: nothing of it may be planned.
  private mutating func checkReadability() {
    for kind in EntityKind.all {
      guard let first = desired.entities.first(where: { $0.kind == kind && options.scope.includes($0) }) else {
        continue
      }
      if let reason = state.unreadable[kind] {
        diagnostics.error(
          code: "unreadable-kind", "the gateway does not let \(kind.collection) be read (\(reason))", at: first.place,
          hint: "use a token that may read them, or keep them out of the files")
      } else if state.absent.contains(kind) {
        diagnostics.error(
          code: "unknown-kind", "the gateway has no \(kind.collection)", at: first.place,
          hint: "its edition or its plugins do not provide them")
      }
    }
  }

  private mutating func checkReferences() {
    for (position, entity) in desired.entities.enumerated() where options.scope.includes(entity) {
      for reference in entity.references {
        guard let rule = entity.kind.reference(reference.field), let kind = EntityKind.collection(rule.collection)
        else { continue }
        let text: String
        switch reference.target {
        case .desired(let target):
          checkManaged(target, kind: kind, reference: reference, of: position)
          continue
        case .id(let id), .name(let id): text = id
        }
        if isSettledByGateway(reference, kind: kind) { continue }
        let shown = reference.place.origin.isEnvironment ? Secrets.mask : text
        let known = desired.entities.filter { $0.kind == kind }.compactMap { $0.fields[kind.naturalKeys[0][0]]?.string }
        let nearest = NearestName.find(text, among: known)
        let isLive = state.entity(kind, id: text) != nil
        diagnostics.error(
          code: "unknown-reference",
          "\(desired.title(position)) refers to \(kind.name) '\(shown)', which "
            + (isLive ? "the gateway has but no file does" : "does not exist"),
          at: reference.place,
          hint: nearest.map { "did you mean '\($0)'?" } ?? "add the \(kind.name) to the files, or correct the name")
      }
    }
  }

  private mutating func draftChange(of position: Int) {
    let entity = desired.entities[position]
    var change = Change(
      action: .create, kind: entity.kind, label: written.label(position), id: entity.id, place: entity.place)
    if entity.kind.label.fields.isEmpty { change.detail = "\(entity.place)" }
    let live = matching.live[position]
    if let live {
      change.action = .update
      change.id = live.id
      change.differences =
        referenceDifferences(entity, live) + EntityComparison.differences(entity, live, schemas: schemas)
      if change.differences.isEmpty { return }
      if let tag = protection(of: live) {
        return reportProtected(change.title, .update, tag: tag, at: entity.place)
      }
      change.old = live.fields
      change.fields = EntityComparison.updateBody(entity, live, schemas: schemas)
    } else {
      change.fields = EntityComparison.createBody(entity)
    }
    // Only what is to be written is held against the schemas: what equals the gateway's own answer is valid.
    diagnostics.add(
      contentsOf: EntityFaults.find(in: entity, title: written.title(position), schemas: schemas))
    draftOfDesired[position] = drafts.count
    drafts.append(Draft(change: change, desired: position, live: live))
  }

  private func referenceDifferences(_ entity: Entity, _ live: Entity) -> [FieldDifference] {
    entity.kind.references.compactMap { rule in
      let wanted = entity.reference(rule.field)
      let current = live.reference(rule.field)
      let wantedID = wanted.flatMap { matching.id(of: $0.target) }
      let currentID: String? = current.flatMap { matching.id(of: $0.target) }
      if wanted == nil && current == nil || wantedID != nil && wantedID == currentID { return nil }
      return FieldDifference(
        path: DocumentPath([.key(rule.field)]), old: currentID.map { Node(.string(title(ofLive: $0, rule))) },
        new: wanted.map { Node(.string(title(of: $0.target))) }, place: wanted?.place ?? .none)
    }
  }

  private func title(of target: EntityReference.Target) -> String {
    switch target {
    case .desired(let position): desired.label(position)
    case .id(let text), .name(let text): text
    }
  }

  private func title(ofLive id: String, _ rule: ReferenceRule) -> String {
    guard let kind = EntityKind.collection(rule.collection), let entity = state.entity(kind, id: id) else { return id }
    return state.label(entity)
  }

  private mutating func draftDeletions() {
    for entity in unclaimedEntities() {
      var change = Change(action: .delete, kind: entity.kind, label: state.label(entity), id: entity.id)
      if entity.kind.label.fields.isEmpty { change.detail = "id \(entity.id ?? "")" }
      change.references = liveReferences(entity)
      change.old = entity.fields
      drafts.append(Draft(change: change, live: entity))
    }
  }

  private func liveReferences(_ entity: Entity) -> [Change.Reference] {
    entity.references.compactMap { reference in
      matching.id(of: reference.target).map { Change.Reference(field: reference.field, target: .id($0)) }
    }
  }

  /// Gives creations and updates their references: ids where they are known, else the drafts that create them.
  private mutating func linkReferences() {
    for index in drafts.indices {
      guard let position = drafts[index].desired else { continue }
      for reference in desired.entities[position].references {
        if let id = matching.id(of: reference.target) {
          drafts[index].change.references.append(Change.Reference(field: reference.field, target: .id(id)))
        } else if case .desired(let target) = reference.target, let draft = draftOfDesired[target] {
          drafts[index].change.references.append(Change.Reference(field: reference.field, target: .change(draft)))
          drafts[index].dependsOn.insert(draft)
        }
      }
    }
  }
}
