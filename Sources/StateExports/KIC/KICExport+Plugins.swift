import Diagnostics
import Documents

/// Plugins: objects of their own, which what they are for names.
extension KICExport {
  /// Adds the plugins of an owner; returns the names by which it is to name them.
  mutating func addPlugins(of owner: KICDraft.Owner) -> [String] {
    guard let base = owner.name else { return [] }
    let names = owner.plugins.map { plugin in
      let name = KubernetesName.slug("\(base)-\(plugin.text("name") ?? "")")
      add(plugin, as: .plugin, named: name)
      return name
    }
    for name in Set(names).sorted() where names.count(where: { $0 == name }) > 1 {
      diagnostics.warning(
        code: "same-name", "several plugins of '\(base)' give the one name '\(name)', and Kubernetes takes one object",
        at: owner.entity.place, hint: "keep one of them")
    }
    return names + owner.shared
  }

  /// Adds the plugins that are for everything.
  mutating func addClusterPlugins() {
    for plugin in draft.plugins {
      add(plugin, as: .clusterPlugin, named: KubernetesName.slug(plugin.text("name") ?? ""))
    }
  }

  private mutating func add(_ plugin: Node, as kind: Kind, named name: String) {
    if let shared = plugin["_config"] {
      diagnostics.warning(
        code: "left-out", "the shared configuration of plugin '\(plugin.text("name") ?? "")' is left out",
        at: shared.place, hint: "write it under 'config'; 'file render' does that")
    }
    var annotations = classAnnotation
    annotations.annotate("tags", plugin["tags"])
    var fields: Object = ["plugin": plugin["name"] ?? "", "config": plugin["config"] ?? .null]
    fields.take(["run_on", "ordering", "protocols"], of: plugin)
    if plugin["enabled"]?.bool == false { fields["disabled"] = true }
    add(kind, named: name, annotations: annotations, fields, at: plugin.place)
  }
}
