import Comparison
package import Diagnostics
import Documents
package import GatewayModel
package import StateFiles

/// Decides what has to change: reads two states, writes nothing.
package struct Planner {
  /// What was found wrong; a plan made with errors is not to be executed.
  package internal(set) var diagnostics = DiagnosticCollector()

  let state: GatewayState
  let options: PlanOptions
  let lookedUp: GatewayState
  private let capabilities: TargetCapabilities
  let schemas: SchemaSet
  var desired: DesiredState
  /// The files' entities as written, for what messages call them.
  let given: DesiredState
  private(set) var matching: Matching
  /// How many entities of each collection no file has and are kept all the same.
  var kept: [String: Int] = [:]
  var drafts: [Draft] = []
  /// What the files were; nil where nobody says.
  var baseline: Baseline?
  /// The files with what came from the environment, where that is to be shown like anything else.
  var origins: DesiredState?
  /// What drift keeps from being done.
  var driftObjections: [Diagnostic] = []
  /// The entities of the files that are not created again, since somebody deleted them.
  var leftOut: Set<Int> = []
  /// The live entities that are not deleted, since somebody made them.
  var keptEntities: [Entity] = []
  private var comparedFields: ComparedFieldsTable
  private let isManaged: KindMap<Bool>
  /// The draft that creates or updates each desired entity.
  private var draftOfDesired: [Int: Int] = [:]
  /// The entities that are to be written and have no fault, by their positions in the files.
  var written: [Int] = []
  /// What is wrong for certain with others that are to be written, by their positions in the files.
  var faults: [Int: [Diagnostic]] = [:]
  /// What the rule book has against some of either.
  var suspicions: [Int: [Diagnostic]] = [:]
  /// The schemas with the rule book laid over them, made where something is to be written.
  var ruleBook: SchemaSet?

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

  /// Prepares to plan: settles references and finds for each entity the live one that it means.
  ///
  /// - Parameter base: What the files were; nil where nobody says.
  package init(
    desired: DesiredState, base: BaseFiles? = nil, snapshot: Snapshot, options: PlanOptions = PlanOptions()
  ) {
    self.init(
      desired: desired, state: snapshot.state, schemas: snapshot.schemas, lookedUp: snapshot.lookedUp,
      capabilities: snapshot.information.capabilities, options: options)
    diagnostics.add(contentsOf: FormatVersion.faults(of: desired, for: snapshot.information))
    if let base { baseline = Baseline(base, of: self, snapshot) }
  }

  /// Makes the plan from the parts of a snapshot.
  ///
  /// - Parameters:
  ///   - desired: What the files want.
  ///   - state: What the gateway holds of it.
  ///   - schemas: The schemas of what the files have.
  ///   - lookedUp: What the files may refer to without having it; it is left as it is.
  ///   - outside: What the gateway holds besides, whose ids and names are taken.
  ///   - options: What the plan may do.
  /// - Returns: The plan and everything that is wrong with the request; with errors the plan is empty.
  package static func plan(
    desired: DesiredState, state: GatewayState, schemas: SchemaSet, lookedUp: GatewayState = GatewayState(),
    outside: GatewayState = GatewayState(), options: PlanOptions = PlanOptions()
  ) -> (plan: Plan, diagnostics: [Diagnostic]) {
    var planner = Planner(
      desired: desired, state: state, schemas: schemas, lookedUp: lookedUp, capabilities: TargetCapabilities(),
      options: options)
    return planner.plan(outside: outside)
  }

  init(
    desired given: DesiredState, state: GatewayState, schemas: SchemaSet, lookedUp: GatewayState,
    capabilities: TargetCapabilities, options: PlanOptions
  ) {
    let scope = given.scope
    self.isManaged = KindMap { scope.manages($0) }
    let state = state.including(lookedUp, writtenIn: given)
    var resolution = ReferenceResolution(
      given, state: state, lookedUp: lookedUp, unlisted: capabilities.listedBelowOwners,
      refersToGateway: options.refersToGateway)
    resolution.resolve()
    self.state = state
    self.options = options
    self.given = given
    self.lookedUp = lookedUp
    self.capabilities = capabilities
    self.schemas = schemas.extended(by: resolution.desired)
    self.comparedFields = ComparedFieldsTable(self.schemas)
    self.matching = Matching(
      desired: resolution.desired, state: state, isOrdered: capabilities.writing == .entityByEntity)
    self.desired = resolution.desired
    diagnostics.add(contentsOf: resolution.diagnostics)
  }

  /// What has to be known of the target outside of the select tags before a plan can be made.
  package var outsideQuestions: [OutsideQuestion] {
    OutsideLookUp.questions(about: desired, state, matching, capabilities)
  }

  /// Makes the plan that brings a target to the desired state.
  ///
  /// - Parameter found: What there is outside of the select tags, as far as it was asked about.
  /// - Returns: The plan and everything that is wrong with the request; with errors the plan is empty.
  package mutating func plan(outside found: GatewayState = GatewayState()) -> (plan: Plan, diagnostics: [Diagnostic]) {
    var plan = makePlan(OutsideEntities(OutsideLookUp.outside(found, desired, state)))
    plan.workspace = desired.scope.workspace
    plan.kept = kept
    plan.isClassified = baseline != nil
    plan.driftObjections = driftObjections
    return (plan, diagnostics.diagnostics)
  }

  private mutating func makePlan(_ outside: OutsideEntities) -> Plan {
    normalise()
    checkReadability()
    drafts.reserveCapacity(matching.newCount)
    let isEqual = equalEntities()
    for position in desired.entities.indices where isManaged[desired.entities[position].kind] {
      checkReferencesToUnmanaged(of: position)
      if isEqual[position] || isLookedUp(position) { continue }
      draftChange(of: position)
      if !matching.isLive(position) {
        diagnostics.add(contentsOf: outside.conflicts(with: desired, position, matching))
      }
    }
    draftDeletions()
    checkKept()
    linkReferences()
    linkDefinitions()
    // Handed over, not shared: the graph changes them, and they are large.
    var drafts: [Draft] = []
    swap(&drafts, &self.drafts)
    var graph = DependencyGraph(
      drafts: consume drafts, state: state, isOrdered: capabilities.writing == .entityByEntity)
    graph.link()
    diagnostics.add(contentsOf: graph.diagnostics)
    return diagnostics.hasErrors ? Plan() : graph.plan()
  }

  /// A kind whose listing was refused is unknown, not empty: nothing of it may be planned.
  private mutating func checkReadability() {
    for (kind, lost) in state.orphans.sorted(by: { $0.key.rank < $1.key.rank }) {
      diagnostics.warning(
        code: "dangling-references",
        "\(lost) of the gateway's \(kind.collection) belong to what it does not list: somebody is writing to it",
        hint: "they are left alone; run again when nobody writes")
    }
    checkKinds()
    guard !state.unreadable.isEmpty || !state.absent.isEmpty else { return }
    var isToldOf = KindMap { !isManaged[$0] || !state.absent.contains($0) && state.unreadable[$0] == nil }
    for position in desired.entities.indices where !isToldOf[desired.entities[position].kind] {
      let entity = desired.entities[position]
      let kind = entity.kind
      isToldOf[kind] = true
      if let reason = state.unreadable[kind] {
        diagnostics.error(
          code: "unreadable-kind", "the gateway does not let \(kind.collection) be read (\(reason))", at: entity.place,
          hint: "use a token that may read them, or keep them out of the files")
      } else if state.absent.contains(kind), capabilities.kinds.contains(kind) {
        diagnostics.error(
          code: "unknown-kind", "the gateway has no \(kind.collection)", at: entity.place,
          hint: "its edition or its plugins do not provide them")
      }
    }
  }

  /// What no target of its kind has is told at every line, unless the kind is left alone.
  private mutating func checkKinds() {
    let isUnknown = KindMap { !capabilities.kinds.contains($0) && !desired.scope.isLeftAlone($0) }
    for position in desired.entities.indices where isUnknown[desired.entities[position].kind] {
      let kind = desired.entities[position].kind
      diagnostics.error(
        code: "unknown-kind", "\(given.title(position)): \(capabilities.name) has no \(kind.collection)",
        at: desired.entities[position].place, hint: "take it out, or leave the kind alone: --skip \(kind.collection)")
    }
    for aside in desired.header.asides where isUnknown[aside.kind] && !isManaged[aside.kind] {
      diagnostics.error(
        code: "unknown-kind", "\(capabilities.name) has no \(aside.kind.collection)", at: aside.place,
        hint: "take it out, or leave the kind alone: --skip \(aside.kind.collection)")
    }
  }

  /// The desired entities that are seen to be held by the gateway as they are, which are nearly all of nearly all runs.
  ///
  /// Found in the order of the listings: live entities lie in memory as they were read, and are the larger ones.
  private mutating func equalEntities() -> [Bool] {
    var isEqual = Array(repeating: false, count: desired.entities.count)
    for kind in EntityKind.all where isManaged[kind] && kind.isComparedPlainly {
      for pair in matching.pairs(kind) { isEqual[pair.desired] = isSeenEqual(kind, pair.desired, pair.live) }
    }
    return isEqual
  }

  /// Whether the gateway holds just what the files say: seen without copying an entity. False says nothing.
  private mutating func isSeenEqual(_ kind: EntityKind, _ position: Int, _ index: Int) -> Bool {
    let references = desired.entities[position].references
    guard !references.contains(where: { $0.item != nil }),
      hasSameReferences(references, matching.liveReferences(kind, at: index))
    else { return false }
    let fields = desired.entities[position].fields
    return comparedFields.fields(kind, fields)
      .isSeenEqual(kind, fields, matching.liveFields(kind, at: index))
  }

  private mutating func draftChange(of position: Int) {
    let live = matching.live(position)
    var entity = withPaths(desired.entities[position], live: live)
    var comparison: EntityComparison?
    var differences: [FieldDifference] = []
    if let live {
      var (compared, found) = compare(entity, live)
      if !compared.unjudged.isEmpty { warnOfUnjudged(compared.unjudged, position) }
      if baseline != nil, !found.isEmpty {
        classify(&found, of: position)
        if options.onDrift == .keep, found.contains(where: { $0.drift == .drift }) {
          (entity, compared, found) = keepDrift(of: entity, position, live, found)
        }
      }
      differences = found
      if differences.isEmpty {
        // Nearly all entities of nearly all runs end here.
        if compared.hasUnknownFields { addFaults(of: position) }
        return
      }
      comparison = compared
    }
    guard !state.absent.contains(entity.kind), state.unreadable[entity.kind] == nil else { return }
    let drift =
      live == nil
      ? baseline?.classOfNew(position, isNamedByEnvironment: isNamedByEnvironment(position)) : nil
    if drift == .drift, options.onDrift == .keep {
      leftOut.insert(position)
      return
    }
    var change = Change(
      action: .create, kind: entity.kind, label: given.label(position), id: entity.id, place: entity.place)
    change.drift = drift
    if entity.kind.needsDetail {
      change.detail = entity.place.isKnown ? "\(entity.place)" : entity.id.map { "id \($0)" }
    }
    let foreignHashes: [String]
    if let live, let comparison {
      change.action = .update
      change.id = live.id
      change.differences = differences
      foreignHashes = comparison.foreignHashes
      if let tag = protection(of: live) {
        return reportProtected(change.title, .update, tag: tag, at: entity.place)
      }
      change.old = live.fields
      let form = comparison.updateForm(capabilities.updates[entity.kind])
      change.isPartial = form == .changedFields
      if change.isPartial { change.written = entity.fields }
      change.fields = comparison.updateBody(form)
    } else {
      foreignHashes = StoredForms(entity, live: nil, takesHashes: schemas.takesHashes) { _ in nil }.foreignHashes
      change.fields = EntityComparison.createBody(entity)
    }
    for field in foreignHashes where !mayStore(field, of: entity) {
      diagnostics.error(
        code: "hashed-secret",
        "\(desired.title(position)): '\(field)' is a hash as the gateway stores it, and the gateway has no such one here",
        at: entity.fields[field]?.place ?? entity.place,
        hint: capabilities.takesStoredSecrets
          ? "it fits one consumer's id alone: give the consumer that id, as a dump does, or write the "
            + "secret itself"
          : "it would be hashed again, and fit nothing: write the secret itself; one that happens to look like a hash "
            + "has to come from a variable")
    }
    // Only what is to be written is held against the schemas: what equals the gateway's own answer is valid.
    judge(position)
    draftOfDesired[position] = drafts.count
    noteDrift(change)
    drafts.append(Draft(change: change, desired: position, live: live))
  }

  /// What an entity of the files differs in from a live one.
  mutating func compare(_ entity: Entity, _ live: Entity) -> (EntityComparison, [FieldDifference]) {
    let fields = comparedFields.fields(entity.kind, entity.fields)
    let compared = EntityComparison(entity, live, by: fields, schemas: schemas) { field in
      entity.reference(field).flatMap { matching.id(of: $0.target) }
    }
    return (compared, referenceDifferences(entity, live) + compared.differences)
  }

  /// Brings the files into the form that is compared, where no plan is made of them.
  mutating func normalise() {
    diagnostics.add(contentsOf: DesiredNormaliser.normalise(&desired, schemas: schemas))
  }

  /// Whether a hash may be written as it is: the target hashes nothing by itself, and the id that the hash was made with is
  /// that of the files or the live one.
  private func mayStore(_ field: String, of entity: Entity) -> Bool {
    guard capabilities.takesStoredSecrets else { return false }
    guard case .sha1(let salt)? = entity.kind.textForms[field] else { return true }
    switch entity.reference(salt)?.target {
    case .id: return true
    case .desired(let owner): return desired.entities[owner].id != nil || matching.isLive(owner)
    case .name, nil: return false
    }
  }

  private mutating func warnOfUnjudged(_ fields: [String], _ position: Int) {
    diagnostics.warning(
      code: "unjudged-field",
      "\(given.title(position)): the gateway has '\(fields.joined(separator: "', '"))', and serves no schema that tells "
        + "whether these are defaults", at: desired.entities[position].place,
      hint: "write them out, so that they can be compared")
  }

  private mutating func draftDeletions() {
    for entity in unclaimedEntities(butFor: lookedUp) {
      let kind = entity.kind
      let drift = baseline?.classOfUnclaimed(entity, in: state)
      if drift == .drift, options.onDrift == .keep {
        kept[kind.collection, default: 0] += 1
        keptEntities.append(entity)
        continue
      }
      var change = Change(action: .delete, kind: kind, label: label(ofLive: entity), id: entity.id)
      if kind.needsDetail { change.detail = "id \(entity.id ?? "")" }
      change.references = liveReferences(entity)
      change.old = entity.fields
      change.drift = drift
      noteDrift(change)
      drafts.append(Draft(change: change, live: entity))
    }
  }

  /// Gives creations and updates their references: ids where they are known, else the drafts that create them.
  private mutating func linkReferences() {
    for index in drafts.indices {
      guard let position = drafts[index].desired else { continue }
      for reference in desired.entities[position].references {
        let item = reference.item
        let label = title(of: reference, desired.entities[position].kind.reference(reference.field))
        if let id = matching.id(of: reference.target) {
          drafts[index].change.references.append(
            Change.Reference(field: reference.field, target: .id(id), item: item, label: label))
        } else if case .desired(let target) = reference.target, let draft = draftOfDesired[target] {
          drafts[index].change.references.append(
            Change.Reference(field: reference.field, target: .change(draft), item: item, label: label))
          drafts[index].dependsOn.insert(draft)
        }
      }
    }
  }

  /// What is configured by a schema that a definition brings comes after it, and goes before it.
  private mutating func linkDefinitions() {
    var definitions: [String: Int] = [:]
    for (index, draft) in drafts.enumerated() where draft.change.kind.management == .definitions {
      let fields = draft.live?.fields ?? draft.change.fields
      if let name = fields["name"]?.string { definitions[name] = index }
    }
    guard !definitions.isEmpty else { return }
    for (index, draft) in drafts.enumerated() where draft.change.kind.configuration?.isRequired == true {
      let fields = draft.desired.map { desired.entities[$0].fields } ?? draft.live?.fields
      guard let name = fields?["name"]?.string, let definition = definitions[name] else { continue }
      switch (draft.change.action, drafts[definition].change.action) {
      case (.delete, .delete): drafts[definition].dependsOn.insert(index)
      case (.delete, _), (_, .delete): break
      default: drafts[index].dependsOn.insert(definition)
      }
    }
  }
}

extension EntityKind {
  /// Whether several entities of the kind may have the same label.
  fileprivate var needsDetail: Bool { label.fields.isEmpty && !isLink }
}
