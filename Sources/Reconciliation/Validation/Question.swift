import Diagnostics
import Documents
import GatewayModel
import StateFiles

/// An entity that is to be written, put to the target beforehand: would it take it?
struct Question {
  /// The change that would write it, as a whole.
  var change: Change
  /// What is wrong with it for certain: the target is not asked about that.
  var faults: [Diagnostic] = []
  /// What the rule book has against it; whether the target has such rules, only it can say.
  var suspicions: [Diagnostic] = []
  /// Whether the target can judge it before the rest of the plan is done.
  var isAskable = true

  /// Stands for any entity that is referred to and not there yet: nobody looks whether it is.
  static let someID = "00000000-0000-4000-8000-000000000000"

  /// The question with the ids of what it refers to, without the values that are at fault.
  var write: EntityWrite {
    var asked = change
    if !faults.isEmpty { asked.fields = change.fields.without(faults) }
    return EntityWrite(asked, id: change.id ?? Question.someID, ids: [])
  }

  /// What a refusal tells that is not known without it; nil for nothing.
  func news(in refusal: TargetError.Refusal) -> TargetError.Refusal? {
    guard !faults.isEmpty else { return refusal }
    var news = refusal
    let body = Node(.object(change.fields), at: change.place)
    news.faults = refusal.faults.filter { fault in
      // What is missing is no news of what stands beside it.
      let node = body.nearest(fault.path)
      let isPart = !fault.path.steps.isEmpty && body.node(at: fault.path) != nil
      return suspicions.contains { $0.place == node.place || isPart && node.holds($0.place) }
    }
    return news.faults.isEmpty ? nil : news
  }
}

extension Object {
  /// The members, and theirs, but for those that diagnostics point at.
  fileprivate func without(_ faults: [Diagnostic]) -> Object {
    func isAtFault(_ place: SourcePlace) -> Bool { faults.contains { $0.place.isAt(place) } }
    func sound(_ node: Node) -> Node? {
      if isAtFault(node.place) { return nil }
      var copy = node
      switch node.value {
      case .array(let items): copy.value = .array(items.compactMap(sound))
      case .object(let object): copy.value = .object(object.without(faults))
      default: break
      }
      return copy
    }
    return Object(
      compactMap { member in
        isAtFault(member.keyPlace)
          ? nil : sound(member.node).map { Object.Member(key: member.key, keyPlace: member.keyPlace, node: $0) }
      })
  }
}

extension Node {
  /// Whether a value within this one stands at a place.
  fileprivate func holds(_ place: SourcePlace) -> Bool {
    if self.place == place { return true }
    return switch value {
    case .array(let items): items.contains { $0.holds(place) }
    case .object(let object): object.contains { $0.node.holds(place) }
    default: false
    }
  }
}

/// Which of the entities that are to be written are put to the target before anything is.
package enum Asking: Sendable {
  /// Those that break a rule of the book.
  case suspects
  /// All whose schemas leave something open; of those that differ in plain names alone, one.
  case undecided
  /// Every one.
  case all
}

extension Change {
  /// The change as a target is asked about it: without fields that schemas do not list, which their paths refuse.
  var asked: Change {
    var asked = self
    for name in kind.unlistedFields { asked.fields.removeValue(forKey: name) }
    return asked
  }
}
