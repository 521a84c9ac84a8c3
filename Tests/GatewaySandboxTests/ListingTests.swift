import Documents
import Testing

/// Pages, offsets and filters.
struct ListingTests {
  private func fill(_ connection: HTTPConnection, _ count: Int) async throws {
    for index in 0..<count {
      let tags: Node = ["all", Node(.string(index % 2 == 0 ? "even" : "odd"))]
      try await connection.expect(
        201, "POST", "/consumers", ["username": Node(.string("c\(index)")), "tags": tags])
    }
  }

  @Test func pagesFollowEachOtherInTheOrderOfTheIDs() async throws {
    try await withSandbox { connection, _ in
      try await fill(connection, 7)
      var ids: [String] = []
      var path: String? = "/consumers?size=3&tags=all"
      var pages = 0
      while let current = path {
        let page = try await connection.expect(200, "GET", current)
        ids += page.ids
        path = page["next"]?.string
        #expect((page["offset"] == nil) == (path == nil))
        if let path { #expect(path.contains("&tags=all&size=3")) }
        pages += 1
      }
      #expect(pages == 3)
      #expect(ids.count == 7)
      #expect(ids == ids.sorted())
      #expect(Set(ids).count == 7)
    }
  }

  @Test(arguments: [
    ("tags=even", 4), ("tags=odd", 3), ("tags=all,odd", 3), ("tags=even/odd", 7), ("tags=even,odd", 0), ("size=2", 2),
  ])
  func filtersChoose(_ query: String, _ count: Int) async throws {
    try await withSandbox { connection, _ in
      try await fill(connection, 7)
      #expect(try await connection.expect(200, "GET", "/consumers?\(query)").ids.count == count)
    }
  }

  @Test(arguments: [
    ("size=0", 9, "size must be an integer between 1 and 1000"),
    ("size=1.5", 9, "size must be an integer between 1 and 1000"),
    ("size=x", 9, "size must be a number"), ("offset=%21", 7, "'!' is not a valid offset: bad base64 encoding"),
    ("offset=abcd", 7, "'abcd' is not a valid offset: bad json encoding"),
    ("tags=", 11, "invalid option (tags: cannot be null)"),
    ("tags=a/b,c", 11, "invalid option (tags: invalid filter syntax)"),
    ("tags=a,b,c,d,e,f", 11, "invalid option (tags: maximum of 5 tags)"),
    ("tags=a,,b", 11, "invalid option (tags: invalid filter syntax)"),
  ])
  func badParametersAreRefused(_ query: String, _ code: Int, _ message: String) async throws {
    try await withSandbox { connection, _ in
      let answer = try await connection.expect(400, "GET", "/services?\(query)")
      #expect(answer["code"]?.integer == code)
      #expect(answer["message"]?.string == message)
    }
  }

  @Test func nestedListingsForgetSizeAndTags() async throws {
    try await withSandbox { connection, _ in
      try await connection.expect(201, "POST", "/consumers", ["username": "a b"])
      for _ in 0..<3 { try await connection.expect(201, "POST", "/consumers/a%20b/key-auth", [:]) }
      let page = try await connection.expect(200, "GET", "/consumers/a%20b/key-auth?size=2&tags=none")
      #expect(page.ids.count == 2)
      let next = try #require(page["next"]?.string)
      #expect(next.hasPrefix("/consumers/a%20b/key-auth?offset="))
      #expect(!next.contains("size"))
      #expect(try await connection.expect(200, "GET", next).ids.count == 1)
    }
  }

  @Test func tagsAreListedOverAllKinds() async throws {
    try await withSandbox { connection, _ in
      try await connection.expect(201, "POST", "/services", ["name": "s", "host": "h", "tags": ["one", "two"]])
      try await connection.expect(201, "POST", "/vaults", ["name": "env", "prefix": "my-v", "tags": ["two"]])
      let all = try await connection.expect(200, "GET", "/tags")
      #expect(all["data"]?.array?.count == 3)
      let two = try await connection.expect(200, "GET", "/tags/two")
      #expect(Set((two["data"]?.array ?? []).compactMap { $0["entity_name"]?.string }) == ["services", "sm_vaults"])
      var seen = 0
      var path: String? = "/tags?size=1"
      while let current = path {
        let page = try await connection.expect(200, "GET", current)
        seen += page["data"]?.array?.count ?? 0
        path = page["next"]?.string
      }
      #expect(seen == 3)
    }
  }
}
