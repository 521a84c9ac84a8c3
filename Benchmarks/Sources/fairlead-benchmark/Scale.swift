/// How much there is of each kind. A service has a route and a plugin, every fourth route an ai-proxy plugin more; a
/// consumer has a key; an upstream has its targets.
struct Scale {
  let name: String
  let services: Int
  let consumers: Int
  let upstreams: Int
  let targetsEach: Int
  let certificates: Int

  /// Entities of all kinds.
  var entities: Int {
    services * 3 + (services + 3) / 4 + consumers * 2 + upstreams * (1 + targetsEach) + certificates
  }

  static let all = [
    Scale(name: "small", services: 92, consumers: 275, upstreams: 5, targetsEach: 100, certificates: 6),
    Scale(name: "medium", services: 900, consumers: 2800, upstreams: 10, targetsEach: 500, certificates: 65),
    Scale(name: "large", services: 8000, consumers: 20_900, upstreams: 50, targetsEach: 1000, certificates: 150),
  ]
}
