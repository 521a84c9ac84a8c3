public import Documents
public import GatewaySchemas

extension RecordSchema {
  /// Adds to a body what the gateway generated once and would generate anew: live values of `auto` fields that the
  /// file leaves out.
  public func carryOver(into body: inout Object, live: Object, except: (String) -> Bool = { _ in false }) {
    for field in fields where !except(field.name) {
      guard let value = live[field.name], !value.isNull else { continue }
      if field.auto {
        if body[field.name] == nil { body[field.name] = value }
      } else if let record = field.record, record.hasAutoFields, let inner = value.object {
        guard !(body[field.name]?.isNull ?? !field.required) else { continue }
        var nested = body[field.name] ?? Node(.object(Object()))
        guard var object = nested.object else { continue }
        record.carryOver(into: &object, live: inner)
        nested.value = .object(object)
        if !object.isEmpty || body[field.name] != nil { body[field.name] = nested }
      }
    }
  }

  /// Whether the gateway generates a value of this record or of one within it.
  public var hasAutoFields: Bool {
    fields.contains { $0.auto || $0.record?.hasAutoFields == true }
  }
}
