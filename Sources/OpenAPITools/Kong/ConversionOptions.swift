/// What a conversion of an API document is asked for.
package struct ConversionOptions: Sendable {
  /// The name of the document, on which all names and ids are built; nil for the one it gives itself.
  package var base: String?
  /// The tags of all entities; nil for the document's own.
  package var tags: [String]?
  /// Whether entities get ids.
  package var hasIDs = true
  /// Whether entities are called as the tool inso calls them.
  package var isInso = false
  /// Whether security requirements become openid-connect plugins.
  package var generatesSecurity = false
  /// Whether security requirements that cannot be expressed are passed over.
  package var ignoresSecurityErrors = false
  /// Whether schemas may require each other in a circle.
  package var ignoresCircles = false
  /// Whether required headers with few values leave an operation's route alone.
  package var skipsHeaderRoutes = false
  /// Whether paths and operations with equal servers share a service.
  package var reusesServices = false

  /// Makes options with all switches off and ids on.
  package init() {}
}
