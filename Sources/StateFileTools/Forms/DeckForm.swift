import Diagnostics
import Documents
import GatewayModel

/// From ties in lists of their own to ties within entities.
enum DeckForm {
  static func apply(to document: inout Object, _ diagnostics: inout DiagnosticCollector) {
    renameGroupPlugins(&document, &diagnostics)
    moveGroupPlugins(&document, &diagnostics)
    moveMemberships(&document, &diagnostics)
    movePartials(&document, &diagnostics)
  }

  private static func renameGroupPlugins(_ document: inout Object, _ diagnostics: inout DiagnosticCollector) {
    _ = document.items(FileForm.groups, &diagnostics)
    document.changeItems(FileForm.groups) { index, group in
      let owner = "\(FileForm.groups)[\(index)]"
      let own = group.items(FileForm.groupPlugins, of: "\(owner).", &diagnostics)
      let plugins = group.items(FileForm.plugins, of: "\(owner).", &diagnostics)
      if !own.isEmpty, !plugins.isEmpty {
        diagnostics.error(
          code: "two-lists", "'\(owner)' has both '\(FileForm.groupPlugins)' and '\(FileForm.plugins)'",
          at: group.member(FileForm.groupPlugins)?.keyPlace ?? .none)
      }
      let kept = own.isEmpty ? group[FileForm.plugins] : group[FileForm.groupPlugins]
      group.removeValue(forKey: FileForm.groupPlugins)
      group[FileForm.plugins] = own.isEmpty && plugins.isEmpty ? nil : kept
    }
  }

  private static func moveGroupPlugins(_ document: inout Object, _ diagnostics: inout DiagnosticCollector) {
    var moved: [String: [Node]] = [:]
    let groups = document[FileForm.groups]?.array ?? []
    let names = Set(groups.compactMap { $0["name"]?.string })
    for (index, plugin) in document.items(FileForm.groupPlugins, &diagnostics).enumerated() {
      guard var object = plugin.object else { continue }
      let owner = "\(FileForm.groupPlugins)[\(index)]"
      guard let group = object.text("consumer_group", of: plugin.place, owner, &diagnostics) else { continue }
      guard names.contains(group) else {
        diagnostics.error(
          code: "unknown-reference",
          "'\(owner)' belongs to the consumer group '\(group)', which the file does not have",
          at: object["consumer_group"]?.place ?? .none,
          hint: NearestName.find(group, among: names.sorted()).map { "did you mean '\($0)'?" })
        continue
      }
      object.removeValue(forKey: "consumer_group")
      moved[group, default: []].append(Node(.object(object), at: plugin.place))
    }
    document.changeItems(FileForm.groups) { _, group in
      guard let name = group["name"]?.string, let plugins = moved.removeValue(forKey: name) else { return }
      group.append(plugins, to: FileForm.plugins)
    }
    document.removeValue(forKey: FileForm.groupPlugins)
  }

  private static func moveMemberships(_ document: inout Object, _ diagnostics: inout DiagnosticCollector) {
    var positions: [String: Int] = [:]
    for key in ["id", "username"] {
      for (index, consumer) in (document[FileForm.consumers]?.array ?? []).enumerated().reversed() {
        if let text = consumer[key]?.string { positions[text] = index }
      }
    }
    var moved: [Int: [Node]] = [:]
    for (index, entry) in document.items(FileForm.memberships, &diagnostics).enumerated() {
      guard let object = entry.object else { continue }
      let owner = "\(FileForm.memberships)[\(index)]"
      guard let consumer = object.text("consumer", of: entry.place, owner, &diagnostics),
        let group = object.text("consumer_group", of: entry.place, owner, &diagnostics)
      else { continue }
      guard let position = positions[consumer] else {
        diagnostics.error(
          code: "unknown-reference", "'\(owner)' is about the consumer '\(consumer)', which the file does not have",
          at: object["consumer"]?.place ?? .none,
          hint: NearestName.find(consumer, among: positions.keys.sorted()).map { "did you mean '\($0)'?" })
        continue
      }
      moved[position, default: []].append(["name": Node(.string(group))])
    }
    document.changeItems(FileForm.consumers) { index, consumer in
      consumer.append(moved[index] ?? [], to: "groups")
    }
    document.removeValue(forKey: FileForm.memberships)
  }

  private static func movePartials(_ document: inout Object, _ diagnostics: inout DiagnosticCollector) {
    let links = document.items(FileForm.links, &diagnostics)
    let partials = document.items(FileForm.partials, &diagnostics)
    let names = PartialNames(partials)
    var plugins: [String: DocumentPath] = [:]
    var root = Node(.object(document))
    for path in PartialLinks.plugins(of: document) {
      let node = root.nearest(path)
      for name in [node["id"], node["name"]].compactMap({ $0?.string }) where plugins[name] == nil {
        plugins[name] = path
      }
    }
    document = Object()
    for (index, link) in links.enumerated() {
      guard let object = link.object else { continue }
      let owner = "\(FileForm.links)[\(index)]"
      guard let plugin = object.text("plugin", of: link.place, owner, &diagnostics),
        let partial = object.text("partial", of: link.place, owner, &diagnostics)
      else { continue }
      guard let path = plugins[plugin] else {
        diagnostics.error(
          code: "unknown-reference", "'\(owner)' is about the plugin '\(plugin)', which the file does not have",
          at: object["plugin"]?.place ?? .none)
        continue
      }
      var entry = names.reference(to: partial)
      if let path = object["path"] { entry["path"] = path.withoutPlaces }
      root.change(at: path) { node in
        _ = node.changeObject { $0.append([Node(.object(entry))], to: FileForm.partials) }
      }
    }
    document = root.takeObject() ?? Object()
    document.removeValue(forKey: FileForm.links)
  }
}

/// The partials of a file by what a tie may call them.
private struct PartialNames {
  private var byName: [String: Node] = [:]

  init(_ partials: [Node]) {
    for key in ["id", "name"] {
      for partial in partials {
        if let text = partial[key]?.string, byName[text] == nil { byName[text] = partial }
      }
    }
  }

  /// The id and the name of a partial, as far as the file has it; what it does not have is taken for an id.
  func reference(to text: String) -> Object {
    var entry = Object()
    for key in ["id", "name"] {
      if let value = byName[text]?[key]?.string { entry[key] = Node(.string(value)) }
    }
    if entry.isEmpty { entry["id"] = Node(.string(text)) }
    return entry
  }
}
