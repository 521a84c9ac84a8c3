package import Diagnostics
package import Documents
import StateFiles

/// Turns the entity model of an AI gateway into the entities of an ordinary one.
///
/// Models become routes of one service with the plugins that proxy, balance and guard them; agents and MCP servers become
/// services of their own; policies, identity providers and access lists become plugins where they are referred to.
package struct AIGatewayConversion {
  /// The tag within which such entities are managed.
  package static let tag = "managed_by:deck-ai"

  var diagnostics: DiagnosticCollector
  let document: Node
  let policies: PolicyBook
  let providers: [String: Node]
  var services: [Node] = []
  var consumers: [Node] = []
  var plugins: [Node] = []
  var aiModels: [Node] = []

  /// Converts the documents of one source.
  ///
  /// - Parameters:
  ///   - documents: The documents; their lists are joined.
  ///   - diagnostics: Receives what is wrong, each fault at its place.
  /// - Returns: A state file; nil where the documents have errors.
  package static func convert(_ documents: [Node], _ diagnostics: inout DiagnosticCollector) -> Node? {
    var found = DiagnosticCollector()
    let settled = documents.map {
      ShapeCheck.settle($0, as: "document", of: AIGatewayShape.all, .lenient, &found)
    }
    var result: Node?
    if !found.hasErrors {
      var conversion = AIGatewayConversion(joined(settled), found)
      result = conversion.state()
      found = conversion.diagnostics
    }
    diagnostics.add(contentsOf: found.diagnostics)
    return found.hasErrors ? nil : result
  }

  private init(_ document: Node, _ diagnostics: DiagnosticCollector) {
    self.document = document
    self.diagnostics = diagnostics
    self.policies = PolicyBook(document.items("policies"))
    self.providers = AIGatewayConversion.byName(document.items("model_providers"))
  }

  /// Entities by their names; of two with one name the later counts.
  static func byName(_ entities: [Node]) -> [String: Node] {
    var found: [String: Node] = [:]
    for entity in entities { if let name = entity.text("name") { found[name] = entity } }
    return found
  }

  private static func joined(_ documents: [Node]) -> Node {
    var whole = Object()
    for document in documents {
      for member in document.object ?? Object() {
        whole[member.key] = Node(.array((whole[member.key]?.array ?? []) + (member.node.array ?? [])))
      }
    }
    return Node(.object(whole))
  }

  private mutating func state() -> Node {
    plugins += policies.everywhere
    let groups = document.items("consumer_groups").map { consumerGroup($0) }
    consumers = document.items("consumers").map { consumer($0) }
    addModels()
    for server in document.items("mcp_servers") { addServer(server) }
    for agent in document.items("agents") { addAgent(agent) }
    let lists: KeyValuePairs = [
      "services": services, "consumers": consumers, "consumer_groups": groups, "plugins": plugins,
      "vaults": document.items("vaults").map(AIGatewayConversion.vault), "ai_models": aiModels,
    ]
    var state: Object = ["_format_version": "3.0", "_info": ["select_tags": [.init(.string(Self.tag))]]]
    for (key, items) in lists where !items.isEmpty { state[key] = Node(.array(items.map { $0.placed(at: $0.place) })) }
    return Node(.object(state))
  }

  /// Says that something is left out or is not what it could be.
  mutating func warn(_ code: String, _ message: String, at place: SourcePlace, hint: String? = nil) {
    diagnostics.warning(code: code, message, at: place, hint: hint)
  }
}

/// The tags that labels stand for: `key:value`, in the order of the keys; nil without any.
func tags(of entity: Node) -> Node? {
  guard let labels = entity["labels"]?.object, !labels.isEmpty else { return nil }
  return Node(
    .array(labels.sorted().map { Node(.string("\($0.key):\($0.node.string ?? "")"), at: $0.node.place) }))
}
