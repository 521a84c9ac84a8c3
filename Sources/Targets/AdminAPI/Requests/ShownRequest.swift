import GatewayModel

/// A request in messages: method and address, with nothing in it that may be a secret.
enum ShownRequest {
  /// The words that paths consist of besides names and ids.
  private static let words = EntityKind.all.reduce(
    into: Set([
      "schemas", "validate", "kong", "tags", "workspaces", "v2", "control-planes", "core-entities", "organizations",
      "me",
    ])
  ) {
    $0.formUnion($1.pathWords)
  }

  /// Method, address and path; the query and whatever names something are left out: a credential's name is a secret.
  static func text(_ request: HTTPRequest, address: String) -> String {
    let path = request.target.prefix { $0 != "?" }.split(separator: "/").map(String.init)
    let schemas = path.firstIndex(of: "schemas") ?? path.endIndex
    let shown = path.enumerated().map { index, segment in
      let isPlain = index == 0 || words.contains(segment) || UniqueID(segment) != nil || index > schemas
      return isPlain ? segment : "…"
    }
    let base = address.hasSuffix("/") ? String(address.dropLast()) : address
    return "\(request.method.rawValue) \(base)/\(shown.joined(separator: "/"))"
  }
}
