import Documents
import StateFiles

/// The entities that others refer to, each with the name of its resource.
struct TerraformOwners {
  /// A kind of such entities.
  enum Kind: String, CaseIterable {
    case service, route, consumer
    case consumerGroup = "consumer_group"
    case upstream

    /// The type of its resources.
    var type: String { "konnect_gateway_\(rawValue)" }

    /// The keys of its names.
    fileprivate var nameKeys: [String] { self == .consumer ? ["username", "custom_id"] : ["name"] }
  }

  /// The position of the first route that stands in no service.
  let firstTopRoute: Int
  private var names: [Kind: [String]] = [:]
  private var directories: [Kind: EntityDirectory] = [:]

  init(_ tree: StateTree, _ names: inout TerraformNames) {
    let nested = tree.entries("services").flatMap { $0.items("routes") }
    firstTopRoute = nested.count
    let entities: [Kind: [Node]] = [
      .service: tree.entries("services"), .route: nested + tree.entries("routes"),
      .consumer: tree.entries("consumers"), .consumerGroup: tree.entries("consumer_groups"),
      .upstream: tree.entries("upstreams"),
    ]
    for kind in Kind.allCases {
      let list = entities[kind] ?? []
      directories[kind] = EntityDirectory(list, named: kind.nameKeys)
      self.names[kind] = list.map { names.claim(kind.type, TerraformOwners.parts($0, kind)) }
    }
  }

  /// What the name of a resource is made of: the entity's own name, else its id.
  private static func parts(_ entity: Node, _ kind: Kind) -> [String] {
    guard let name = kind.nameKeys.lazy.compactMap({ entity.text($0) }).first else {
      return [kind.rawValue, entity.text("id") ?? ""]
    }
    return kind == .upstream ? [kind.rawValue, name] : [name]
  }

  /// The name of the resource of the entity at a position.
  func name(_ kind: Kind, _ position: Int) -> String {
    let list = names[kind] ?? []
    return list.indices.contains(position) ? list[position] : kind.rawValue
  }

  /// The name of the resource that a reference means; nil where no file has it.
  func name(_ kind: Kind, meantBy reference: Node) -> String? {
    directories[kind]?.position(reference).map { name(kind, $0) }
  }

  /// The position of the entity that a reference means.
  func position(_ kind: Kind, meantBy reference: Node) -> Int? { directories[kind]?.position(reference) }
}
