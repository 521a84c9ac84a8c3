import Diagnostics
import Documents

/// The `pre-function` plugin that keeps a prefix from an upstream.
enum PrefixRemoval {
  private static let plugin = "pre-function"

  /// Adds the program to the plugin of a service or route, and the plugin where there is none: a gateway takes one of a
  /// name for a scope, so that one which stands at the top of the file counts as well.
  static func add(
    _ prefix: PathPrefix, to owner: DocumentPath, scope: String, in document: inout Node
  ) throws(DiagnosticError) {
    let program = PrefixProgram.text(removing: prefix)
    let node = document.nearest(owner)
    let place = try position(in: node["plugins"], below: owner) ?? position(in: document, of: node, scope: scope)
    guard let place else {
      let new: Node = ["name": Node(.string(plugin)), "config": ["access": [Node(.string(program))]]]
      document.change(at: owner) { node in
        node.changeObject { object in
          let list = object["plugins"]
          object["plugins"] = Node(
            .array((list?.array ?? []) + [new]), at: list?.array == nil ? .none : list?.place ?? .none)
        }
      }
      return
    }
    let access = document.nearest(place)["config"]?["access"]
    guard access == nil || access?.isNull == true || access?.array != nil else {
      throw DiagnosticError(
        Diagnostic(
          code: "no-list", "config.access of \(plugin) is no list, so that nothing can be added to it",
          at: access?.place ?? .none))
    }
    document.change(at: place) { node in
      node.changeObject { object in
        if object["config"]?.object == nil { object["config"] = [:] }
        _ = object.change("config") { config in
          config.changeObject { object in
            let list = object["access"]
            object["access"] = Node(
              .array((list?.array ?? []) + [Node(.string(program))]),
              at: list?.array == nil ? .none : list?.place ?? .none)
          }
        }
      }
    }
  }

  /// The plugin among those of an owner.
  private static func position(in list: Node?, below owner: DocumentPath) throws(DiagnosticError) -> DocumentPath? {
    guard let list, !list.isNull else { return nil }
    guard let items = list.array else {
      throw DiagnosticError(
        Diagnostic(
          code: "no-list", "'plugins' is \(list.value.kindDescription) where a list is expected", at: list.place))
    }
    return items.firstIndex { $0["name"]?.string == plugin }.map { owner.appending("plugins").appending($0) }
  }

  /// The plugin at the top of the file that names the owner and nothing else as its scope.
  private static func position(in document: Node, of owner: Node, scope: String) -> DocumentPath? {
    let names = ["id", "name"].compactMap { owner[$0]?.scalarText }
    let index = document["plugins"]?.array?.firstIndex { item in
      item["name"]?.string == plugin && names.contains { PluginScope(item) == PluginScope([scope: Node(.string($0))]) }
    }
    return index.map { DocumentPath([.key("plugins"), .index($0)]) }
  }
}
