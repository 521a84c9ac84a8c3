/// Which paths a control plane has, and what may be done at each.
enum CoreEntityPaths {
  /// The collections that are changed at the top.
  private static let collections: Set<String> = [
    "ca_certificates", "certificates", "cloned-plugins", "consumer_groups", "consumers", "custom-plugins",
    "filter-chains", "key-sets", "keys", "partials", "plugins", "routes", "services", "snis", "upstreams", "vaults",
  ]
  /// The collections that are only read at the top, since their entities belong to others.
  private static let read: Set<String> = [
    "acls", "basic-auths", "degraphql_routes", "graphql-rate-limiting-advanced/costs", "hmac-auths", "jwts",
    "key-auths", "mtls-auths",
  ]
  private static let credentials: Set<String> = ["basic-auth", "hmac-auth", "jwt", "mtls-auth"]
  private static let nested: [String: Set<String>] = [
    "certificates": ["snis"],
    "consumer_groups": ["plugins"],
    "consumers": ["acls", "basic-auth", "hmac-auth", "jwt", "key-auth", "mtls-auth", "plugins"],
    "key-sets": ["keys"],
    "routes": ["filter-chains", "plugins"],
    "services": ["degraphql/routes", "filter-chains", "graphql-rate-limiting-advanced/costs", "plugins", "routes"],
    "upstreams": ["targets"],
  ]
  private static let elsewhere: Set<String> = ["schemas", "targets", "v1", "workspaces"]

  /// The fields in which an entity refers to another.
  static let references = [
    "service", "route", "consumer", "consumer_group", "certificate", "client_certificate", "ca_certificate", "upstream",
    "set",
  ]

  /// Whether a path that begins so is none of a workspace.
  static func areKnown(first: String) -> Bool {
    collections.contains(first) || read.contains(first) || elsewhere.contains(first)
  }

  /// Whether a path leads to credentials whose errors name a member `value`.
  static func areCredentials(_ path: [String]) -> Bool {
    path.count >= 3 && path[0] == "consumers" && credentials.contains(path[2])
  }

  /// The methods of a path; nil where there is no such path.
  static func methods(_ path: [String], inWorkspace: Bool) -> Set<String>? {
    switch (path.first ?? "", path.count) {
    case ("targets", 1): ["GET"]
    case ("workspaces", 1) where !inWorkspace: ["GET", "POST"]
    case ("workspaces", 2) where !inWorkspace: ["GET"]
    case ("schemas", 3): schemas(path, inWorkspace: inWorkspace)
    case ("v1", 4): path[1] == "consumer-groups" && path[3] == "rate-limiting-advanced-config" ? ["DELETE"] : nil
    case (let first, 1) where collections.contains(first): ["GET", "POST"]
    case (let first, 2) where collections.contains(first): ["GET", "PUT", "DELETE"]
    case (let first, 1...2) where read.contains(first): ["GET"]
    case ("partials", 3): path[2] == "links" ? ["GET"] : nil
    case ("consumer_groups", 3) where path[2] == "consumers": ["GET", "POST", "DELETE"]
    case ("consumers", 3) where path[2] == "consumer_groups": ["GET", "POST", "DELETE"]
    case ("consumer_groups", 4) where path[2] == "consumers": ["DELETE"]
    case ("consumers", 4) where path[2] == "consumer_groups": ["DELETE"]
    case ("consumer_groups", 5): path.suffix(3) == ["overrides", "plugins", "rate-limiting-advanced"] ? ["PUT"] : nil
    case (let first, 3) where nested[first]?.contains(path[2]) ?? false: ["GET", "POST"]
    case (let first, 4) where nested[first]?.contains(path[2]) ?? false:
      path[2] == "degraphql/routes" ? ["GET", "PUT", "PATCH", "DELETE"] : ["GET", "PUT", "DELETE"]
    default: nil
    }
  }

  private static func schemas(_ path: [String], inWorkspace: Bool) -> Set<String>? {
    if ["plugins", "partials"].contains(path[1]), path[2] != "validate" { return ["GET"] }
    return path[2] == "validate" && !inWorkspace ? ["POST"] : nil
  }
}
