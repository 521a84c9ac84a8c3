import Documents

extension Schema {
  /// What the gateway takes although no schema of its own lists it: how long a credential lives, in seconds.
  public static let unlisted = Schema(
    name: "", root: RecordSchema(fields: [SchemaField(name: "ttl", attributes: timeToLive)]))

  private static let timeToLive = Object([
    .init(key: "type", node: "integer"), .init(key: "between", node: [0, 100_000_000]),
  ])
}
