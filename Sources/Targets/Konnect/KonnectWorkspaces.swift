import Documents
package import Reconciliation

extension KonnectReader {
  /// Whether the workspace exists.
  package func hasWorkspace() async throws(TargetError) -> Bool {
    guard let workspace else { return true }
    return try await inWorkspace(nil).ask { (reader) async throws(AdminError) in
      try await reader.getIfPresent(["workspaces", workspace]) != nil
    }
  }

  /// The names of all workspaces, sorted.
  package func workspaces() async throws(TargetError) -> [String] {
    try await inWorkspace(nil).ask { (reader) async throws(AdminError) in
      let items = try await KonnectReader.listed(reader)
      return items.compactMap { $0["name"]?.string }.sorted()
    }
  }

  /// A control plane has no more pages of workspaces than this.
  private static let pageLimit = 1000

  /// Lists at a path that ends with a slash, as decK does or, where there is no such, without.
  private static func listed(_ reader: AdminReader) async throws(AdminError) -> [Node] {
    var items: [Node] = []
    var query = [("size", "\(AdminReader.largestPage)")]
    for index in 0..<pageLimit {
      let target = try reader.target(["workspaces"], query: query).replacing("?", with: "/?", maxReplacements: 1)
      let response = try await reader.send(HTTPRequest(method: .get, target: target))
      if response.status == 404, index == 0 {
        return try await reader.get(["workspaces"], query: query)["data"]?.array ?? []
      }
      let (page, offset) = try ListingPage.read(response, index: index)
      items += page.items
      guard let offset else { break }
      query = [query[0], ("offset", offset)]
    }
    return items
  }
}
