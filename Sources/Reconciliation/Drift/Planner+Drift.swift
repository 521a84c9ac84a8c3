import Comparison
import Diagnostics
import Documents
import GatewayModel
import StateFiles

extension Planner {
  /// Says of each difference of an entity who moved.
  func classify(_ differences: inout [FieldDifference], of position: Int) {
    guard let baseline, let live = matching.live(position) else { return }
    let entity = desired.entities[position]
    let classes = baseline.classes(of: differences, position, live: live, in: state) { path in
      guard case .key(let name)? = path.steps.first else { return false }
      let isFedReference = entity.references.contains { $0.field == name && $0.place.origin.isEnvironment }
      return isFedReference || isFed(position, at: path)
    }
    for index in differences.indices { differences[index].drift = classes[index] }
  }

  private func isFed(_ position: Int, at path: DocumentPath) -> Bool {
    desired.entities[position].isFed(at: path) || origins?.entities[position].isFed(at: path) ?? false
  }

  /// Whether the environment feeds what a new entity is known by, or what one is known by that it belongs to.
  func isNamedByEnvironment(_ position: Int) -> Bool {
    let entity = desired.entities[position]
    guard !matching.isLive(position) else { return false }
    if entity.id == nil,
      entity.kind.naturalKeys.joined().contains(where: { isFed(position, at: DocumentPath([.key($0)])) })
    {
      return true
    }
    return entity.references.contains { reference in
      if case .desired(let owner) = reference.target { isNamedByEnvironment(owner) } else { false }
    }
  }

  /// Gives an entity of the files what others made of its live one, and compares it again.
  mutating func keepDrift(
    of entity: Entity, _ position: Int, _ live: Entity, _ differences: [FieldDifference]
  ) -> (Entity, EntityComparison, [FieldDifference]) {
    let kept = differences.filter { $0.drift == .drift }
    var copy = entity
    for difference in kept { copy.take(difference.path, from: live, leavingNulls: false) }
    var (compared, left) = compare(copy, live)
    // What is absent may mean a default here, where null means none.
    let open = kept.filter { difference in left.contains { $0.path == difference.path } }
    if !open.isEmpty {
      for difference in open { copy.take(difference.path, from: live, leavingNulls: true) }
      (compared, left) = compare(copy, live)
    }
    for index in left.indices {
      left[index].drift = differences.first { $0.path == left[index].path && $0.drift != .drift }?.drift ?? .wanted
    }
    desired.update(position) { $0 = copy }
    return (copy, compared, left)
  }

  /// Notes that a change would undo what others did, where that is not to be done, or not to be decided here.
  mutating func noteDrift(_ change: Change) {
    let refused: [DriftClass] =
      switch options.onDrift {
      case .overwrite: []
      case .keep: [.both]
      case .refuse: [.drift, .both]
      }
    guard !refused.isEmpty else { return }
    if let drift = change.drift, refused.contains(drift) {
      let words = change.action == .create ? "was deleted on the target" : "was made or changed on the target"
      driftObjections.append(objection(change, words, drift, at: change.place))
    }
    for difference in change.differences {
      guard let drift = difference.drift, refused.contains(drift) else { continue }
      driftObjections.append(
        objection(
          change, "'\(difference.path)' was changed on the target", drift,
          at: difference.place.isKnown ? difference.place : change.place))
    }
  }

  private func objection(_ change: Change, _ words: String, _ drift: DriftClass, at place: SourcePlace) -> Diagnostic {
    Diagnostic(
      code: "drift", "\(change.title): \(words)" + (drift == .both ? ", and in the files too" : ""), at: place,
      hint: drift == .both
        ? "settle which of the two holds; --on-drift overwrite takes the files"
        : "--on-drift overwrite takes the files, --on-drift keep leaves it")
  }

  /// What is kept must not be lost with what it belongs to, and nothing can belong to what is left out.
  mutating func checkKept() {
    guard options.onDrift == .keep else { return }
    for draft in drafts {
      guard let position = draft.desired else { continue }
      for reference in desired.entities[position].references {
        guard case .desired(let target) = reference.target, leftOut.contains(target) else { continue }
        driftObjections.append(
          Diagnostic(
            code: "drift", "\(draft.change.title) needs \(desired.title(target)), which was deleted on the target",
            at: reference.place, hint: "--on-drift overwrite creates it again"))
      }
    }
    guard !keptEntities.isEmpty else { return }
    var deleted: [String: [String: Int]] = [:]
    for (index, draft) in drafts.enumerated() where draft.change.action == .delete {
      if let id = draft.change.id { deleted[draft.change.kind.collection, default: [:]][id] = index }
    }
    for entity in keptEntities {
      let owners = entity.references.compactMap { reference in
        entity.kind.reference(reference.field).flatMap { deleted[$0.collection]?[reference.referredID ?? ""] }
      }
      guard let owner = owners.min().map({ drafts[$0] }) else { continue }
      driftObjections.append(
        Diagnostic(
          code: "drift",
          "\(owner.change.title) is to be deleted, and \(entity.kind.name) \(label(ofLive: entity)), which was made on "
            + "the target, belongs to it", hint: "--on-drift overwrite deletes both"))
    }
  }
}

extension Node {
  /// The value at a path, if it is there.
  fileprivate func node(at path: DocumentPath) -> Node? {
    path.steps.reduce(Optional(self)) { node, step in
      switch step {
      case .key(let key): node?[key]
      case .index(let index): node?.array.flatMap { $0.indices.contains(index) ? $0[index] : nil }
      }
    }
  }

  /// The variables that the value, or any value within it, comes from.
  fileprivate var variables: Set<String> {
    if place.origin.isEnvironment { return Set(place.origin.environmentNames) }
    return switch value {
    case .array(let items): items.reduce(into: []) { $0.formUnion($1.variables) }
    case .object(let object): object.reduce(into: []) { $0.formUnion($1.node.variables) }
    default: []
    }
  }

  /// Puts a value in the place of a path, or takes out what is there.
  fileprivate mutating func set(_ path: ArraySlice<DocumentPath.Step>, to value: Node?) {
    guard let step = path.first else { return }
    let rest = path.dropFirst()
    switch step {
    case .key(let key):
      var object = self.object ?? Object()
      if rest.isEmpty {
        object[key] = value
      } else {
        var inner = object[key] ?? Node(.object(Object()), at: place)
        inner.set(rest, to: value)
        object[key] = inner
      }
      self.value = .object(object)
    case .index(let index):
      guard var items = array, items.indices.contains(index) else { return }
      if rest.isEmpty { items[index] = value ?? .null } else { items[index].set(rest, to: value) }
      self.value = .array(items)
    }
  }
}

extension Entity {
  /// Whether a field, or any part of it, comes from the environment.
  fileprivate func isFed(at path: DocumentPath) -> Bool {
    Node(.object(fields)).node(at: path)?.containsEnvironmentValue ?? false
  }

  /// The variables that a field, or any part of it, comes from.
  func variables(at path: DocumentPath) -> Set<String> {
    Node(.object(fields)).node(at: path)?.variables ?? []
  }

  /// Takes over from another entity what it has at a path.
  ///
  /// - Parameter leavingNulls: Whether what the other does not have becomes null, instead of being left out.
  fileprivate mutating func take(_ path: DocumentPath, from other: Entity, leavingNulls: Bool) {
    guard case .key(let name)? = path.steps.first else { return }
    guard kind.reference(name) == nil else {
      references.removeAll { $0.field == name }
      references += other.references.filter { $0.field == name }
      if kind.listReference?.field == name { fields[name] = other.fields[name] }
      return
    }
    var node = Node(.object(fields))
    let held = Node(.object(other.fields)).node(at: path)
    node.set(path.steps[...], to: held ?? (leavingNulls ? .null : nil))
    fields = node.object ?? fields
  }
}
