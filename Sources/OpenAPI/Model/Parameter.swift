package import Diagnostics
package import Documents

/// A parameter of an operation.
package struct Parameter: Sendable {
  /// Its name as written.
  package let name: String
  /// Where a request has it: `path`, `query`, `header` or `cookie`.
  package let location: String
  /// Where it is written.
  package let place: SourcePlace
  /// Whether it must be there.
  package let isRequired: Bool
  /// How its value is written, if the document says so.
  package let style: String?
  /// Whether a list is written as several parameters, if the document says so.
  package let explodes: Bool?
  /// What it is for.
  package let summary: String?
  /// Its schema as written, a reference not followed.
  package let schema: Node?
}
