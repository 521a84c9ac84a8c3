import Diagnostics

extension TreeBuilder {
  /// The key under which a merge stands until its mapping ends; no text can hold this character unescaped.
  static let mergeKey = "\u{FFFF}<<"

  /// Replaces merge keys (`<<`) by the members they bring: those written in the mapping win, then the earlier source.
  mutating func applyMerges(_ members: inout [Object.Member], at offsets: [Int]) {
    var own: [Object.Member] = []
    var sources: [Object] = []
    own.reserveCapacity(members.count)
    for (offset, member) in members.enumerated() {
      if offsets.contains(offset) {
        sources += mergeSources(member)
      } else {
        own.append(member)
      }
    }
    var names = Set(own.map(\.key))
    for source in sources {
      for member in source where names.insert(member.key).inserted { own.append(member) }
    }
    members = own
  }

  private mutating func mergeSources(_ member: Object.Member) -> [Object] {
    let nodes = member.node.array ?? [member.node]
    return nodes.compactMap { node in
      if let object = node.object { return object }
      report(
        Diagnostic(
          code: "merge-key", "a merge key takes a mapping or a list of mappings, not \(node.value.kindDescription)",
          at: member.keyPlace, hint: "write \"<<\" in quotation marks where the key itself is meant"))
      return nil
    }
  }
}
