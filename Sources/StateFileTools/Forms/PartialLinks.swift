import Diagnostics
import Documents

/// Which plugin uses which partial.
enum PartialLinks {
  /// The plugins of a document wherever they stand, those at the top first.
  static func plugins(of document: Object) -> [DocumentPath] {
    var found: [DocumentPath] = []
    for (key, nested) in [
      ("", []), ("services", ["routes"]), ("routes", []), (FileForm.consumers, []), (FileForm.groups, []),
    ] {
      if key.isEmpty {
        collect(document, at: DocumentPath(), &found)
      } else {
        collectBelow(key, nested, in: document, at: DocumentPath(), &found)
      }
    }
    return found
  }

  private static func collectBelow(
    _ key: String, _ nested: [String], in owner: Object, at path: DocumentPath, _ found: inout [DocumentPath]
  ) {
    for (index, item) in (owner[key]?.array ?? []).enumerated() {
      guard let object = item.object else { continue }
      let itemPath = path.appending(key).appending(index)
      collect(object, at: itemPath, &found)
      for nestedKey in nested { collectBelow(nestedKey, [], in: object, at: itemPath, &found) }
    }
  }

  private static func collect(_ owner: Object, at path: DocumentPath, _ found: inout [DocumentPath]) {
    for (index, item) in (owner[FileForm.plugins]?.array ?? []).enumerated() where item.object != nil {
      found.append(path.appending(FileForm.plugins).appending(index))
    }
  }

  /// Removes the partials of all plugins, and gives what ties the two in entries of a list.
  static func takeOut(of document: inout Object, _ diagnostics: inout DiagnosticCollector) -> [Node] {
    _ = document.items(FileForm.plugins, &diagnostics)
    var links: [Node] = []
    var root = Node(.object(document))
    let paths = plugins(of: document)
    let names = Dictionary(paths.compactMap { root.nearest($0)["name"]?.string }.map { ($0, 1) }, uniquingKeysWith: +)
    document = Object()
    for path in paths {
      root.change(at: path) { node in
        let place = node.place
        node.changeObject { plugin in
          guard plugin[FileForm.partials] != nil else { return }
          let partials = plugin.items(FileForm.partials, of: "\(path).", &diagnostics)
          plugin.removeValue(forKey: FileForm.partials)
          let entries = partials.enumerated().filter { $1.object != nil }
          guard !entries.isEmpty else { return }
          guard let reference = reference(plugin, "\(path)", place, &diagnostics) else { return }
          if plugin["id"] == nil, names[reference, default: 0] > 1 {
            diagnostics.warning(
              code: "ambiguous-link",
              "plugin '\(reference)' has no id, and there are others of its name: which one uses "
                + "the partial does not show any more", at: place, hint: "give the plugin an id")
          }
          for (index, partial) in entries {
            let name = "\(path).\(FileForm.partials)[\(index)]"
            guard let object = partial.object,
              let target = self.reference(object, name, partial.place, &diagnostics)
            else { continue }
            var link = Object()
            link["plugin"] = Node(.string(reference))
            link["partial"] = Node(.string(target))
            if let path = object["path"] { link["path"] = path.withoutPlaces }
            links.append(Node(.object(link)))
          }
        }
      }
    }
    document = root.takeObject() ?? Object()
    return links
  }

  /// The id, else the name.
  private static func reference(
    _ object: Object, _ owner: String, _ place: SourcePlace, _ diagnostics: inout DiagnosticCollector
  ) -> String? {
    if let text = object["id"]?.string ?? object["name"]?.string { return text }
    diagnostics.error(code: "no-text", "'\(owner)' has neither 'id' nor 'name' to refer to it by", at: place)
    return nil
  }
}
