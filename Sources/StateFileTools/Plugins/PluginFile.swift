package import Diagnostics
package import Documents

/// A file of plugins to add.
package enum PluginFile {
  /// Reads the additions of a file; what is wrong with it goes to the collector.
  package static func read(_ document: Node, _ diagnostics: inout DiagnosticCollector) -> [PluginAddition] {
    let file = InstructionFile(document, key: "add-plugins", &diagnostics)
    return file.instructions.map { index, object, _ in
      let name = "\(file.key)[\(index)]"
      let selectors = InstructionFile.selectors(object, name, &diagnostics) ?? Selectors()
      return PluginAddition(
        selectors: selectors, plugins: plugins(object, name, &diagnostics),
        overwrites: overwrites(object, name, &diagnostics))
    }
  }

  private static func plugins(
    _ object: Object, _ name: String, _ diagnostics: inout DiagnosticCollector
  ) -> [Node] {
    guard let list = object["plugins"], !list.isNull else { return [] }
    guard let items = list.array else {
      diagnostics.add(InstructionFile.noList("\(name).plugins", list))
      return []
    }
    for (index, item) in items.enumerated() where item.object == nil {
      diagnostics.warning(
        code: "no-effect", "\(name).plugins[\(index)] is \(item.value.kindDescription) and has no effect",
        at: item.place)
    }
    return items.filter { $0.object != nil }
  }

  private static func overwrites(
    _ object: Object, _ name: String, _ diagnostics: inout DiagnosticCollector
  ) -> Bool {
    guard let node = object["overwrite"], !node.isNull else { return false }
    if node.bool == nil {
      diagnostics.error(code: "no-boolean", "\(name).overwrite is true or false", at: node.place)
    }
    return node.bool ?? false
  }
}
