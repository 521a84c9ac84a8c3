package import Diagnostics
import GatewayModel

/// What a plan may not do unless it is told to: lose most of a gateway by a mistake in a file.
package struct SafetyRules: Sendable {
  /// How many entities of a kind may be deleted.
  package enum DeletionLimit: Sendable, Hashable {
    /// So many of each kind.
    case count(Int)
    /// So many in a hundred of each kind that has at least ``smallestKind`` entities.
    case percent(Int)

    /// Reads `N` or `N%`; nil for anything else.
    package init?(_ text: String) {
      let isPercentage = text.hasSuffix("%")
      guard let number = Int(isPercentage ? text.dropLast() : text[...]), number >= 0 else { return nil }
      self = isPercentage ? .percent(number) : .count(number)
    }
  }

  /// Percentages say little of fewer entities than this.
  package static let smallestKind = 10

  /// Whether files without any entity may empty a gateway.
  package var allowsEmpty = false
  /// How much may be deleted.
  package var deletionLimit = DeletionLimit.percent(30)

  /// The rules as they are unless the user says otherwise.
  package init() {}

  /// What the rules have against a plan; empty where they have nothing.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - wanted: How many entities the files have.
  ///   - existing: How many entities of each kind the gateway has, by the kind's collection.
  package func objections(to plan: Plan, wanted: Int, existing: [String: Int]) -> [Diagnostic] {
    var deletions: [String: Int] = [:]
    for change in plan.changes where change.action == .delete && change.goesWith == nil {
      deletions[change.kind.collection, default: 0] += 1
    }
    guard !deletions.isEmpty else { return [] }
    if wanted == 0 && !allowsEmpty {
      let total = plan.count(.delete)
      return [
        Diagnostic(
          code: "empty-state", "the files have no entity at all, so that all \(total) of the gateway would be deleted",
          hint: "--allow-empty does that")
      ]
    }
    if wanted == 0 { return [] }
    return EntityKind.all.compactMap { kind in
      guard let count = deletions[kind.collection] else { return nil }
      let present = existing[kind.collection] ?? 0
      guard exceeds(count, of: present) else { return nil }
      return Diagnostic(
        code: "too-many-deletions",
        "\(count) of \(present) \(kind.collection) would be deleted, more than \(limitText) allows",
        hint: "--max-deletes \(count) allows it this time")
    }
  }

  private func exceeds(_ count: Int, of present: Int) -> Bool {
    switch deletionLimit {
    case .count(let limit): count > limit
    case .percent(let limit): present >= SafetyRules.smallestKind && count * 100 > present * limit
    }
  }

  private var limitText: String {
    switch deletionLimit {
    case .count(let limit): "the limit of \(limit)"
    case .percent(let limit): "the limit of \(limit) %"
    }
  }
}
