import Diagnostics
import Documents
import GatewayRules
import GatewaySchemas

/// Schema documents that were saved from a gateway: `DIR/entities/NAME.json` and `DIR/plugins/NAME.json`.
enum SavedSchemas {
  /// The bundle that a sandbox serves: where it has filter chains, their filters may have any name.
  static func bundle(_ configuration: SandboxConfiguration) throws(SandboxFailure) -> SchemaBundle {
    let edition = configuration.konnect == nil ? configuration.edition : .enterprise
    var bundle = edition == .oss ? SchemaBundle.oss : .enterprise
    if let folder = configuration.schemas { bundle = try self.bundle(edition: edition, folder: folder) }
    let names = RuleBook.gateway.names
    if let unknown = configuration.rulesOff.subtracting(names).min() {
      let nearest = NearestName.find(unknown, among: names.sorted())
      throw SandboxFailure("there is no rule '\(unknown)'" + (nearest.map { ": did you mean '\($0)'?" } ?? ""))
    }
    if let field = configuration.stricter.keys.first(where: { !$0.contains(".") }) {
      throw SandboxFailure("a pattern is for a field of a kind, such as services.name, and not for '\(field)'")
    }
    if !configuration.rulesOff.isEmpty || !configuration.stricter.isEmpty {
      bundle = bundle.ruled(by: RuleBook.gateway.without(configuration.rulesOff).asking(configuration.stricter))
    }
    if configuration.webAssembly { bundle = bundle.opening("filter_chains") }
    return bundle
  }

  /// The bundle with the documents of a folder over it.
  static func bundle(edition: SchemaBundle.Edition, folder: String) throws(SandboxFailure) -> SchemaBundle {
    let entities = try documents(in: folder + "/entities")
    let plugins = try documents(in: folder + "/plugins")
    guard !entities.isEmpty || !plugins.isEmpty else {
      throw SandboxFailure("no schemas in \(folder): expected entities/NAME.json and plugins/NAME.json")
    }
    return SchemaBundle(edition: edition, entities: entities, plugins: plugins, rules: .gateway)
  }

  private static func documents(in folder: String) throws(SandboxFailure) -> [String: Node] {
    var documents: [String: Node] = [:]
    for name in Files.names(in: folder) where name.hasSuffix(".json") {
      let path = folder + "/" + name
      guard let bytes = try Files.read(path), let document = try? JSONReader.read(bytes),
        document["fields"]?.array != nil || document["properties"]?.object != nil
      else { throw SandboxFailure("\(path) is no schema document") }
      documents[String(name.dropLast(5))] = document
    }
    return documents
  }
}
