package import Documents

extension Object {
  /// Takes from another mapping what is missing here; where both have a mapping, from within that too. Lists stay whole.
  ///
  /// No document is deeper than readers allow, which bounds the recursion.
  package mutating func completeDeeply(from other: Object) {
    for member in other {
      guard let own = self[member.key] else {
        append(member)
        continue
      }
      if case .object(var inner) = own.value, let more = member.node.object {
        inner.completeDeeply(from: more)
        self[member.key]?.value = .object(inner)
      }
    }
  }
}
