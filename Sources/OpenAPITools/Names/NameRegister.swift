import Diagnostics

/// The names given to entities of one kind: no two are alike.
struct NameRegister {
  /// What the entities are called in messages.
  let kind: String
  private var places: [String: SourcePlace] = [:]

  init(kind: String) {
    self.kind = kind
  }

  /// The name wished for, or where that is taken, the name with a number.
  mutating func claim(_ name: String, for place: SourcePlace, _ diagnostics: inout DiagnosticCollector) -> String {
    guard let taken = places[name] else {
      places[name] = place
      return name
    }
    var number = 2
    while places["\(name)_\(number)"] != nil { number += 1 }
    let free = "\(name)_\(number)"
    places[free] = place
    diagnostics.warning(
      code: "same-name", "the \(kind) is called '\(free)', since '\(name)' is taken", at: place,
      hint: "give one of them another name by x-kong-name or operationId",
      notes: [Diagnostic.Note("the first '\(name)'", at: taken)])
    return free
  }
}
