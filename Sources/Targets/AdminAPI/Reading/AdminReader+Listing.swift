package import Documents

/// How a listing ended.
package enum ListingOutcome: Sendable, Equatable {
  /// Every page was delivered; `items` counts what stood on them.
  case complete(items: Int)
  /// The gateway has no such collection (404), or not in its present configuration (400): it is empty, or unknown
  /// where it should be there.
  case unavailable(status: Int)
  /// The collection may not be read (401, 403): what it holds is unknown.
  case forbidden(status: Int)
  /// There are more pages than were asked for.
  case cutShort
}

/// One page of a listing.
package struct ListingPage: Sendable {
  /// The position of the page, from 0.
  package let index: Int
  /// The entities as the gateway wrote them.
  package var items: [Node]
}

extension AdminReader {
  /// Lists a collection, page by page.
  ///
  /// While the caller works on a page, the next one is on its way; the one after that waits, so that at most two are in
  /// memory.
  ///
  /// - Parameters:
  ///   - path: The segments of the collection's path below the workspace.
  ///   - isOpen: Whether the path ends with a slash.
  ///   - tags: Tags that entities must have, all of them; collections below an entity pay no heed to them.
  ///   - query: Further parameters.
  ///   - itemsKey: The key of the list in the answer, where it is part of a larger document; nil for the usual one.
  ///   - pageSize: Entities on a page, 1 to 1,000.
  ///   - maximum: Pages after which the listing is cut short; nil for all.
  ///   - deliver: Takes the pages in their order, one after the other.
  /// - Returns: Whether all was delivered, or the collection is not there, or may not be read.
  /// - Throws: `AdminError` where the listing broke off; pages that were delivered are then not all there is.
  @discardableResult
  package func list(
    _ path: [String], isOpen: Bool = false, tags: [String] = [], query: [(String, String)] = [],
    itemsKey: String? = nil, pageSize: Int = largestPage, upTo maximum: Int? = nil,
    deliver: (inout ListingPage) async -> Void
  ) async throws(AdminError) -> ListingOutcome {
    let size = [("size", String(max(1, min(pageSize, AdminReader.largestPage))))]
    let fixed = size + (tags.isEmpty ? [] : [("tags", tags.joined(separator: ","))]) + query

    var response = try await answer(path, query: fixed, isOpen: isOpen)
    if let outcome = ListingOutcome(refusal: response) { return outcome }
    var offsets: Set<String> = []
    var items = 0
    for index in 0..<AdminReader.maximumPages {
      let foreseen = PageScan.offset(in: response.body)
      let isLast = maximum.map { index + 1 >= $0 } ?? false
      let isNew = !isLast && foreseen.map { !offsets.contains($0) } ?? false
      async let following = isNew ? self.page(path, query: fixed, offset: foreseen, isOpen) : nil
      var (page, offset) = try ListingPage.read(
        response, index: index, itemsKey: itemsKey, mayBeNull: interface.listsMayBeNull)
      items += page.items.count
      await deliver(&page)
      guard let offset else { return .complete(items: items) }
      if isLast { return .cutShort }
      guard offsets.insert(offset).inserted else {
        throw AdminError.unexpectedAnswer(
          status: response.status, reason: "the page after the one at offset '\(offset)' is that one again")
      }
      if offset == foreseen, let next = await following {
        response = try next.get()
      } else {
        response = try await self.page(path, query: fixed, offset: offset, isOpen).get()
      }
    }
    throw AdminError.unexpectedAnswer(
      status: response.status, reason: "the listing has more than \(AdminReader.maximumPages) pages")
  }

  /// Lists a collection into one array; for collections known to be small.
  package func listAll(
    _ path: [String], isOpen: Bool = false, tags: [String] = [], query: [(String, String)] = []
  ) async throws(AdminError) -> (outcome: ListingOutcome, items: [Node]) {
    var items: [Node] = []
    let outcome = try await list(path, isOpen: isOpen, tags: tags, query: query) { items += $0.items }
    return (outcome, items)
  }

  /// Entities on a page at most: the gateway takes no larger size.
  package static let largestPage = 1000
  private static let maximumPages = 1_000_000

  private func page(
    _ path: [String], query: [(String, String)], offset: String?, _ isOpen: Bool
  ) async -> Result<HTTPResponse, AdminError> {
    do {
      return .success(try await answer(path, query: query + (offset.map { [("offset", $0)] } ?? []), isOpen: isOpen))
    } catch {
      return .failure(error)
    }
  }
}

extension ListingOutcome {
  /// What a refused first page says of the whole collection; nil for any other answer.
  ///
  /// A refusal of the request itself (its page size, its tags) has a code; that of a collection has none.
  init?(refusal response: HTTPResponse) {
    switch response.status {
    case 401, 403: self = .forbidden(status: response.status)
    case 404: self = .unavailable(status: response.status)
    case 400 where GatewayRefusal(response).code == nil: self = .unavailable(status: response.status)
    default: return nil
    }
  }
}

extension ListingPage {
  /// Reads a page and the offset of the one after it.
  static func read(
    _ response: HTTPResponse, index: Int, itemsKey: String? = nil, mayBeNull: Bool = false
  ) throws(AdminError) -> (ListingPage, offset: String?) {
    let document = try response.document()
    if let itemsKey {
      guard document.object != nil else {
        throw .unexpectedAnswer(status: response.status, reason: "it is no document with '\(itemsKey)'")
      }
      return (ListingPage(index: index, items: document[itemsKey]?.array ?? []), nil)
    }
    let offset = document["offset"]
    // Some services end a listing with an offset without text.
    let next = offset?.string.flatMap { $0.isEmpty ? nil : $0 }
    // The members of a consumer group stand under a key of their own.
    switch ((document["data"] ?? document["consumers"])?.value, offset?.value) {
    case (_, .some(let value)) where offset?.string == nil && offset?.isNull == false:
      throw .unexpectedAnswer(status: response.status, reason: "the offset of a listing is \(value.kindDescription)")
    case (.array(let items), _):
      return (ListingPage(index: index, items: items), next)
    case (.object(let object), _) where object.isEmpty:
      // Lua cannot tell an empty list from an empty mapping.
      return (ListingPage(index: index, items: []), next)
    case (.null, _) where mayBeNull:
      return (ListingPage(index: index, items: []), next)
    default:
      throw .unexpectedAnswer(status: response.status, reason: "it is no listing: it has no list under 'data'")
    }
  }
}
