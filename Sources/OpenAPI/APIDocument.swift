package import Diagnostics
package import Documents

/// An API as an OpenAPI 3 document describes it: what conversions ask of one, each part with its place.
package struct APIDocument: Sendable {
  /// The text of the document itself.
  package let source: SourceID
  /// The document as written, extensions included.
  package let fields: Object
  /// All texts that belong to it; every reference in them leads somewhere.
  package let references: ReferenceTable
  /// `info.title`; nil where it is missing or empty.
  package let title: String?
  /// The servers that hold where a path or an operation has none of its own.
  package let servers: [Server]
  /// The paths in the order of their texts' bytes.
  package let paths: [PathItem]
  /// What an operation asks for that has no `security` of its own; nil where the document is silent.
  package let security: [SecurityRequirement]?

  /// Where the document begins.
  package var place: SourcePlace { SourcePlace(line: 1, column: 1, source: source) }

  /// `components`; empty where there are none.
  package var components: Object { fields["components"]?.object ?? Object() }

  /// The security scheme of a name.
  package func securityScheme(_ name: String) -> Object? {
    components["securitySchemes"]?.object?[name].map(references.resolved)?.object
  }
}
