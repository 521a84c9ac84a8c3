import Diagnostics
import Documents

/// The policies of a document: plugins that hold everywhere, or where an entity refers to them.
struct PolicyBook {
  /// The plugins of the policies that hold everywhere.
  let everywhere: [Node]
  private let byName: [String: Node]

  init(_ policies: [Node]) {
    byName = AIGatewayConversion.byName(policies)
    everywhere = policies.filter(PolicyBook.isEverywhere).map { policy in
      var plugin = PolicyBook.plugin(policy)
      plugin.take("id", of: policy)
      plugin.set("tags", tags(of: policy))
      return Node(.object(plugin), at: policy.place)
    }
  }

  /// The plugins that an entity's references mean, each policy once; what holds everywhere needs no second one.
  func plugins(for entity: Node, _ diagnostics: inout DiagnosticCollector) -> [(policy: Node, plugin: Object)] {
    var seen: Set<String> = []
    var found: [(Node, Object)] = []
    for reference in entity.items("policies") {
      guard let name = reference.string, seen.insert(name).inserted else { continue }
      guard let policy = byName[name] else {
        diagnostics.warning(
          code: "unknown-reference", "unknown policy reference '\(name)'", at: reference.place,
          hint: AIGatewayConversion.nearest(name, among: byName))
        continue
      }
      if !PolicyBook.isEverywhere(policy) { found.append((reference, PolicyBook.plugin(policy))) }
    }
    return found
  }

  /// The plugin type of a policy by its name.
  func type(_ name: String) -> String? { byName[name]?.text("type") }

  private static func isEverywhere(_ policy: Node) -> Bool { policy["global"]?.bool == true }

  private static func plugin(_ policy: Node) -> Object {
    var plugin = Object()
    plugin.set("name", policy["type"])
    plugin.set("config", policy["config"])
    if policy["enabled"]?.bool == false { plugin["enabled"] = false }
    return plugin
  }
}
