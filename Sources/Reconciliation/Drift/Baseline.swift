import Comparison
import Documents
import GatewayModel
import GatewaySchemas
import StateFiles

/// What the files were, held against what they are and against what the target has.
///
/// Both comparisons are those that a plan is made with: defaults, sets, shorthand and numbers mean here what they mean
/// there.
final class Baseline {
  /// What the files were, as files for the target.
  private var toTarget: Planner
  /// What the files are, as files for a target that holds what they were.
  private var toFiles: Planner
  /// What was found already of the differences to the target, by position in what the files were.
  private var moves: [Int: [FieldDifference]] = [:]

  /// The variables of what the files were that are not set any more.
  private let unsetVariables: Set<String>

  init(_ base: BaseFiles, of planner: Planner, _ snapshot: Snapshot) {
    unsetVariables = base.unsetVariables
    // What belongs to the run is settled by what the files say now.
    toTarget = Planner(
      desired: base.desired.within(planner.desired.scope), snapshot: snapshot, options: planner.options)
    toTarget.normalise()
    toFiles = Planner(
      desired: planner.desired, state: GatewayState(toTarget.desired), schemas: planner.schemas,
      lookedUp: planner.lookedUp, capabilities: snapshot.information.capabilities, options: planner.options)
    toFiles.normalise()
  }

  /// The class of an entity that the files have and the target does not.
  ///
  /// - Parameter isNamedByEnvironment: Whether the environment feeds what it is known by: the target may have it by
  ///   another value then.
  func classOfNew(_ position: Int, isNamedByEnvironment: Bool) -> DriftClass {
    guard let moved = filesMoved(position) else { return .wanted }
    if isNamedByEnvironment { return .secret }
    return moved.isEmpty ? .drift : .both
  }

  /// The class of an entity that the target has and no file.
  func classOfUnclaimed(_ entity: Entity, in state: GatewayState) -> DriftClass {
    guard let position = position(of: entity, in: state) else { return .drift }
    return targetMoved(position).isEmpty ? .wanted : .both
  }

  /// The classes of fields in which an entity of the files differs from its live one.
  ///
  /// - Parameter isFed: Whether the files have a field from the environment.
  func classes(
    of differences: [FieldDifference], _ position: Int, live: Entity, in state: GatewayState,
    isFed: (DocumentPath) -> Bool
  ) -> [DriftClass] {
    // What both made, and differently: nobody can tell who came first.
    guard let files = filesMoved(position), let base = self.position(of: live, in: state) else {
      return differences.map { _ in .both }
    }
    let target = targetMoved(base)
    return differences.map { difference in
      let movedFiles = files.contains { $0.path.overlaps(difference.path) }
      let movedTarget = target.contains { $0.path.overlaps(difference.path) } && isKnown(difference.path, base)
      if movedFiles { return movedTarget ? .both : .wanted }
      if isFed(difference.path) { return .secret }
      return movedTarget ? .drift : .wanted
    }
  }

  /// Whether it is known what a field was: not where the variable that it came from is gone.
  private func isKnown(_ path: DocumentPath, _ base: Int) -> Bool {
    unsetVariables.isEmpty
      || toTarget.desired.entities[base].variables(at: path).isDisjoint(with: unsetVariables)
  }

  /// In which fields the files are not what they were; nil for an entity that they did not have.
  private func filesMoved(_ position: Int) -> [FieldDifference]? {
    guard let base = toFiles.matching.live(position) else { return nil }
    let entity = toFiles.withPaths(toFiles.desired.entities[position], live: base)
    return toFiles.compare(entity, toFiles.schemas.completed(base)).1
  }

  /// In which fields the target is not where the files were.
  private func targetMoved(_ position: Int) -> [FieldDifference] {
    if let known = moves[position] { return known }
    guard let live = toTarget.matching.live(position) else { return [] }
    let entity = toTarget.withPaths(toTarget.desired.entities[position], live: live)
    let found = toTarget.compare(entity, live).1
    moves[position] = found
    return found
  }

  /// The position in what the files were of a live entity.
  private func position(of live: Entity, in state: GatewayState) -> Int? {
    live.id.flatMap { state.position(live.kind, id: $0) }.flatMap {
      toTarget.matching.claimant(of: live.kind, at: $0)
    }
  }
}

extension DocumentPath {
  /// Whether one of two places is the other, or lies within it.
  fileprivate func overlaps(_ other: DocumentPath) -> Bool {
    zip(steps, other.steps).allSatisfy { $0 == $1 }
  }
}

extension SchemaSet {
  /// An entity of files as a gateway would complete it.
  fileprivate func completed(_ entity: Entity) -> Entity {
    guard let root = entities[entity.kind.collection],
      var fields = try? root.filled(entity.fields, context: .write)
    else { return entity }
    for field in root.root.fields where field.auto || entity.kind.reference(field.name) != nil {
      fields[field.name] = entity.fields[field.name]
    }
    if let name = entity.kind.configField, let own = configuration(for: entity), own.root[name] != nil {
      let given = Object([.init(key: name, node: entity.fields[name] ?? Node(.object(Object())))])
      if let configured = try? own.filled(given, context: .write) { fields[name] = configured[name] }
      if entity.fields["protocols"] == nil { fields["protocols"] = own.root["protocols"]?.defaultValue }
    }
    var copy = entity
    copy.fields = Object(fields.filter { !$0.node.isNull })
    return copy
  }
}
