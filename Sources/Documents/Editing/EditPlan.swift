import Diagnostics

/// What one entry of a list or mapping is to be.
struct PlannedEntry {
  /// Which entry of the text it is, if it is one of them.
  var former: Int?
  /// Its key, if it is a member.
  var key: String?
  /// Where the key was read.
  var keyPlace = SourcePlace.none
  /// Its value; of a merge key there is none.
  var value: Node?
  /// The value as it was read.
  var formerValue: Node = .null
  /// The key as it was read.
  var formerKey: String?
}

/// What the entries of a list or mapping are to be, in their order.
struct EditPlan {
  var entries: [PlannedEntry] = []
  /// How many entries there were.
  var formerCount: Int

  /// Whether the entries are those that there were, in the same order.
  var isInPlace: Bool {
    entries.count == formerCount && entries.indices.allSatisfy { entries[$0].former == $0 }
  }
}
