package import Diagnostics
package import Documents

/// The two forms of a state file, which differ in how consumer groups and partials are tied to what uses them.
package enum FileForm: String, Sendable, CaseIterable {
  /// As decK has it: ties stand within consumer groups, consumers and plugins.
  case deck
  /// As a gateway without a database loads it: ties are lists of their own.
  case dbless

  static let groups = "consumer_groups"
  static let consumers = "consumers"
  static let plugins = "plugins"
  static let partials = "partials"
  static let groupPlugins = "consumer_group_plugins"
  static let memberships = "consumer_group_consumers"
  static let links = "plugins_partials"

  /// Changes a document that is in the other form, or in part already in this one.
  ///
  /// - Throws: What stands in the way, all of it.
  package func apply(to document: inout Node, _ diagnostics: inout DiagnosticCollector) {
    document.changeObject { object in
      switch self {
      case .deck: DeckForm.apply(to: &object, &diagnostics)
      case .dbless: DBLessForm.apply(to: &object, &diagnostics)
      }
    }
  }
}

extension Object {
  /// The items of a list: none where it is missing; what is no list is an error under this name.
  func items(_ key: String, of owner: String = "", _ diagnostics: inout DiagnosticCollector) -> [Node] {
    guard let node = self[key], !node.isNull else { return [] }
    guard let items = node.array else {
      diagnostics.error(
        code: "no-list", "'\(owner)\(key)' is \(node.value.kindDescription) where a list is expected", at: node.place)
      return []
    }
    return items
  }

  /// A text that has to be there.
  func text(_ key: String, of owner: SourcePlace, _ name: String, _ diagnostics: inout DiagnosticCollector) -> String? {
    if let text = self[key]?.string { return text }
    diagnostics.error(
      code: "no-text", "'\(name).\(key)' has to be a text", at: self[key]?.place ?? owner,
      hint: self[key] == nil ? "there is none" : nil)
    return nil
  }

  /// Changes each mapping of a list with its position; nothing where there is no list.
  mutating func changeItems(_ key: String, _ body: (Int, inout Object) -> Void) {
    _ = change(key) { list in
      list.changeItems { index, item in
        _ = item.changeObject { body(index, &$0) }
      }
    }
  }

  /// Appends items to a list, which is made where there is none.
  mutating func append(_ items: [Node], to key: String) {
    guard !items.isEmpty else { return }
    guard self[key]?.array != nil else {
      self[key] = Node(.array(items))
      return
    }
    _ = change(key) { list in
      let joined = (list.takeArray() ?? []) + items
      list.value = .array(joined)
    }
  }
}
