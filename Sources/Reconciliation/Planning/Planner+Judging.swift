import Comparison
import Diagnostics
import Documents
import GatewayModel
import StateFiles

/// What is at fault or suspected, and what a target is asked about it.
extension Planner {
  /// Holds an entity against the schemas; returns whether it has no fault.
  @discardableResult
  mutating func addFaults(of position: Int) -> Bool {
    let faults = EntityFaults.find(
      in: desired.entities[position], title: given.title(position), schemas: schemas)
    diagnostics.add(contentsOf: faults)
    let errors = faults.filter { $0.severity == .error }
    if !errors.isEmpty { self.faults[position] = errors }
    return errors.isEmpty
  }

  /// Holds an entity against the rules that the target's schemas leave out.
  mutating func noteSuspicions(of position: Int) {
    let book = ruleBook ?? schemas.withRules(for: desired.entities)
    ruleBook = book
    let found = EntityFaults.find(
      in: desired.entities[position], title: given.title(position), schemas: book
    )
    let known = faults[position] ?? []
    let own = desired.entities[position].place
    let suspected = found.filter { suspicion in
      suspicion.severity == .error && !known.contains(suspicion)
        // What is known for certain of a value, the book may say in other words.
        && !known.contains { $0.place == suspicion.place && $0.place != own }
    }
    if !suspected.isEmpty { suspicions[position] = suspected }
  }

  /// The entities that are to be written and break a rule of the book.
  var suspects: [Int] { suspicions.keys.sorted() }

  /// Those without a fault and without a suspicion whose kind the target has a schema of.
  var unsuspected: [Int] {
    written.filter { position in
      let entity = desired.entities[position]
      return suspicions[position] == nil && schemas.entities[entity.kind.collection] != nil && entity.isIdentifiable
    }
  }

  /// An entity as the target would be asked about it: references that lead nowhere yet stand for any.
  func question(about position: Int) -> Question {
    let entity = desired.entities[position]
    var change = Change(
      action: matching.isLive(position) ? .update : .create, kind: entity.kind, label: given.label(position),
      id: entity.id, place: entity.place)
    change.fields = EntityComparison.createBody(entity)
    for name in entity.kind.unlistedFields { change.fields.removeValue(forKey: name) }
    var question = Question(change: change, faults: faults[position] ?? [], suspicions: suspicions[position] ?? [])
    for reference in entity.references {
      // That a text leads nowhere is said already; the target would only ask for an id.
      let id = matching.id(of: reference.target).flatMap { UniqueID($0) == nil ? nil : $0 }
      // Whether a partial is there is looked at, and a plugin that the files define is none that the target knows.
      if id == nil, reference.item != nil { question.isAskable = false }
      question.change.references.append(
        Change.Reference(field: reference.field, target: .id(id ?? Question.someID), item: reference.item))
    }
    if entity.kind.configuration?.isRequired == true, schemas.definedPlugins.contains(entity.name ?? "") {
      question.isAskable = false
    }
    return question
  }
}
