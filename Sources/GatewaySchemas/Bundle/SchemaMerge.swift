import Documents

/// Adds the fields of one document to another: what an edition has beyond the one below it.
enum SchemaMerge {
  /// The first document with the fields of the second that it lacks, in records as well; `protocols` is replaced.
  static func merged(_ base: Node, with additions: Node) -> Node {
    guard var result = base.object else { return base }
    var fields = result["fields"]?.array ?? []
    for item in additions["fields"]?.array ?? [] {
      guard let member = item.object?.members.first else { continue }
      let index = fields.firstIndex { $0.object?.members.first?.key == member.key }
      guard let index, let old = fields[index].object?.members.first?.node else {
        fields.append(item)
        continue
      }
      if member.key == "protocols" {
        fields[index] = item
      } else if old["fields"] != nil, member.node["fields"] != nil {
        let inner = merged(old, with: member.node)
        fields[index] = Node(.object(Object([Object.Member(key: member.key, node: inner)])))
      }
    }
    result["fields"] = Node(.array(fields))
    return Node(.object(result))
  }
}
