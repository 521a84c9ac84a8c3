import Diagnostics
import Documents

/// From ties within entities to ties in lists of their own.
enum DBLessForm {
  static func apply(to document: inout Object, _ diagnostics: inout DiagnosticCollector) {
    // Ties of group plugins are taken out before the plugins move.
    let links = PartialLinks.takeOut(of: &document, &diagnostics)
    moveGroupPlugins(&document, &diagnostics)
    moveMemberships(&document, &diagnostics)
    document.append(links, to: FileForm.links)
  }

  private static func moveGroupPlugins(_ document: inout Object, _ diagnostics: inout DiagnosticCollector) {
    var moved: [Node] = []
    _ = document.items(FileForm.groups, &diagnostics)
    document.changeItems(FileForm.groups) { index, group in
      let owner = "\(FileForm.groups)[\(index)]"
      let place = group.first?.keyPlace ?? .none
      guard let name = group.text("name", of: place, owner, &diagnostics) else { return }
      for plugin in group.items(FileForm.plugins, of: "\(owner).", &diagnostics) {
        guard var object = plugin.object else { continue }
        object["consumer_group"] = Node(.string(name))
        moved.append(Node(.object(object), at: plugin.place))
      }
      group.removeValue(forKey: FileForm.plugins)
    }
    document.append(moved, to: FileForm.groupPlugins)
  }

  private static func moveMemberships(_ document: inout Object, _ diagnostics: inout DiagnosticCollector) {
    var moved: [Node] = []
    _ = document.items(FileForm.consumers, &diagnostics)
    document.changeItems(FileForm.consumers) { index, consumer in
      let owner = "\(FileForm.consumers)[\(index)]"
      let groups = consumer.items("groups", of: "\(owner).", &diagnostics).enumerated().filter { $1.object != nil }
      if !groups.isEmpty, let name = reference(to: consumer, owner, &diagnostics) {
        for (position, group) in groups {
          let groupName = group.object?.text("name", of: group.place, "\(owner).groups[\(position)]", &diagnostics)
          guard let groupName else { continue }
          moved.append(["consumer": Node(.string(name)), "consumer_group": Node(.string(groupName))])
        }
      }
      consumer.removeValue(forKey: "groups")
    }
    document.append(moved, to: FileForm.memberships)
  }

  /// What a membership calls a consumer.
  private static func reference(
    to consumer: Object, _ owner: String, _ diagnostics: inout DiagnosticCollector
  ) -> String? {
    if let name = consumer["username"]?.string ?? consumer["id"]?.string { return name }
    diagnostics.error(
      code: "no-text",
      "'\(owner)' is in groups and has neither 'username' nor 'id', by which a membership could name it",
      at: consumer.first?.keyPlace ?? .none)
    return nil
  }
}
