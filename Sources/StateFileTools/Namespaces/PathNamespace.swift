package import Diagnostics
package import Documents

/// Puts routes below a path prefix, so that the upstream is asked for the same paths as before.
package struct PathNamespace: Sendable {
  private let prefix: PathPrefix
  private let selectors: Selectors

  /// Makes a namespace for the routes that selectors mean, or for all.
  package init(prefix: PathPrefix, selectors: Selectors) {
    self.prefix = prefix
    self.selectors = selectors
  }

  /// Changes the routes of a document, and tells whether there were any to change.
  package func apply(to document: inout Node) throws(DiagnosticError) -> Bool {
    let selection = try RouteSelection(document, selectors: selectors)
    var stripping: Set<Int> = []
    for position in selection.selected where putBelow(selection.routes[position].path, &document) {
      stripping.insert(position)
    }
    try removePrefix(for: stripping, of: selection.routes, in: &document)
    return !selection.selected.isEmpty
  }

  /// Whether the upstream would see the prefix.
  private func putBelow(_ path: DocumentPath, _ document: inout Node) -> Bool {
    document.change(at: path) { route -> Bool in
      route.changeObject { object -> Bool in
        let passesWholePath = object["strip_path"].map { $0.scalarText != "true" } ?? false
        guard let list = object["paths"] else {
          object["paths"] = [Node(.string(prefix.text))]
          return passesWholePath
        }
        guard let paths = list.array else { return false }
        var isChanged = paths.isEmpty
        let new = paths.map { node -> Node in
          guard let text = node.scalarText else { return node }
          let path = prefix.applied(to: text)
          if path != text { isChanged = true }
          return path == text ? node : Node(.string(path))
        }
        object["paths"] = Node(.array(paths.isEmpty ? [Node(.string(prefix.text))] : new), at: list.place)
        return isChanged && passesWholePath
      } ?? false
    } ?? false
  }

  /// Keeps the prefix from upstreams: at the service where all of its routes need that, else at the routes.
  private func removePrefix(
    for stripping: Set<Int>, of routes: [RouteSelection.Route], in document: inout Node
  ) throws(DiagnosticError) {
    let counterexamples = Set(routes.indices.filter { !stripping.contains($0) }.compactMap { routes[$0].service })
    var served: Set<DocumentPath> = []
    for position in stripping.sorted() {
      let route = routes[position]
      if let service = route.service, !counterexamples.contains(service) {
        guard served.insert(service).inserted else { continue }
        if shortenPath(of: service, in: &document) { continue }
        try PrefixRemoval.add(prefix, to: service, scope: "service", in: &document)
      } else {
        try PrefixRemoval.add(prefix, to: route.path, scope: "route", in: &document)
      }
    }
  }

  /// Whether the path of the service ended with the prefix, so that leaving it out there is enough.
  private func shortenPath(of service: DocumentPath, in document: inout Node) -> Bool {
    document.change(at: service) { node -> Bool in
      guard let path = node["path"]?.string else { return false }
      let whole = path.hasSuffix("/") ? path : path + "/"
      guard whole.hasSuffix(prefix.withSlash) else { return false }
      let rest = whole.dropLast(prefix.withSlash.count) + "/"
      node.changeObject { $0["path"] = Node(.string(String(rest))) }
      return true
    } ?? false
  }
}
