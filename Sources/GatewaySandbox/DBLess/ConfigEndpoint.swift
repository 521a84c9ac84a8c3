import Diagnostics
import Digests
import Documents
import GatewayModel
import GatewaySchemas

/// `/config` of a gateway without a database: the whole configuration is loaded, or read, at once.
struct ConfigEndpoint {
  let catalog: Catalog

  /// What a document may be; how large, the server decides.
  private static let limits = DocumentLimits(
    maximumBytes: 1 << 30, maximumDepth: 100, maximumNodes: 100_000_000)

  /// The digest of a gateway that holds nothing.
  static let emptyHash = String(repeating: "0", count: 32)

  func response(to request: AdminRequest, in store: inout Store) -> AdminResponse {
    switch request.method {
    case "GET", "HEAD": .json(200, ["config": Node(.string(DeclarationText.text(of: store)))])
    case "POST": load(request, &store)
    default: .methodNotAllowed
    }
  }

  private func load(_ request: AdminRequest, _ store: inout Store) -> AdminResponse {
    let given: (text: [UInt8], isJSON: Bool)
    do throws(SandboxRefusal) { given = try text(of: request) } catch { return error.response }
    let hash = Digest.hexadecimal(Digest.md5(given.text))
    // A document as the body itself is loaded anew each time; a text is known by its digest.
    if request.parameter("check_hash") == "1", !given.isJSON, hash == store.configurationHash {
      return AdminResponse(status: 304, contentType: nil)
    }
    let document: Object
    switch parsed(given.text, isJSON: given.isJSON) {
    case .success(let object): document = object
    case .failure(let error): return error.response
    }
    switch DeclarationLoad.load(document, catalog: catalog, generated: store.generated) {
    case .loaded(var loaded, let answer):
      loaded.configurationHash = answer.object?.isEmpty == true ? ConfigEndpoint.emptyHash : hash
      store = loaded
      return .json(201, answer)
    case .refused(let declaration, let faults, let hidden):
      return refusal(declaration, faults, hidden, isFlat: request.parameter("flatten_errors") == "1")
    }
  }

  /// The document's text, in whichever way the request carries it.
  private func text(of request: AdminRequest) throws(SandboxRefusal) -> (text: [UInt8], isJSON: Bool) {
    switch request.contentType {
    case nil where request.body.isEmpty:
      throw SandboxRefusal(.message(400, "expected a declarative configuration"))
    case "text/yaml", "application/yaml", "application/x-yaml":
      return (request.body, false)
    default:
      let fields = try Body.fields(of: request)
      if let text = fields["config"]?.string { return (Array(text.utf8), false) }
      if request.body.isEmpty { throw SandboxRefusal(.message(400, "expected a declarative configuration")) }
      return (request.body, true)
    }
  }

  private func parsed(_ text: [UInt8], isJSON: Bool) -> Result<Object, SandboxRefusal> {
    // A text that is JSON is read as such, whatever it came as.
    let node = try? JSONReader.read(text, limits: ConfigEndpoint.limits)
    if isJSON || node != nil { return .success(node?.object ?? Object()) }
    var diagnostics = DiagnosticCollector()
    let source = SourceID(name: "declarative configuration")
    let documents = DocumentReader.read(text, source: source, limits: ConfigEndpoint.limits, diagnostics: &diagnostics)
    if let fault = diagnostics.diagnostics.first(where: { $0.severity == .error }) {
      let place = "\(fault.place.line):\(fault.place.column)"
      let words = "failed parsing declarative configuration: \(place): \(fault.message)"
      return .failure(.declaration(["error": Node(.string(words))]))
    }
    return .success(documents.first?.object ?? Object())
  }

  private func refusal(
    _ declaration: Declaration, _ faults: FaultTree, _ hidden: FaultTree, isFlat: Bool
  ) -> AdminResponse {
    guard isFlat else {
      let fields = faults.isEmpty ? hidden.node : faults.node
      return SandboxRefusal.declaration(fields).response
    }
    var flat: [Node] = []
    for item in declaration.items {
      let violations = faults.violations(at: item.path)
      if !violations.isEmpty { flat.append(FlatFault.node(violations, item, declaration)) }
    }
    // Lua cannot tell an empty list from an empty mapping.
    let list: Node = flat.isEmpty ? [:] : Node(.array(flat))
    return SandboxRefusal.declaration(faults.own.node, flattened: list).response
  }
}

/// An entity's faults in the flattened form.
enum FlatFault {
  static func node(_ violations: Violations, _ item: Declaration.Item, _ declaration: Declaration) -> Node {
    var entity = item.fields
    // What it is nested in shows only where the document itself names it by an id.
    if let owner = item.owner, !declaration.items[owner.position].hasOwnID { entity.removeValue(forKey: owner.field) }
    let isTwin = violations.entity.contains { $0.hasPrefix("uniqueness violation") }
    if isTwin, let id = item.id { entity["id"] = Node(.string("\(id)")) }
    var result = Object([
      Object.Member(key: "errors", node: Node(.array(violations.flattened().map { error($0.path, $0.message) }))),
      Object.Member(key: "entity", node: Node(.object(entity))),
      Object.Member(key: "entity_type", node: Node(.string(String(item.collection.name.dropLast())))),
    ])
    result["entity_id"] = entity["id"].flatMap { $0.string == nil ? nil : $0 }
    result["entity_name"] = entity["name"].flatMap { $0.string == nil ? nil : $0 }
    result["entity_tags"] = entity["tags"].flatMap { $0.array == nil ? nil : $0 }
    return Node(.object(result))
  }

  private static func error(_ path: DocumentPath, _ message: String) -> Node {
    guard !path.steps.isEmpty else { return ["type": "entity", "message": Node(.string(message))] }
    let name = path.steps.map { step in
      switch step {
      case .key(let key): key
      case .index(let index): "\(index + 1)"
      }
    }
    return [
      "type": "field", "field": Node(.string(name.joined(separator: "."))), "message": Node(.string(message)),
    ]
  }
}
