package import Diagnostics
import Documents
import GatewayModel
import GatewayRules
import GatewaySchemas
import Glibc
package import StateFiles

/// Schemas without a gateway: those that come with the program, and those of files.
package struct OfflineSchemas {
  private var documents: [String: [String: Node]] = [:]

  /// Reads further schemas: a file, or a folder with `plugins/NAME.json` and `entities/NAME.json`, as a gateway serves
  /// them at `/schemas/plugins/NAME` and `/schemas/NAME`.
  ///
  /// A file beside no such folder is the schema of a plugin of its name.
  package init(_ paths: [String], _ diagnostics: inout DiagnosticCollector) {
    for path in paths {
      for text in InputFiles.read([path], &diagnostics) {
        let source = SourceID(name: text.name)
        let found = DocumentReader.read(text.bytes, source: source, diagnostics: &diagnostics)
        guard let document = found.first else { continue }
        let parts = text.name.split(separator: "/")
        guard let file = parts.last, document["fields"]?.array != nil else {
          diagnostics.error(
            code: "no-schema", "'\(text.name)' is no schema: it has no list of 'fields'", at: document.place,
            hint: "a schema is what a gateway answers at /schemas/plugins/NAME")
          continue
        }
        let name = String(file.prefix { $0 != "." })
        let folder = parts.dropLast().last == "entities" ? "entities" : "plugins"
        documents[folder, default: [:]][name] = document
      }
    }
  }

  /// The schemas of all that the files have.
  package func schemas(for desired: DesiredState) -> SchemaSet {
    var set = SchemaSet()
    set.availablePlugins = Set(SchemaBundle.enterprise.pluginNames)
    set.incompletePlugins = set.availablePlugins.subtracting(SchemaBundle.oss.pluginNames)
      .subtracting(documents["plugins"]?.keys.map { $0 } ?? [])
    // Gateways that have models are later ones than those whose schemas come with the program.
    if desired.scope.includesAIModels { set.outgrownPlugins = set.incompletePlugins }
    for kind in Set(desired.entities.map(\.kind)) {
      if let document = documents["entities"]?[kind.schemaName] {
        set.entities[kind.collection] = Schema(name: kind.schemaName, document: document, rules: .gateway)
      } else {
        set.entities[kind.collection] = schema(of: kind, in: desired)
      }
    }
    for path in SchemaSet.configurationPaths(desired.entities) where path.count == 2 {
      if path[0] == "vaults", let document = SchemaBundle.enterprise.vaultDocument(path[1]) {
        set.configurations["vaults", default: [:]][path[1]] = Schema(name: path[1], document: document, rules: .gateway)
      }
      guard path[0] == "plugins" else { continue }
      if let document = documents["plugins"]?[path[1]] {
        set.configurations["plugins", default: [:]][path[1]] = Schema(
          name: path[1], document: document, rules: .gateway)
      } else if let schema = SchemaBundle.enterprise.plugin(path[1]) {
        set.configurations["plugins", default: [:]][path[1]] = schema
      }
    }
    set.addRouteSchemas(for: desired.entities)
    return set.extended(by: desired)
  }

  /// The built-in schema of a kind, with the fields that the format has for other versions where the files use them.
  private func schema(of kind: EntityKind, in desired: DesiredState) -> Schema? {
    let bundle = SchemaBundle.enterprise
    let schemas = kind.isEnumeratedByGateway ? bundle.opening(kind.schemaName) : bundle
    guard let fields = FormatFields.byKind[kind] else { return schemas.entity(kind.schemaName) }
    let used = fields.filter { field in
      desired.entities.indices.contains {
        let entity = desired.entities[$0]
        return entity.kind == kind && (entity.fields[field.key] != nil || entity.reference(field.key) != nil)
      }
    }
    guard !used.isEmpty, var document = schemas.entityDocument(kind.schemaName)?.object else {
      return schemas.entity(kind.schemaName)
    }
    let more = used.sorted { $0.key < $1.key }.map { field in
      Node(.object(Object([Object.Member(key: field.key, node: field.value)])))
    }
    document["fields"] = Node(.array((document["fields"]?.array ?? []) + more))
    return Schema(name: kind.schemaName, document: Node(.object(document)), rules: .gateway)
  }
}

extension EntityKind {
  /// Whether only a gateway can tell which values its schema allows: what it was made with.
  fileprivate var isEnumeratedByGateway: Bool {
    switch identity {
    case .filterChain: true
    case .clonedPlugin, .customPlugin, .caCertificate, .certificate, .sni, .vault, .keySet, .key, .partial, .service,
      .route, .upstream, .target, .consumerGroup, .consumer, .groupMember, .keyAuth, .basicAuth, .hmacAuth, .jwt,
      .oauth2, .acl, .mutualTLS, .aiModel, .plugin, .groupOverride, .degraphqlRoute, .costDecoration, .rbacRole,
      .rbacPermission, .license:
      false
    }
  }
}
