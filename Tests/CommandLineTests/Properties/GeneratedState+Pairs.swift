import Documents

/// States made by chance as the texts of files.
extension GeneratedState {
  /// A state of all kinds, and one in which something of most of them is gone, has changed or is new.
  static func textsOfAllKinds(seed: UInt64) -> (before: String, after: String) {
    var generated = GeneratedState(seed: seed)
    let document = generated.document()
    var after = document.object ?? Object()
    for key in ["services", "consumers", "upstreams", "vaults"] {
      var list = after[key]?.array ?? []
      if list.count > 1 { list.removeFirst() }
      after[key] = Node(.array(list))
    }
    for member in after {
      guard var list = member.node.array, var entity = list.last?.object, member.key != "custom_entities" else {
        continue
      }
      entity["tags"] = ["changed"]
      list[list.count - 1] = Node(.object(entity))
      after[member.key] = Node(.array(list))
    }
    after["upstreams"] = Node(.array((after["upstreams"]?.array ?? []) + [generated.upstream()]))
    after["consumers"] = Node(
      .array((after["consumers"]?.array ?? []) + [["username": "new", "keyauth_credentials": [["key": "new"]]]]))
    return (text(document), text(Node(.object(after))))
  }

  private static func text(_ document: Node) -> String { String(decoding: YAMLWriter.write(document), as: UTF8.self) }
}
