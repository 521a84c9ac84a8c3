package import Diagnostics
package import Documents
package import StateFiles

/// Turns a state into manifests for an ingress controller in Kubernetes.
package struct KICExport {
  /// The kinds of manifests in the order in which they are written.
  enum Kind: Int, CaseIterable {
    case kongIngress, plugin, clusterPlugin, ingress, httpRoute, upstreamPolicy, service, secret, consumer
    case consumerGroup

    /// The version of the interface that has the kind, and its name there.
    func type(_ options: KICOptions) -> (version: String, name: String) {
      switch self {
      case .kongIngress: ("configuration.konghq.com/v1", "KongIngress")
      case .plugin: ("configuration.konghq.com/v1", "KongPlugin")
      case .clusterPlugin: ("configuration.konghq.com/v1", "KongClusterPlugin")
      case .ingress: ("networking.k8s.io/v1", "Ingress")
      case .httpRoute:
        (options.version == .three ? "gateway.networking.k8s.io/v1" : "gateway.networking.k8s.io/v1beta1", "HTTPRoute")
      case .upstreamPolicy: ("configuration.konghq.com/v1beta1", "KongUpstreamPolicy")
      case .service: ("v1", "Service")
      case .secret: ("v1", "Secret")
      case .consumer: ("configuration.konghq.com/v1", "KongConsumer")
      case .consumerGroup: ("configuration.konghq.com/v1beta1", "KongConsumerGroup")
      }
    }
  }

  let options: KICOptions
  let draft: KICDraft
  let tree: StateTree
  var diagnostics = DiagnosticCollector()
  private var manifests: [[Node]] = Kind.allCases.map { _ in [] }
  var secretNames: Set<String> = []

  /// Makes the manifests of a state.
  ///
  /// - Returns: One document for each object; nil where something of the state cannot be in Kubernetes at all.
  package static func manifests(
    of tree: StateTree, _ options: KICOptions, _ diagnostics: inout DiagnosticCollector
  ) -> [Node]? {
    var export = KICExport(tree, options)
    export.addServices()
    export.addRoutes()
    export.addClusterPlugins()
    export.addConsumers()
    export.addConsumerGroups()
    export.addCertificates()
    export.tellLeftOut()
    diagnostics.add(contentsOf: export.diagnostics.diagnostics)
    return export.diagnostics.hasErrors ? nil : export.manifests.flatMap(\.self)
  }

  private init(_ tree: StateTree, _ options: KICOptions) {
    self.tree = tree
    self.options = options
    draft = KICDraft(tree, &diagnostics)
  }

  /// Adds an object; annotations without a value are left out.
  mutating func add(
    _ kind: Kind, named name: String, annotations: Object = Object(), labels: Object = Object(),
    _ fields: Object = Object(), at place: SourcePlace
  ) {
    let type = kind.type(options)
    var metadata: Object = ["name": .text(name)]
    if !annotations.isEmpty { metadata["annotations"] = Node(.object(annotations)) }
    if !labels.isEmpty { metadata["labels"] = Node(.object(labels)) }
    var manifest = fields
    manifest["apiVersion"] = .text(type.version)
    manifest["kind"] = .text(type.name)
    manifest["metadata"] = Node(.object(metadata))
    manifests[kind.rawValue].append(Node(.object(manifest), at: place).keysSorted())
  }

  /// The annotation that tells which controller an object is for.
  var classAnnotation: Object { ["kubernetes.io/ingress.class": .text(options.className)] }

  private static let carried: Set<String> = [
    "services", "routes", "upstreams", "plugins", "consumers", "consumer_groups", "certificates", "ca_certificates",
  ]

  private mutating func tellLeftOut() {
    for collection in tree.collections where !KICExport.carried.contains(collection) {
      diagnostics.warning(
        code: "left-out", "'\(collection)' have no counterpart for the ingress controller and are left out",
        at: tree.entries(collection).first?.place ?? .none)
    }
  }
}

extension Object {
  /// Sets an annotation of the controller to a scalar, or to the items of a list with commas between them.
  mutating func annotate(_ name: String, _ node: Node?) {
    guard let node else { return }
    if let text = node.scalarText {
      self["konghq.com/\(name)"] = .text(text)
    } else if let items = node.array, !items.isEmpty {
      self["konghq.com/\(name)"] = .text(items.compactMap(\.scalarText).joined(separator: ","))
    }
  }

  /// Sets the annotation that lists plugins.
  mutating func annotate(plugins names: [String]) {
    if !names.isEmpty { self["konghq.com/plugins"] = .text(names.joined(separator: ",")) }
  }
}
