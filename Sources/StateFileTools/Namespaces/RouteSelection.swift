import Diagnostics
import Documents

/// The routes of a state file, and those of them that a verb works on.
struct RouteSelection {
  /// A route and what it hangs on.
  struct Route {
    var path: DocumentPath
    /// The way to the service that the route stands in or refers to.
    var service: DocumentPath?
  }

  /// All routes: those at the top and those of services.
  private(set) var routes: [Route] = []
  /// The positions in ``routes`` of those that are meant.
  private(set) var selected: [Int] = []

  init(_ document: Node, selectors: Selectors) throws(DiagnosticError) {
    let services = Self.objects("services", in: document, at: DocumentPath())
    let byReference = Self.references(to: services)
    for route in Self.objects("routes", in: document, at: DocumentPath()) {
      let service = route.node["service"].flatMap { node in
        (node["id"] ?? node["name"] ?? node).scalarText.flatMap { byReference[$0] }
      }
      routes.append(Route(path: route.path, service: service))
    }
    for service in services {
      routes += Self.objects("routes", in: service.node, at: service.path).map {
        Route(path: $0.path, service: service.path)
      }
    }
    guard !selectors.isEmpty else {
      selected = Array(routes.indices)
      return
    }
    let positions = Dictionary(uniqueKeysWithValues: routes.enumerated().map { ($1.path, $0) })
    let paths = try selectors.selectObjects(in: document)
    let others = paths.filter { positions[$0] == nil }
    if !others.isEmpty {
      throw DiagnosticError(
        others.map { path in
          Diagnostic(
            code: "no-route", "the selectors mean what is no route: \(path)", at: document.nearest(path).place,
            hint: "routes are $.routes[*] and $.services[*].routes[*]")
        })
    }
    selected = paths.compactMap { positions[$0] }
  }

  private static func objects(
    _ key: String, in owner: Node, at path: DocumentPath
  ) -> [(path: DocumentPath, node: Node)] {
    let list = path.appending(key)
    return (owner[key]?.array ?? []).enumerated().compactMap { index, item in
      item.object == nil ? nil : (list.appending(index), item)
    }
  }

  /// Services by their ids, then by their names.
  private static func references(to services: [(path: DocumentPath, node: Node)]) -> [String: DocumentPath] {
    var found: [String: DocumentPath] = [:]
    for key in ["id", "name"] {
      for service in services {
        guard let text = service.node[key]?.scalarText, found[text] == nil else { continue }
        found[text] = service.path
      }
    }
    return found
  }
}
