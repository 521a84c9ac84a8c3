import Documents
import GatewayModel
import StateFiles

/// Holds what a target has after a load against what was loaded.
struct LoadCheck {
  /// What is found.
  enum Outcome: Equatable {
    /// The target holds what was loaded.
    case held
    /// It does not; where that shows.
    case other(String)
  }

  private let writes: [EntityWrite]
  private let base: GatewayState
  private let answers: AnswerCheck
  private var positions = KindMap<[String: Int]> { _ in [:] }

  /// Prepares to look.
  init(_ plan: Plan, _ writes: [EntityWrite], _ base: GatewayState, schemas: SchemaSet) {
    self.writes = writes
    self.base = base
    self.answers = AnswerCheck(plan, schemas: schemas)
    for (position, write) in writes.enumerated() { positions[write.change.kind][write.id] = position }
  }

  /// Compares with what the target holds.
  func outcome(_ state: GatewayState) -> Outcome {
    for kind in EntityKind.all {
      let isGone = { (id: String) in positions[kind][id].map { writes[$0].change.action == .delete } ?? false }
      var missing = Set(base.all(kind).compactMap(\.id).filter { !isGone($0) })
      for (id, position) in positions[kind] where writes[position].change.action == .create { missing.insert(id) }
      for entity in state.all(kind) {
        guard let id = entity.id, missing.remove(id) != nil else { return .other("more \(kind.collection)") }
        if let position = positions[kind][id] {
          let remarks = answers.diagnostics(for: writes[position].change, answer: LoadCheck.answer(entity))
          if !remarks.isEmpty { return .other("\(kind.name) \(state.label(entity))") }
        } else if let old = base.entity(kind, id: id), !LoadCheck.isSame(old, entity) {
          return .other("\(kind.name) \(state.label(entity))")
        }
      }
      if !missing.isEmpty { return .other("fewer \(kind.collection)") }
    }
    return .held
  }

  /// An entity as a target answers with it.
  private static func answer(_ entity: Entity) -> Object {
    var fields = entity.fields
    for reference in entity.references where reference.item == nil {
      guard let id = reference.referredID else { continue }
      fields[reference.field] = ["id": Node(.string(id))]
    }
    return fields
  }

  private static func isSame(_ old: Entity, _ new: Entity) -> Bool {
    let fields = { (entity: Entity) in Object(entity.fields.filter { $0.key != "updated_at" }) }
    let references = { (entity: Entity) in Set(entity.references.map { "\($0.field) \($0.referredID ?? "")" }) }
    return fields(old) == fields(new) && references(old) == references(new)
  }
}
