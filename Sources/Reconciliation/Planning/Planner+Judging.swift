import Comparison
import Diagnostics
import Documents
import GatewayModel
import StateFiles

/// What is at fault or suspected, and what a target is asked about it.
extension Planner {
  /// Holds an entity against the schemas; returns what is wrong with it for certain.
  @discardableResult
  mutating func addFaults(of position: Int) -> [Diagnostic] {
    let found = EntityFaults.find(
      in: desired.entities[position], title: given.title(position), schemas: schemas)
    diagnostics.add(contentsOf: found)
    let errors = found.filter { $0.severity == .error }
    if !errors.isEmpty { faults[position] = errors }
    return errors
  }

  /// Holds an entity that is to be written against the schemas, and against the rules that they leave out.
  mutating func judge(_ position: Int) {
    let book = ruleBook ?? schemas.withRules(for: desired.entities)
    ruleBook = book
    let entity = desired.entities[position]
    let ruled = EntityFaults.find(in: entity, title: given.title(position), schemas: book)
    // The book lays its rules over the same documents: what breaks nothing there breaks nothing without them.
    if ruled.isEmpty, !book.judgesApart(entity) { return written.append(position) }
    let errors = addFaults(of: position)
    if errors.isEmpty { written.append(position) }
    let suspected = ruled.filter { suspicion in
      suspicion.severity == .error && !errors.contains(suspicion)
        // What is known for certain of a value, the book may say in other words.
        && !errors.contains { $0.place == suspicion.place && $0.place != entity.place }
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
    var question = Question(
      change: change.asked, faults: faults[position] ?? [], suspicions: suspicions[position] ?? [])
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
