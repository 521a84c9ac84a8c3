public import Documents

extension Schema {
  /// Reads the document that a gateway serves at `/schemas/{kind}` or `/schemas/plugins/{name}`.
  ///
  /// Returns nil for a document that is no schema (it has no `fields`).
  ///
  /// - Parameter rules: The limits that a gateway keeps as functions, and so leaves out of its documents. Whoever is about
  ///   to ask a gateway leaves them to it.
  public convenience init?(name: String, document: Node, rules: RuleBook? = nil) {
    guard let object = document.object, object["fields"]?.array != nil else { return nil }
    let scope = RuleScope(schema: name, book: rules)
    var partials: [String: [String]] = [:]
    for member in object["supported_partials"]?.object ?? Object() {
      partials[member.key] = member.node.array?.compactMap(\.string)
    }
    self.init(
      name: name, root: RecordSchema(document: object, scope: scope), supportedPartials: partials)
  }
}

extension Schema {
  /// The document that the schema was read from, as far as it is judged by.
  public var document: Node {
    func named(_ fields: [SchemaField]) -> Node {
      Node(
        .array(
          fields.map { Node(.object(Object([Object.Member(key: $0.name, node: Node(.object($0.attributes)))]))) }))
    }
    let partials = supportedPartials.sorted { $0.key < $1.key }.map { type, places in
      Object.Member(key: type, node: Node(.array(places.map { Node(.string($0)) })))
    }
    return [
      "fields": named(root.fields), "shorthand_fields": named(root.shorthands.map(\.field)),
      "entity_checks": Node(.array(root.entityChecks)), "supported_partials": Node(.object(Object(partials))),
    ]
  }
}

extension RecordSchema {
  /// Reads a record: `fields` and `shorthand_fields` are lists of mappings with one key each.
  convenience init(document: Object, scope: RuleScope? = nil) {
    let fields = RecordSchema.named(document["fields"]).map { name, attributes in
      SchemaField(name: name, attributes: attributes, scope: scope?.field(name))
    }
    self.init(
      fields: fields,
      shorthands: RecordSchema.named(document["shorthand_fields"]).map { name, attributes in
        let own = ShorthandField.replacements(in: attributes)
        let replacements = own.isEmpty ? scope?.field(name).replacements ?? [] : own
        var attributes = attributes
        // Another name of a secret is one.
        if replacements.contains(where: { RecordSchema.field($0[...], among: fields)?.encrypted == true }) {
          attributes["encrypted"] = true
        }
        return ShorthandField(
          field: SchemaField(name: name, attributes: attributes, scope: scope?.field(name)),
          replacements: replacements, translations: scope?.field(name).translations ?? [])
      },
      entityChecks: document["entity_checks"]?.array ?? [], scope: scope)
  }

  /// The field at a path, from a record with these fields.
  private static func field(_ path: ArraySlice<String>, among fields: [SchemaField]) -> SchemaField? {
    guard let found = fields.first(where: { $0.name == path.first }) else { return nil }
    return path.count == 1 ? found : field(path.dropFirst(), among: found.record?.fields ?? [])
  }

  private static func named(_ list: Node?) -> [(String, Object)] {
    (list?.array ?? []).compactMap { item in
      guard let member = item.object?.members.first, let attributes = member.node.object else { return nil }
      return (member.key, attributes)
    }
  }
}

extension ShorthandField {
  /// The paths named by `deprecation.replaced_with`, else by `translate_backwards`.
  static func replacements(in attributes: Object) -> [[String]] {
    let replaced = attributes["deprecation"]?["replaced_with"]?.array ?? []
    let paths = replaced.compactMap { path(in: $0["path"]) }
    return paths.isEmpty ? [path(in: attributes["translate_backwards"])].compactMap { $0 } : paths
  }

  private static func path(in node: Node?) -> [String]? {
    guard let keys = node?.array?.compactMap(\.string), !keys.isEmpty else { return nil }
    return keys
  }
}
