package import Diagnostics
package import Documents

/// One path with its operations.
package struct PathItem: Sendable {
  /// The path as it is written, such as `/orders/{id}`.
  package let path: String
  /// Where the path is written.
  package let place: SourcePlace
  /// The path item, a reference followed.
  package let fields: Object
  /// Its own servers.
  package let servers: [Server]
  /// The parameters of all its operations.
  package let parameters: [Parameter]
  /// The operations in the order of their methods.
  package let operations: [Operation]
}

/// What one method does on a path.
package struct Operation: Sendable {
  /// The method in lower case.
  package let method: String
  /// Where the operation begins.
  package let place: SourcePlace
  /// The operation as written, extensions included.
  package let fields: Object
  /// Its own servers.
  package let servers: [Server]
  /// Its own parameters.
  package let parameters: [Parameter]
  /// The body it takes.
  package let body: RequestBody?
  /// What it asks for; nil where it says nothing about it.
  package let security: [SecurityRequirement]?

  /// A field's text; nil where it is missing or empty.
  package func text(_ key: String) -> String? { fields[key]?.nonEmptyText }
}

/// A body that an operation takes.
package struct RequestBody: Sendable {
  /// Whether it must be there; nil where the document is silent.
  package let isRequired: Bool?
  /// The media types in the order of the document.
  package let contents: [BodyContent]
}

/// What a body is as one media type.
package struct BodyContent: Sendable {
  /// The media type as written.
  package let mediaType: String
  /// Where it is written.
  package let place: SourcePlace
  /// Its schema as written, a reference not followed.
  package let schema: Node?
}

/// A server with its variables.
package struct Server: Sendable {
  /// The address, with variables in braces.
  package let url: String
  /// Where the address is written.
  package let place: SourcePlace
  /// The variables with their defaults, in the order of the document.
  package let variables: [(name: String, value: String)]
}

/// One way to be let in: all of these schemes at once.
package struct SecurityRequirement: Sendable {
  /// Where it is written.
  package let place: SourcePlace
  /// The schemes with the scopes they must grant, in the order of the document.
  package let schemes: [(name: String, scopes: [String])]
}

extension [SecurityRequirement] {
  /// Whether nothing is asked for: an empty list, or one empty requirement.
  package var isOpen: Bool { isEmpty || count == 1 && self[0].schemes.isEmpty }
}
