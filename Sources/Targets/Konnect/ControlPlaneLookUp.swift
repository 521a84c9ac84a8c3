import Documents

/// Finds a control plane among those of an organization.
enum ControlPlaneLookUp {
  private static let pageSize = 100
  /// An organization has no more pages of control planes than this.
  private static let pageLimit = 1000

  /// The id of the control plane of a name, upper and lower case being different.
  ///
  /// - Throws: A refusal of 404 where there is none.
  static func id(_ name: String, _ region: AdminReader) async throws(AdminError) -> String {
    let found: String?
    if let current = try await search(name, region, current) {
      found = current.id
    } else {
      found = try await search(name, region, older)?.id
    }
    guard let found else {
      throw .refused(GatewayRefusal(status: 404, message: "control plane not found: \(name)"))
    }
    return found
  }

  /// What came of a search that the address has.
  private struct Found {
    var id: String?
  }

  /// How control planes are listed.
  private struct Interface: Sendable {
    var path: [String]
    var query: @Sendable (_ name: String, _ page: Int) -> [(String, String)]
    /// Whether there is a page after one, given how many control planes were seen so far.
    var goesOn: @Sendable (_ answer: Node, _ page: Int, _ seen: Int) -> Bool
  }

  private static let current = Interface(
    path: ["v2", "control-planes"],
    query: { [("filter[name][eq]", $0), ("page[size]", "\(pageSize)"), ("page[number]", "\($1)")] },
    goesOn: { answer, _, seen in isBefore(answer["meta"]?["page"]?["total"], seen, answer) })

  private static let older = Interface(
    path: ["konnect-api", "api", "runtime_groups"],
    query: { [("size", "\(pageSize)"), ("page", "\($1)")] },
    goesOn: { answer, page, _ in isBefore(answer["pageCount"], page, answer) })

  /// Whether there is more than was seen so far; a full page that does not tell how much there is may not be the last one.
  private static func isBefore(_ end: Node?, _ seen: Int, _ answer: Node) -> Bool {
    if let end = end?.integer { return seen < end }
    guard let items = answer["data"]?.array else { return false }
    return items.count >= pageSize
  }

  /// Goes through the pages; nil where the address does not have the path.
  private static func search(
    _ name: String, _ region: AdminReader, _ interface: Interface
  ) async throws(AdminError) -> Found? {
    var seen = 0
    for page in 1...pageLimit {
      let query = interface.query(name, page)
      guard let answer = try await region.getIfPresent(interface.path, query: query) else { return nil }
      guard let items = answer["data"]?.array else {
        throw .unexpectedAnswer(status: 200, reason: "it is no list of control planes: it has no list under 'data'")
      }
      // A filter may not be heeded.
      for item in items where item["name"]?.string == name {
        guard let id = item["id"]?.string, !id.isEmpty else { continue }
        return Found(id: id)
      }
      seen += items.count
      guard !items.isEmpty, interface.goesOn(answer, page, seen) else { break }
    }
    return Found(id: nil)
  }
}
