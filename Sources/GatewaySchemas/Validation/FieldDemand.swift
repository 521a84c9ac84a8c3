public import Documents

/// What the value of one field asks of another.
public struct FieldDemand: Sendable {
  /// The field that asks, by the names on the way from the record that both are in, with dots between them.
  public let field: String
  /// Its value, which may be its default.
  public let value: Node
  /// The schema's own words for what is asked, if it has any.
  public let message: String?
}

extension Schema {
  /// The demand of another field that the value at a path breaks; nil where it breaks none, or breaks limits of its own.
  public func demand(on path: DocumentPath, in entity: Object) -> FieldDemand? {
    var (record, object) = (Optional(root), entity)
    var field: SchemaField?
    var value = Node(.object(entity))
    for (index, step) in path.steps.enumerated() {
      if let record, let dotted = path.steps[index...].dotted,
        let demand = record.demand(on: dotted, in: object)
      {
        return demand
      }
      switch step {
      case .key(let key):
        field = record?[key] ?? field?.values
        value = object[key] ?? .null
      case .index(let item):
        field = field?.elements
        value = value.array.flatMap { $0.indices.contains(item) ? $0[item] : nil } ?? .null
      }
      (record, object) = (field?.record, value.luaObject ?? Object())
    }
    return nil
  }
}

extension RecordSchema {
  fileprivate func demand(on dotted: String, in object: Object) -> FieldDemand? {
    guard !checks.isEmpty else { return nil }
    let view = FilledView(object: object, record: self)
    for check in checks {
      if let demand = check.demand(on: dotted, of: self, in: view) { return demand }
    }
    return nil
  }
}

extension ArraySlice<DocumentPath.Step> {
  /// The names with dots between them; nil where an item of a list is on the way.
  fileprivate var dotted: String? {
    var names: [String] = []
    for step in self {
      guard case .key(let name) = step else { return nil }
      names.append(name)
    }
    return names.joined(separator: ".")
  }
}
