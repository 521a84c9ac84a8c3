import Documents
import GatewayModel

/// One page of a listing.
struct Listing {
  /// The entities to choose from.
  let ids: SortedIDs
  let kind: String
  /// The path under which the next page is.
  let path: String
  /// Whether the listing filters by tags and repeats size and tags in the address of the next page.
  let isTop: Bool

  private static let defaultSize = 100
  private static let maximumSize = 1000

  func response(to request: AdminRequest, from store: Store) throws(SandboxRefusal) -> AdminResponse {
    let size = try Self.size(request)
    let start = try Self.offset(request)
    let filter = isTop ? try TagFilter(request.parameter("tags")) : nil
    var body = Array("{\"data\":[".utf8)
    var taken = 0
    var last: UniqueID?
    var hasMore = false
    ids.forEach(after: start) { id in
      guard let row = store.row(kind, id), filter?.accepts(row.tags) ?? true else { return true }
      if taken == size {
        hasMore = true
        return false
      }
      if taken > 0 { body.append(UInt8(ascii: ",")) }
      body += store.presented(kind, id)
      taken += 1
      last = id
      return true
    }
    body += Array("]".utf8)
    if hasMore, let last {
      let offset = Base64.encoded(Array("[\"\(last)\"]".utf8), isPadded: false)
      var next = "\(path)?offset=\(PercentEncoding.encoded(offset))"
      if isTop {
        if let tags = request.parameter("tags") { next += "&tags=\(PercentEncoding.encoded(tags))" }
        if let size = request.parameter("size") { next += "&size=\(PercentEncoding.encoded(size))" }
      }
      body += Array(",\"offset\":\"\(offset)\",\"next\":".utf8)
      JSONWriter.append(string: next, to: &body)
      body.append(UInt8(ascii: "}"))
    } else {
      body += Array(",\"next\":null}".utf8)
    }
    return .json(200, bytes: body)
  }

  /// The page's size that a request asks for.
  static func size(_ request: AdminRequest) throws(SandboxRefusal) -> Int {
    guard let text = request.parameter("size") else { return defaultSize }
    guard let number = Double(text) else { throw .size("size must be a number") }
    guard let size = Int(exactly: number), (1...maximumSize).contains(size) else {
      throw .size("size must be an integer between 1 and \(maximumSize)")
    }
    return size
  }

  private static func offset(_ request: AdminRequest) throws(SandboxRefusal) -> UniqueID? {
    guard let text = request.parameter("offset") else { return nil }
    guard let bytes = Base64.decoded(text, .any) else { throw .offset(text, "bad base64 encoding") }
    guard let node = try? JSONReader.read(bytes) else { throw .offset(text, "bad json encoding") }
    guard let id = node.array?.first?.string.flatMap(UniqueID.init) else { throw .offset(text, "bad value") }
    return id
  }
}

/// The tags that a listing asks for: all of `a,b`, any of `a/b`.
struct TagFilter {
  private let tags: [String]
  private let needsAll: Bool

  private static let maximumTags = 5

  /// Nil where no tags are asked for.
  init?(_ text: String?) throws(SandboxRefusal) {
    guard let text else { return nil }
    guard !text.isEmpty else { throw .tags("cannot be null") }
    let commas = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let slashes = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard commas.count == 1 || slashes.count == 1 else { throw .tags("invalid filter syntax") }
    self.needsAll = slashes.count == 1
    self.tags = needsAll ? commas : slashes
    let isValid = tags.allSatisfy { tag in !tag.isEmpty && tag.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }
    guard isValid else { throw .tags("invalid filter syntax") }
    guard tags.count <= Self.maximumTags else { throw .tags("maximum of \(Self.maximumTags) tags") }
  }

  func accepts(_ own: [String]) -> Bool {
    needsAll ? tags.allSatisfy(own.contains) : tags.contains(where: own.contains)
  }
}
