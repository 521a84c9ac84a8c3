package import Diagnostics
package import Documents

/// Gives routes the names of hosts.
package struct HostNamespace: Sendable {
  private let hosts: [String]
  private let clearsHosts: Bool
  private let selectors: Selectors

  /// Makes a namespace for the routes that selectors mean, or for all; with `clearsHosts` they lose the hosts they had.
  package init(hosts: [String], clearsHosts: Bool, selectors: Selectors) {
    self.hosts = hosts
    self.clearsHosts = clearsHosts
    self.selectors = selectors
  }

  /// Changes the routes of a document, and tells whether there were any to change; a host that is there is not added again.
  package func apply(to document: inout Node) throws(DiagnosticError) -> Bool {
    let selection = try RouteSelection(document, selectors: selectors)
    for position in selection.selected {
      document.change(at: selection.routes[position].path) { route in
        route.changeObject(change)
      }
    }
    return !selection.selected.isEmpty
  }

  private func change(_ route: inout Object) {
    guard let list = route["hosts"] else {
      if !hosts.isEmpty { route["hosts"] = Node(.array(unique(hosts).map { Node(.string($0)) })) }
      return
    }
    guard let before = list.array else { return }
    let kept = clearsHosts ? [] : before
    let known = Set(kept.compactMap(\.scalarText))
    // Those that are cleared and given again stay as they are written.
    let new = unique(hosts).filter { !known.contains($0) }.map { host in
      before.first { $0.string == host } ?? Node(.string(host))
    }
    route["hosts"] = Node(.array(kept + new), at: list.place)
  }

  private func unique(_ hosts: [String]) -> [String] {
    var seen: Set<String> = []
    return hosts.filter { seen.insert($0).inserted }
  }
}
