import Diagnostics
import Documents

/// Walks over the entities of a state file, wherever the format lets them stand.
enum EntityWalk {
  /// Changes each service.
  static func services(_ document: inout Node, _ body: (inout Object, SourcePlace) -> Void) {
    items(&document, "services", body)
  }

  /// Changes each route: those of the document and those in services.
  static func routes(_ document: inout Node, _ body: (inout Object, SourcePlace) -> Void) {
    items(&document, "routes", body)
    within(&document, "services") { items(&$0, "routes", body) }
  }

  /// Changes each plugin: those of the document and those in services, routes, consumers and consumer groups.
  static func plugins(_ document: inout Node, _ body: (inout Object, SourcePlace) -> Void) {
    items(&document, "plugins", body)
    items(&document, "consumer_group_plugins", body)
    for holder in ["services", "routes", "consumers", "consumer_groups"] {
      within(&document, holder) { items(&$0, "plugins", body) }
    }
    within(&document, "services") { service in within(&service, "routes") { items(&$0, "plugins", body) } }
  }

  /// Changes each mapping of a list.
  static func items(_ node: inout Node, _ key: String, _ body: (inout Object, SourcePlace) -> Void) {
    within(&node, key) { item in
      let place = item.place
      item.changeObject { body(&$0, place) }
    }
  }

  private static func within(_ node: inout Node, _ key: String, _ body: (inout Node) -> Void) {
    node.change(at: DocumentPath([.key(key)])) { list in list.changeItems { _, item in body(&item) } }
  }
}

/// The configurations of plugins, together with those that plugins share.
struct PluginConfigurations {
  /// A configuration, or part of one, that a plugin uses.
  struct Use {
    /// The name of the plugin.
    let plugin: String
    /// The fields that the plugin takes from elsewhere, where it does.
    let shared: Node?
    /// Whether this is what plugins share.
    let isShared: Bool
    let place: SourcePlace
  }

  /// Changes the configuration of each plugin, and each shared one once for each plugin that uses it.
  static func change(_ documents: inout [Node], _ body: (inout Node?, Use) -> Void) {
    var shared: [String: Node] = [:]
    for document in documents {
      for member in document["_plugin_configs"]?.object ?? Object() { shared[member.key] = member.node }
    }
    var users: [String: [String]] = [:]
    for index in documents.indices {
      EntityWalk.plugins(&documents[index]) { plugin, place in
        guard let name = plugin["name"]?.string else { return }
        var fields: Node?
        if let reference = plugin["_config"]?.string {
          if users[reference]?.contains(name) != true { users[reference, default: []].append(name) }
          fields = shared[reference] ?? Node(.object(Object()))
        }
        var configuration = plugin["config"]
        let before = configuration
        body(&configuration, Use(plugin: name, shared: fields, isShared: false, place: place))
        if configuration != before { plugin["config"] = configuration }
      }
    }
    for index in documents.indices {
      documents[index].change(at: DocumentPath([.key("_plugin_configs")])) { configurations in
        configurations.changeObject { object in
          for member in object.members {
            for name in users[member.key] ?? [] {
              var configuration = object[member.key]
              body(
                &configuration, Use(plugin: name, shared: nil, isShared: true, place: member.node.place))
              object[member.key] = configuration
            }
          }
        }
      }
    }
  }
}

extension Object {
  /// Gives a member another key where it stands.
  mutating func rename(_ key: String, to other: String) {
    guard let position = position(of: key) else { return }
    var member = remove(at: position)
    member.key = other
    insert(member, at: position)
  }
}
