/// What the sandbox knows of a kind of entity beyond its schema: where it is served and what must be unique together.
struct Collection: Sendable {
  /// The name of the schema (`keyauth_credentials`).
  let name: String
  /// The path at the top (`key-auths`).
  let path: String
  /// The last part of the path under a parent (`key-auth`).
  let nestedPath: String
  /// The field by which an entity may be addressed instead of its id.
  let endpointKey: String?
  /// Groups of fields that are unique together.
  var uniqueSets: [[String]] = []
  /// Whether the collection has a listing of its own.
  var isListed = true
  /// Whether entities can expire.
  var hasExpiry = false
  /// The parents whose deletion takes these entities along although the schema does not say so.
  var cascades: Set<String> = []

  init(
    _ name: String, path: String? = nil, nested: String? = nil, key: String?, uniqueSets: [[String]] = [],
    isListed: Bool = true, hasExpiry: Bool = false, cascades: Set<String> = []
  ) {
    self.name = name
    self.path = path ?? name
    self.nestedPath = nested ?? path ?? name
    self.endpointKey = key
    self.uniqueSets = uniqueSets
    self.isListed = isListed
    self.hasExpiry = hasExpiry
    self.cascades = cascades
  }

  /// What a gateway with WebAssembly has besides.
  static let filterChains = Collection("filter_chains", path: "filter-chains", key: "name")

  /// The kinds of the open source edition; a kind that refers to others stands after them.
  static let oss: [Collection] = [
    Collection("certificates", key: nil),
    Collection("ca_certificates", key: nil),
    Collection("snis", key: "name", cascades: ["certificate"]),
    Collection("services", key: "name"),
    Collection("routes", key: "name"),
    Collection("consumers", key: "username"),
    Collection("upstreams", key: "name"),
    Collection("targets", key: "target", uniqueSets: [["target", "upstream"]], isListed: false),
    Collection("vaults", key: "prefix"),
    Collection("key_sets", path: "key-sets", key: "name"),
    Collection("keys", key: "name", uniqueSets: [["kid", "set"]]),
    Collection("plugins", key: "instance_name", uniqueSets: [["name", "route", "service", "consumer"]]),
    Collection("keyauth_credentials", path: "key-auths", nested: "key-auth", key: "key", hasExpiry: true),
    Collection("basicauth_credentials", path: "basic-auths", nested: "basic-auth", key: "username"),
    Collection("hmacauth_credentials", path: "hmac-auths", nested: "hmac-auth", key: "username"),
    Collection("jwt_secrets", path: "jwts", nested: "jwt", key: "key"),
    Collection("oauth2_credentials", path: "oauth2", key: "client_id"),
    Collection("acls", key: "group", uniqueSets: [["consumer", "group"]]),
  ]
}
