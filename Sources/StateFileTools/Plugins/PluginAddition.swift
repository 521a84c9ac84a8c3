package import Diagnostics
package import Documents

/// Plugins to be added to those entities of a state file that selectors mean.
package struct PluginAddition: Sendable {
  /// Who gets the plugins: mappings that hold a list of them; none for the document itself.
  var selectors: Selectors
  /// The plugins.
  var plugins: [Node]
  /// Whether a plugin takes the place of one that is there.
  var overwrites: Bool

  /// Makes an addition.
  package init(selectors: Selectors, plugins: [Node], overwrites: Bool) {
    self.selectors = selectors
    self.plugins = plugins
    self.overwrites = overwrites
  }

  /// Adds the plugins to a document: where an owner has one of the name, that one stays or is replaced.
  ///
  /// What several documents of a text have at their tops is one list to their readers, and the first document has it.
  package func apply(to document: inout Node, isFirst: Bool = true) throws(DiagnosticError) {
    let root = DocumentPath()
    var owners = selectors.isEmpty ? [root] : try selectors.selectObjects(in: document)
    if !isFirst {
      owners.removeAll { $0 == root }
      if owners.isEmpty { return }
    }
    if owners != [root] { try refuseScopes() }
    for path in owners {
      document.change(at: path) { owner in
        owner.changeObject { add(to: &$0, comparingScopes: path == root) }
      }
    }
  }

  private func add(to owner: inout Object, comparingScopes: Bool) {
    guard !plugins.isEmpty else { return }
    let list = owner["plugins"]
    var items = list?.array ?? []
    var isChanged = list?.array == nil
    for plugin in plugins {
      let name = plugin["name"]?.scalarText
      let position = items.firstIndex { item in
        name != nil && item["name"]?.scalarText == name
          && (!comparingScopes || PluginScope(item) == PluginScope(plugin))
      }
      if position != nil, !overwrites { continue }
      isChanged = true
      if let position {
        items[position] = plugin.replacing(items[position])
      } else {
        items.append(plugin)
      }
    }
    guard isChanged else { return }
    owner["plugins"] = Node(.array(items), at: list?.array == nil ? .none : list?.place ?? .none)
  }

  /// A scope makes sense only where nothing around the plugin gives it one.
  private func refuseScopes() throws(DiagnosticError) {
    let faults = plugins.enumerated().compactMap { index, plugin -> Diagnostic? in
      guard let member = PluginScope.firstMember(of: plugin) else { return nil }
      let name = plugin["name"]?.string.map { " '\($0)'" } ?? " number \(index + 1)"
      return Diagnostic(
        code: "plugin-scope", "plugin\(name) names a \(member.key), which only one of the top-level list may do",
        at: member.keyPlace, hint: "leave the \(member.key) out, or leave out the selectors")
    }
    if !faults.isEmpty { throw DiagnosticError(faults) }
  }
}

/// What a plugin at the top level applies to; the same whether it is written as a name or as a mapping.
struct PluginScope: Hashable {
  static let keys = ["service", "route", "consumer", "consumer_group"]

  private var references: [String]

  init(_ plugin: Node) {
    references = Self.keys.map { plugin[$0].flatMap(Self.reference) ?? "" }
  }

  private static func reference(_ node: Node) -> String? {
    switch node.value {
    case .null: nil
    case .object(let object): (object["name"] ?? object["username"] ?? object["id"])?.scalarText
    default: node.scalarText
    }
  }

  /// The first field that gives a plugin a scope.
  static func firstMember(of plugin: Node) -> Object.Member? {
    keys.lazy.compactMap { plugin.object?.member($0) }.first { reference($0.node) != nil }
  }
}
