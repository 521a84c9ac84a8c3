package import Diagnostics
package import Documents
package import GatewayModel

/// What state files say besides their entities: the keys that begin with an underscore.
package struct StateHeader: Sendable {
  /// `_format_version`; nil where no file says it.
  package internal(set) var formatVersion: String?
  /// Where the version stands.
  package internal(set) var versionPlace = SourcePlace.none
  /// `_workspace`.
  package internal(set) var workspace: String?
  /// `_konnect`; nil where no file has it.
  package internal(set) var konnect: KonnectSection?
  /// Entries of kinds that take part in runs of their own alone, or in none.
  package internal(set) var asides: [Aside] = []
  /// Where the files ask for passwords to be kept as the hashes that they are.
  package internal(set) var hashPlace: SourcePlace?
  /// `_info` of all files together.
  package internal(set) var info = Object()
  /// `_plugin_configs` of all files together.
  var pluginConfigs: [String: Object.Member] = [:]
  /// `_info.defaults`, by the collection they are for.
  var defaults: [EntityKind: Object] = [:]
  /// `_info.select_tags` of all files together.
  var selectTags: [String] = []
  /// Where the first of them stand.
  package internal(set) var selectTagsPlace = SourcePlace.none
  private var workspacePlace = SourcePlace.none

  /// An entry that is no entity of the run.
  package struct Aside: Sendable {
    /// Its kind.
    package var kind: EntityKind
    /// Where it begins.
    package var place: SourcePlace
  }

  /// Nothing said.
  init() {}

  /// The keys that a file may have besides its collections.
  static let keys = ["_format_version", "_info", "_plugin_configs", "_transform", "_workspace", "_konnect"]

  /// Whether a key is there for people and says nothing to the program.
  static func isRemark(_ key: String) -> Bool {
    key == "_comment" || key == "_ignore" || key.hasPrefix("x-") || key.hasPrefix("_anchors")
  }

  /// Takes in a key; false where it is none of a header.
  mutating func add(_ member: Object.Member, to scope: inout Scope, _ diagnostics: inout DiagnosticCollector) -> Bool {
    switch member.key {
    case "_format_version": addVersion(member.node, &diagnostics)
    case "_workspace": addWorkspace(member.node, to: &scope, &diagnostics)
    case "_transform":
      if member.node.bool != true {
        diagnostics.error(
          code: "unsupported", "'_transform' may only be true here", at: member.node.place,
          hint: "a file that is not to be transformed is one for a gateway without a database; take the line out")
      }
    case "_konnect":
      let section = KonnectSection(member, &diagnostics)
      if konnect == nil { konnect = section } else { konnect?.join(section, &diagnostics) }
    case "_plugin_configs": addPluginConfigs(member.node, &diagnostics)
    case "_info": addInfo(member.node, to: &scope, &diagnostics)
    default: return StateHeader.isRemark(member.key)
    }
    return true
  }

  private mutating func addVersion(_ node: Node, _ diagnostics: inout DiagnosticCollector) {
    guard let text = node.string else {
      diagnostics.error(
        code: "format-version", "'_format_version' is a text, not \(node.value.kindDescription)", at: node.place,
        hint: "put it in quotes: \"3.0\"")
      formatVersion = formatVersion ?? "3.0"
      return
    }
    if text != "3.0" && text != "1.1" {
      diagnostics.error(
        code: "format-version", "there is no format version '\(Secrets.shown(text, at: node.place))'", at: node.place,
        hint: "write \"3.0\"")
    }
    if let formatVersion, formatVersion != text, versionPlace.isKnown {
      diagnostics.error(
        code: "format-version", "the files have different format versions", at: node.place,
        notes: [Diagnostic.Note("'\(Secrets.shown(formatVersion, at: versionPlace))' here", at: versionPlace)])
    }
    formatVersion = text
    versionPlace = node.place
  }

  private mutating func addWorkspace(
    _ node: Node, to scope: inout Scope, _ diagnostics: inout DiagnosticCollector
  ) {
    guard !node.isNull else { return }
    guard let text = node.string, !text.isEmpty else {
      return diagnostics.error(
        code: "wrong-type", "'_workspace' is the name of a workspace, not \(node.value.kindDescription)",
        at: node.place)
    }
    if let workspace, workspace != text {
      return diagnostics.error(
        code: "several-workspaces", "the files are for different workspaces, '\(workspace)' and '\(text)'",
        at: node.place, hint: "sync each workspace in a run of its own",
        notes: [Diagnostic.Note("'\(workspace)' here", at: workspacePlace)])
    }
    (workspace, workspacePlace) = (text, node.place)
    scope.workspace = scope.workspace ?? text
  }

  private mutating func addPluginConfigs(_ node: Node, _ diagnostics: inout DiagnosticCollector) {
    guard let object = node.object else {
      if node.isNull { return }
      return diagnostics.error(
        code: "wrong-type", "'_plugin_configs' is a mapping of names to configurations", at: node.place)
    }
    for member in object {
      guard member.node.object != nil else {
        diagnostics.error(
          code: "wrong-type",
          "the configuration '\(member.key)' is a mapping, not \(member.node.value.kindDescription)",
          at: member.node.place)
        continue
      }
      if let other = pluginConfigs[member.key] {
        guard other.node != member.node else { continue }
        diagnostics.warning(
          code: "duplicate-entity", "the configuration '\(member.key)' is defined twice: the first definition holds",
          at: member.keyPlace, hint: "keep one of the two",
          notes: [Diagnostic.Note("first defined here", at: other.keyPlace)])
      } else {
        pluginConfigs[member.key] = member
      }
    }
  }
}
