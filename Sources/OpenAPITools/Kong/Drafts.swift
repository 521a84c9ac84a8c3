import Diagnostics
import Documents

/// A plugin before it has its place.
struct PluginDraft: Sendable {
  /// The plugin's name.
  let name: String
  /// All else, but for id and tags.
  var fields: Object
  /// Where it is asked for.
  let place: SourcePlace
  /// Whether a security requirement of the whole document made it.
  var isForWholeDocument = false

  /// The consumer that it is for, if it is for one.
  var consumer: Node? { fields["consumer"].flatMap { $0.isNull ? nil : $0 } }
}

extension [PluginDraft] {
  /// Adds a plugin, or replaces the one of its name.
  mutating func put(_ plugin: PluginDraft) {
    removeAll { $0.name == plugin.name }
    let position = firstIndex { plugin.name.precedesInBytes($0.name) } ?? endIndex
    insert(plugin, at: position)
  }

  /// Takes out the plugin of a name.
  mutating func take(_ name: String) -> PluginDraft? {
    firstIndex { $0.name == name }.map { remove(at: $0) }
  }
}

/// A route before its plugins have ids.
struct RouteDraft: Sendable {
  /// The route without its plugins.
  var fields: Object
  /// Its plugins.
  var plugins: [PluginDraft]
  /// What the ids of its plugins are made of.
  let base: String
  /// Where its operation is.
  let place: SourcePlace
  /// Whether its operation asks for no security where the document does.
  let isOpen: Bool
}

/// A service before its routes and plugins are settled.
struct ServiceDraft: Sendable {
  /// The service without routes and plugins.
  var fields: Object
  /// What the ids of its plugins are made of.
  let base: String
  /// What asks for it.
  let place: SourcePlace
  /// Its plugins.
  var plugins: [PluginDraft] = []
  /// Its routes.
  var routes: [RouteDraft] = []
}
