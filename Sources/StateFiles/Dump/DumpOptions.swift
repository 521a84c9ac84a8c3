package import Documents
package import GatewayModel

/// What a state file is written with besides the entities.
package struct DumpOptions: Sendable {
  /// The kinds that are written, others are only referred to; nil for all.
  package var kinds: Set<EntityKind>?
  /// Whether each entity keeps its id; those that nothing else names keep it in any case.
  package var keepsIDs = false
  /// The schemas of what is written: they tell what a null means and what is a second name for another field.
  package var schemas = SchemaSet()
  /// Whether what equals its default is left out.
  package var skipsDefaults = false
  /// What goes between `_format_version` and the entities, `_info` and `_workspace` for instance.
  package var header = Object()
  /// What replaces texts, in a dump that may be shown to others.
  package var sanitizer: Sanitizer?

  /// Names instead of ids, nothing left out.
  package init() {}

  /// Writes down within which select tags and workspace the entities were read.
  ///
  /// - Parameter origin: What else there is to say of where they come from.
  package mutating func setScope(_ scope: Scope, from origin: Object = Object()) {
    kinds = Set(scope.managedKinds)
    var info = header["_info"]?.object ?? Object()
    if !scope.selectTags.isEmpty { info["select_tags"] = Node(.array(scope.selectTags.map { Node(.string($0)) })) }
    if scope.usesPolicyOverrides { info["consumer_group_policy_overrides"] = true }
    if scope.includesDefinitions { info["include_plugin_definitions"] = true }
    if !info.isEmpty { header["_info"] = Node(.object(info)) }
    for member in origin { header[member.key] = member.node }
    if let workspace = scope.workspace { header["_workspace"] = Node(.string(workspace)) }
  }
}
