import Documents
import GatewayModel
import GatewaySchemas

/// `/schemas/…`: the documents, and judging entities that are not stored.
struct SchemaEndpoints {
  let catalog: Catalog

  /// The answer to a path below `/schemas`; nil where there is none.
  func response(to request: AdminRequest, in store: Store) throws(SandboxRefusal) -> AdminResponse? {
    let path = request.path.dropFirst()
    let isRead = request.method == "GET" || request.method == "HEAD"
    switch (path.first, path.dropFirst().first, path.count) {
    case ("plugins", "validate", 2):
      guard request.method == "POST" else { return .methodNotAllowed }
      return try validate("plugins", request, store)
    case ("plugins", let name?, 2):
      guard isRead else { return .methodNotAllowed }
      return plugin(name, in: store)
    case ("partials", let type?, 2) where type != "validate":
      guard isRead else { return .methodNotAllowed }
      return catalog.bundle.partialDocument(type).map { .json(200, $0) }
        ?? .message(404, "No partial type named '\(type)'")
    case ("vaults", "validate", 2):
      guard request.method == "POST" else { return .methodNotAllowed }
      return try validate("vaults", request, store)
    case ("vaults", let name?, 2):
      guard isRead else { return .methodNotAllowed }
      return catalog.bundle.vaultDocument(name).map { .json(200, $0) }
        ?? .message(404, "No vault named '\(name)'")
    case (let name?, "validate", 2):
      guard request.method == "POST" else { return .methodNotAllowed }
      return try validate(name, request, store)
    case (let name?, nil, 1):
      guard isRead else { return .methodNotAllowed }
      return catalog.bundle.entityDocument(name).map { .json(200, $0) } ?? .message(404, "No entity named '\(name)'")
    default:
      return nil
    }
  }

  /// A plugin's own document.
  private func plugin(_ name: String, in store: Store) -> AdminResponse {
    (catalog.bundle.pluginDocument(name) ?? store.pluginDocument(name)).map { .json(200, $0) }
      ?? .message(404, "No plugin named '\(name)'")
  }

  private func validate(_ kind: String, _ request: AdminRequest, _ store: Store) throws(SandboxRefusal) -> AdminResponse
  {
    guard let general = catalog.bundle.entity(kind) else { return .message(404, "No entity named '\(kind)'") }
    let input = try Body.fields(of: request) { fields in (try? store.schema(kind, for: fields)) ?? general }
    if let violations = try violations(of: input, kind: kind, general: general, store) { throw .schema(violations) }
    return .message(200, "schema validation successful")
  }

  private func violations(
    of input: Object, kind: String, general: Schema, _ store: Store
  ) throws(SandboxRefusal) -> Violations? {
    let schema = catalog.collection(named: kind) == nil ? general : try store.schema(kind, for: input)
    do throws(Violations) {
      return schema.violations(of: try schema.filled(input, context: .write, generated: store.generated))
    } catch {
      return error
    }
  }
}
