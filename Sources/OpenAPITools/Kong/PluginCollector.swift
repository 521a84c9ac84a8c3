import Diagnostics
import Documents
import OpenAPI

/// Collects the plugins that one level of a document asks for.
enum PluginCollector {
  private static let prefix = "x-kong-plugin-"

  /// The plugins of a level, sorted by name: those inherited, each replaced where the level has one of its name.
  static func plugins(
    of fields: Object, inherited: [PluginDraft] = [], _ extensions: inout ExtensionReader
  ) -> [PluginDraft] {
    var plugins = inherited
    for member in fields where member.key.hasPrefix(prefix) {
      let name = String(member.key.dropFirst(prefix.count))
      guard !name.isEmpty else {
        extensions.diagnostics.error(
          code: "odd-extension", "'\(member.key)' lacks the name of a plugin", at: member.keyPlace)
        continue
      }
      guard var plugin = extensions.object(member.node, member.key) else { continue }
      // Where it stands says what it is called and whom it belongs to.
      for key in ["name", "service", "route", "tags"] { plugin.removeValue(forKey: key) }
      plugins.put(PluginDraft(name: name, fields: plugin, place: member.keyPlace))
    }
    return plugins
  }
}
