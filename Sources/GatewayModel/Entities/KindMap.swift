/// A value for each kind of entity: what a dictionary would be asked for with every entity, without hashing.
public struct KindMap<Value> {
  private var values: [Value]

  /// Works out the value of each kind.
  public init(_ value: (EntityKind) -> Value) {
    values = EntityKind.all.map(value)
  }

  /// The value of a kind.
  public subscript(kind: EntityKind) -> Value {
    get { values[kind.rank] }
    _modify { yield &values[kind.rank] }
  }
}

extension KindMap: Sendable where Value: Sendable {}
