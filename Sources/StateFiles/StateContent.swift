import Diagnostics
import Documents
import GatewayModel

/// The documents of all files put together: the lists of each kind, joined in the order of the files.
struct StateContent {
  /// The entries of each collection, in order.
  var collections: [EntityKind: [Node]] = [:]
  /// Whether any document has any key at all.
  var isEmpty = true
  /// Where the first document begins.
  private var firstPlace: SourcePlace?
  private var versionSeen = false
  /// Whether a document could not be read far enough to say what it holds.
  var isBroken = false

  /// Keys that files of the format may have and that this version does not manage yet.
  private static let unmanaged: Set<String> = [
    "_transform", "_workspace", "_info", "_plugin_configs", "consumer_groups", "filter_chains", "upstreams",
    "certificates", "ca_certificates", "vaults", "keys", "key_sets", "partials", "rbac_roles", "licenses",
    "custom_entities", "cloned_plugins", "custom_plugins", "service_packages", "ai_models",
  ]

  /// Adds a document.
  mutating func add(_ document: Node, to diagnostics: inout DiagnosticCollector) {
    guard let object = document.object else {
      if !document.isNull {
        isBroken = true
        diagnostics.error(
          code: "wrong-type", "a state file is a mapping, not \(document.value.kindDescription)", at: document.place,
          hint: "begin with a line such as: _format_version: \"3.0\"")
      }
      return
    }
    if !object.isEmpty { isEmpty = false }
    firstPlace = firstPlace ?? document.place
    checkVersion(of: object, &diagnostics)
    for member in object where member.key != "_format_version" {
      addMember(member, to: &diagnostics)
    }
  }

  private mutating func addMember(_ member: Object.Member, to diagnostics: inout DiagnosticCollector) {
    if let kind = EntityKind.collection(member.key) {
      switch member.node.value {
      case .array(let items): collections[kind, default: []] += items
      case .null: break
      default:
        diagnostics.error(
          code: "wrong-type", "'\(member.key)' is a list, not \(member.node.value.kindDescription)",
          at: member.node.place, hint: "begin each entry with a dash")
      }
    } else if member.key == "_konnect" {
      diagnostics.error(
        code: "konnect", "a '_konnect' section asks for Konnect, which is not supported", at: member.keyPlace,
        hint: "take the section out to work with a gateway's own Admin API")
    } else if StateContent.unmanaged.contains(member.key) {
      diagnostics.error(
        code: "unsupported", "'\(member.key)' is not managed by this version of fairlead", at: member.keyPlace,
        hint: "keep it in a file of its own until it is; nothing was changed")
    } else {
      let known = EntityKind.all.map(\.collection) + StateContent.unmanaged.sorted() + ["_format_version", "_konnect"]
      let nearest = NearestName.find(member.key, among: known)
      diagnostics.error(
        code: "unknown-key", "unknown key '\(member.key)'", at: member.keyPlace,
        hint: nearest.map { "did you mean '\($0)'?" }
          ?? "known are \(EntityKind.all.map(\.collection).joined(separator: ", "))")
    }
  }

  /// Reports what can be said only when all documents are there.
  func finish(_ diagnostics: inout DiagnosticCollector) {
    guard !isEmpty, !versionSeen else { return }
    diagnostics.error(
      code: "format-version", "no file says '_format_version'", at: firstPlace ?? .none,
      hint: "begin with: _format_version: \"3.0\"")
  }

  private mutating func checkVersion(of object: Object, _ diagnostics: inout DiagnosticCollector) {
    guard let version = object["_format_version"] else { return }
    versionSeen = true
    guard let text = version.string else {
      return diagnostics.error(
        code: "format-version", "'_format_version' is a text, not \(version.value.kindDescription)",
        at: version.place, hint: "put it in quotes: \"3.0\"")
    }
    if text != "3.0" {
      diagnostics.error(
        code: "format-version", "format version '\(text)' does not fit a gateway of version 3.0 or above",
        at: version.place, hint: "convert the file to format version \"3.0\"")
    }
  }
}
