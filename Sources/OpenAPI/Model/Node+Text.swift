package import Documents

extension Node {
  /// A scalar as text: OpenAPI has names that look like numbers. Nil for null, lists and mappings.
  package var plainText: String? {
    switch value {
    case .string(let text): text
    case .integer(let number): String(number)
    case .decimal(let number): number.text
    case .bool(let value): value ? "true" : "false"
    case .null, .array, .object: nil
    }
  }

  /// A scalar as text, if it is not empty.
  package var nonEmptyText: String? { plainText.flatMap { $0.isEmpty ? nil : $0 } }
}
