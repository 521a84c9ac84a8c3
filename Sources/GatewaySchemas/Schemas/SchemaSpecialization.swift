public import Documents

/// Joins the document of a kind with that of a plugin, vault or protocol, which describes some fields more closely.
public enum SchemaSpecialization {
  /// The kind's document with the closer description laid over it, field by field, and the checks of both.
  ///
  /// A configuration that the kind leaves open is required once it is described.
  public static func document(of base: Node, by special: Node) -> Node {
    var result = base.object ?? Object()
    var fields = result["fields"]?.array ?? []
    for item in special["fields"]?.array ?? [] {
      guard let member = item.object?.members.first else { continue }
      guard let index = fields.firstIndex(where: { $0.object?.members.first?.key == member.key }) else {
        fields.append(item)
        continue
      }
      let attributes = overlaid(fields[index][member.key]?.object ?? Object(), member.node.object ?? Object())
      fields[index] = Node(.object(Object([Object.Member(key: member.key, node: Node(.object(attributes)))])))
    }
    result["fields"] = Node(.array(fields))
    let checks = (result["entity_checks"]?.array ?? []) + (special["entity_checks"]?.array ?? [])
    result["entity_checks"] = Node(.array(checks))
    return Node(.object(result))
  }

  private static func overlaid(_ base: Object, _ special: Object) -> Object {
    var result = base
    if result.removeValue(forKey: "abstract") != nil { result["required"] = true }
    for member in special where member.key != "required" || member.node.bool == true || base["abstract"] == nil {
      result[member.key] = member.node
    }
    return result
  }
}
