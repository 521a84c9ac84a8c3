package import Diagnostics
import Documents
package import StateFiles

/// What Terraform is told besides the entities.
package struct TerraformOptions: Sendable {
  /// The control plane for which imports are written; nil for no imports.
  package var controlPlane: String?
  /// Whether credentials that somebody changed elsewhere stay as they are.
  package var ignoresCredentialChanges: Bool

  /// Makes options.
  package init(controlPlane: String? = nil, ignoresCredentialChanges: Bool = false) {
    self.controlPlane = controlPlane
    self.ignoresCredentialChanges = ignoresCredentialChanges
  }
}

/// Turns a state into resources of Terraform's provider for Konnect.
package struct TerraformExport {
  let tree: StateTree
  let options: TerraformOptions
  var diagnostics = DiagnosticCollector()
  var names = TerraformNames()
  var writer = HCLWriter()
  var owners: TerraformOwners
  /// The pairs of consumer and group that were written.
  var members: Set<[String]> = []

  /// Writes the resources of a state, with the variable for the control plane in front of them.
  package static func text(
    of tree: StateTree, _ options: TerraformOptions, _ diagnostics: inout DiagnosticCollector
  ) -> String {
    var export = TerraformExport(tree, options)
    export.write()
    diagnostics.add(contentsOf: export.diagnostics.diagnostics)
    return export.writer.text
  }

  private init(_ tree: StateTree, _ options: TerraformOptions) {
    self.tree = tree
    self.options = options
    owners = TerraformOwners(tree, &names)
  }

  private mutating func write() {
    let plane = options.controlPlane ?? "YOUR_CONTROL_PLANE_ID"
    writer.line("variable \"control_plane_id\" {\n  type = string\n  default = \(HCLWriter.quoted(plane))\n}\n")
    for plugin in tree.entries("plugins") { addPlugin(plugin, nestedIn: nil) }
    var nestedRoutes = 0
    for (position, service) in tree.entries("services").enumerated() {
      addService(service, at: position, firstRoute: nestedRoutes)
      nestedRoutes += service.items("routes").count
    }
    for (position, upstream) in tree.entries("upstreams").enumerated() { addUpstream(upstream, at: position) }
    for (offset, route) in tree.entries("routes").enumerated() { addRoute(route, at: owners.firstTopRoute + offset) }
    for (position, consumer) in tree.entries("consumers").enumerated() { addConsumer(consumer, at: position) }
    for (position, group) in tree.entries("consumer_groups").enumerated() { addGroup(group, at: position) }
    addCertificates()
    for vault in tree.entries("vaults") { addVault(vault) }
    for partial in tree.entries("partials") { addPartial(partial) }
    tellLeftOut()
  }

  /// Writes a resource.
  mutating func add(_ resource: TerraformResource) { resource.write(to: &writer, importing: options.controlPlane) }

  private static let carried: Set<String> = [
    "services", "routes", "upstreams", "plugins", "consumers", "consumer_groups", "certificates", "ca_certificates",
    "vaults", "partials",
  ]

  private mutating func tellLeftOut() {
    for collection in tree.collections where !TerraformExport.carried.contains(collection) {
      leaveOut(tree.entries(collection), "'\(collection)' are")
    }
  }

  /// Says that entities are not written.
  mutating func leaveOut(_ entities: [Node], _ what: String) {
    guard let first = entities.first else { return }
    diagnostics.warning(
      code: "left-out", "\(what) left out", at: first.place, hint: "write resources for them by hand")
  }

  /// The attributes of an entity: what it says of itself, without what stands in it as something of its own.
  static func attributes(of entity: Node, without keys: Set<String>) -> Object {
    let others: Set<String> = ["id", "created_at", "updated_at"]
    return Object(
      (entity.object ?? Object()).filter { member in
        guard !keys.contains(member.key), !others.contains(member.key) else { return false }
        return member.key == "config" || member.node.array?.isEmpty != true
      })
  }

  /// The ids by which an import finds an entity; nil where it has none.
  static func importIDs(of entity: Node) -> [String: String]? { entity.text("id").map { ["id": $0] } }
}
