import Diagnostics
import Documents
import GatewayModel

/// The documents of all files put together: the lists of each kind, joined in the order of the files.
struct StateContent {
  /// The entries of each collection, in order.
  var collections: [EntityKind: [Node]] = [:]
  /// The entries that link plugins with partials, as files for gateways without a database have them.
  var partialLinks: [Node] = []
  /// What the files say besides.
  var header = StateHeader()
  /// The part of the gateway that is concerned.
  var scope: Scope
  /// Whether any document has any key at all.
  var isEmpty = true
  /// Where the first document begins.
  private var firstPlace: SourcePlace?
  /// Whether a document could not be read far enough to say what it holds.
  var isBroken = false

  init(scope: Scope) {
    self.scope = scope
  }

  /// Keys that files of the format may have and that this version does not manage, with what they are.
  private static let unmanaged = [
    "service_packages": "service packages of Konnect"
  ]
  /// The list of ``partialLinks``.
  static let partialLinksKey = "plugins_partials"
  /// Collections of files for gateways without a database, whose entries are entities under another name.
  private static let aliases: [String: EntityKind] = ["consumer_group_plugins": .plugin]

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
    for member in object where !header.add(member, to: &scope, &diagnostics) {
      addCollection(member, to: &diagnostics)
    }
  }

  private mutating func addCollection(_ member: Object.Member, to diagnostics: inout DiagnosticCollector) {
    if let kind = EntityKind.collection(member.key) ?? StateContent.aliases[member.key],
      kind.fileFacts.form == .collection
    {
      for item in items(of: member, &diagnostics) { collections[kind, default: []].append(item) }
    } else if member.key == "custom_entities" {
      for item in items(of: member, &diagnostics) { addCustomEntity(item, to: &diagnostics) }
    } else if member.key == StateContent.partialLinksKey {
      partialLinks += items(of: member, &diagnostics)
    } else if let meaning = StateContent.unmanaged[member.key] {
      diagnostics.error(
        code: "unsupported", "'\(member.key)' (\(meaning)) are not managed by this version of fairlead",
        at: member.keyPlace, hint: "keep them in a file of their own")
    } else {
      let known =
        EntityKind.all.filter { $0.fileFacts.form == .collection }.map(\.collection) + StateHeader.keys
        + ["custom_entities", StateContent.partialLinksKey]
      diagnostics.error(
        code: "unknown-key", "unknown key '\(member.key)'", at: member.keyPlace,
        hint: (NearestName.find(member.key, among: known)
          ?? known.first { member.key.count > 4 && $0.hasSuffix(member.key) })
          .map { "did you mean '\($0)'?" }
          ?? "a state file has lists of entities, such as services; a key for people begins with x-")
    }
  }

  private func items(of member: Object.Member, _ diagnostics: inout DiagnosticCollector) -> [Node] {
    switch member.node.value {
    case .array(let items): return items
    case .null: return []
    default:
      diagnostics.error(
        code: "wrong-type", "'\(member.key)' is a list, not \(member.node.value.kindDescription)",
        at: member.node.place, hint: "begin each entry with a dash")
      return []
    }
  }

  /// An entry of `custom_entities` says with `type` what it is; what it consists of stands in `fields`.
  private mutating func addCustomEntity(_ node: Node, to diagnostics: inout DiagnosticCollector) {
    guard let object = node.object, let type = object["type"], let name = type.string else {
      return diagnostics.error(
        code: "missing-field", "a custom entity needs a 'type'", at: node.place,
        hint: "such as degraphql_routes, and its 'fields'")
    }
    guard let kind = EntityKind.collection(name), kind.fileFacts.form == .customEntity else {
      let known = EntityKind.all.filter { $0.fileFacts.form == .customEntity }.map(\.collection)
      return diagnostics.error(
        code: "unknown-kind", "unknown entity type: \(Secrets.shown(name, at: type.place))", at: type.place,
        hint: "there are \(known.joined(separator: " and "))")
    }
    var fields = object["fields"]?.object ?? Object()
    if let id = object.member("id") { fields.append(id) }
    for member in object where !["type", "id", "fields"].contains(member.key) && !StateHeader.isRemark(member.key) {
      diagnostics.error(
        code: "unknown-key", "unknown key '\(member.key)' of a custom entity", at: member.keyPlace,
        hint: "its own fields stand under 'fields'")
    }
    collections[kind, default: []].append(Node(.object(fields), at: node.place))
  }

  /// Reports what can be said only when all documents are there.
  func finish(_ diagnostics: inout DiagnosticCollector) {
    guard !isEmpty, header.formatVersion == nil else { return }
    diagnostics.error(
      code: "format-version", "no file says '_format_version', so that they count as version '1.1'",
      at: firstPlace ?? .none, hint: "begin with: _format_version: \"3.0\"")
  }
}
