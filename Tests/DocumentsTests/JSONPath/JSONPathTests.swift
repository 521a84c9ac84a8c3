import Diagnostics
import Testing

@testable import Documents

/// Paths over one document, each with the ways to the values that it means.
struct JSONPathTests {
  private static let document = """
    services:
    - name: orders
      port: 80
      tags: [shop, internal]
      routes:
      - {name: list, paths: [/orders], strip_path: false}
      - {name: item, paths: ['/orders/1', '/orders/2']}
    - name: billing
      port: 443
      url: https://billing.example.internal
      routes: []
    plugins:
    - {name: cors, enabled: false}
    - {name: ai-proxy, config: {model: {name: gpt, options: {max_tokens: 4096}}}}
    größe: 1
    x-note: null
    nested: {a: {b: {a: {b: 5}}}}
    mixed: [1, 1.0, '1', true, null, [1], {k: 1}]
    """

  private static func tree() throws -> Node {
    var diagnostics = DiagnosticCollector()
    return try #require(
      YAMLReader.read(Array(document.utf8), source: .none, diagnostics: &diagnostics).first)
  }

  private static func select(_ path: String) throws -> [String] {
    try JSONPath(parsing: path).select(in: tree()).map(\.description)
  }

  @Test(
    "A path means these values",
    arguments: [
      ("$", [""]),
      ("$.services[*].name", ["services[0].name", "services[1].name"]),
      ("$['services'][0][\"name\"]", ["services[0].name"]),
      ("$.services[-1].name", ["services[1].name"]),
      ("$.services[-3]", []),
      ("$.services[2]", []),
      ("$.services[0:1].name", ["services[0].name"]),
      ("$.services[::-1].name", ["services[1].name", "services[0].name"]),
      ("$.mixed[1:6:2]", ["mixed[1]", "mixed[3]", "mixed[5]"]),
      ("$.mixed[5:1:-2]", ["mixed[5]", "mixed[3]"]),
      ("$.mixed[-2:]", ["mixed[5]", "mixed[6]"]),
      ("$.mixed[0,0,2]", ["mixed[0]", "mixed[2]"]),
      ("$.services[0]['port','name']", ["services[0].port", "services[0].name"]),
      ("$..routes[*].name", ["services[0].routes[0].name", "services[0].routes[1].name"]),
      ("$..['max_tokens']", ["plugins[1].config.model.options.max_tokens"]),
      ("$..a", ["nested.a", "nested.a.b.a"]),
      ("$.nested..b", ["nested.a.b", "nested.a.b.a.b"]),
      ("$.plugins[*].*", ["plugins[0].name", "plugins[0].enabled", "plugins[1].name", "plugins[1].config"]),
      ("$.größe", ["größe"]),
      ("$.x-note", ["x-note"]),
      ("$.missing.deeper", []),
      ("$.['plugins'][0]", ["plugins[0]"]),
      ("$ .services [ 0 ] .name", ["services[0].name"]),
    ])
  func values(path: String, expected: [String]) throws {
    #expect(try Self.select(path) == expected)
  }

  @Test(
    "A filter lets these values pass",
    arguments: [
      ("$.services[?(@.name=='orders')].port", ["services[0].port"]),
      ("$.services[?@.name=='billing'].port", ["services[1].port"]),
      ("$.services[?@.url]", ["services[1]"]),
      ("$.services[?!@.url].name", ["services[0].name"]),
      ("$.services[?(@.port > 80 && @.port <= 443)].name", ["services[1].name"]),
      ("$.services[?(@.port < 80 || !(@.port < 443))].name", ["services[1].name"]),
      ("$.services[?@.missing == @.absent].name", ["services[0].name", "services[1].name"]),
      ("$.services[?@.name < 'c'].name", ["services[1].name"]),
      ("$.mixed[?@ == 1]", ["mixed[0]", "mixed[1]"]),
      ("$.mixed[?@ == '1']", ["mixed[2]"]),
      ("$.mixed[?@ == null]", ["mixed[4]"]),
      ("$.mixed[?@ == true]", ["mixed[3]"]),
      ("$.mixed[?@ >= 1.0e0]", ["mixed[0]", "mixed[1]"]),
      ("$.services[?@.routes[?@.strip_path == false]].name", ["services[0].name"]),
      ("$.services[?length(@.routes) == 2].name", ["services[0].name"]),
      ("$.services[?length(@.name) == 7].name", ["services[1].name"]),
      ("$.services[?count(@.routes[*]) < 1].name", ["services[1].name"]),
      ("$.services[?value(@..strip_path) == false].name", ["services[0].name"]),
      ("$.services[?match(@.name, 'b.*g')].name", ["services[1].name"]),
      ("$.services[?match(@.name, 'rder')].name", []),
      ("$.services[?search(@.name, 'rder')].name", ["services[0].name"]),
      ("$.services[?search(@.port, '8')].name", []),
      ("$.services[?search(@.name, '(')].name", []),
      ("$.services[?@.port == $.services[1].port].name", ["services[1].name"]),
      ("$.plugins[?@.config.model.options.max_tokens >= 4096].name", ["plugins[1].name"]),
      ("$[?@property == 'plugins'][0].name", ["plugins[0].name"]),
      ("$.services[?@index == 1].name", ["services[1].name"]),
      ("$.mixed[?isString(@)]", ["mixed[2]"]),
      ("$.mixed[?isNumber(@) && !isInteger(@)]", ["mixed[1]"]),
      ("$.plugins[?@path == \"$['plugins'][1]\"].name", ["plugins[1].name"]),
    ])
  func filters(path: String, expected: [String]) throws {
    #expect(try Self.select(path) == expected)
  }

  @Test("A parent is what holds a value")
  func parents() throws {
    #expect(
      try Self.select("$..routes[?(@.name=='item')]^^")
        == ["services[0]"])
    #expect(try Self.select("$^").isEmpty)
  }

  @Test("A name stands for the key, and is no value to change")
  func names() throws {
    let tree = FlatTree(try Self.tree())
    let path = try JSONPath(parsing: "$.nested.*~")
    let matches = try path.matches(in: tree)
    #expect(matches.map { tree.member($0.position)?.key } == ["a"])
    #expect(matches.map(\.isName) == [true])
    let found = try path.select(in: tree)
    #expect(found.isEmpty)
  }

  @Test(
    "A path may begin without a dollar sign",
    arguments: [
      ("services[*].name", ["services[0].name", "services[1].name"]), ("..routes[0]", ["services[0].routes[0]"]),
      (".größe", ["größe"]), ("['x-note']", ["x-note"]), ("*~^", [String]()),
    ])
  func withoutDollar(path: String, expected: [String]) throws {
    #expect(try Self.select(path) == expected)
  }

  @Test(
    "What is no path is refused with the column concerned",
    arguments: [
      ("", 1), ("$.", 3), ("$.services[", 12), ("$.[", 4), ("$..[", 5), ("$.services[?]", 13), ("$.a b", 4), ("$a", 2),
      ("$.a[01]", 5), ("$.a[-0]", 5), ("$.a[9007199254740992]", 5), ("$.a['x]", 8), (#"$['\d']"#, 4),
      ("$.a[?@.b==]", 11), ("$.a[?@.b[*]==1]", 6), ("$.a[?(@.b]", 10), ("$.a[?true]", 6), ("$.a[?nosuch(@)]", 6),
      ("$.a[?length(@)]", 6), ("$.a[?match(@.b)]", 6), ("$.a[?count(1)>0]", 12), ("$.a[?@.b==x]", 11),
      ("$.a[x]", 5), ("$.1", 3), ("$.a[(@.length-1)]", 5), ("$.a[?match(@,'x')==true]", 6), ("$.a[]", 5),
    ])
  func refusals(path: String, column: Int) {
    #expect {
      try JSONPath(parsing: path)
    } throws: { error in
      (error as? JSONPathError)?.column == column
    }
  }

  @Test("Brackets may not nest without end")
  func depth() {
    let filter = String(repeating: "[?@", count: 5000) + String(repeating: "]", count: 5000)
    #expect(throws: JSONPathError.self) { try JSONPath(parsing: "$" + filter) }
    let parentheses = String(repeating: "(", count: 100_000)
    #expect(throws: JSONPathError.self) { try JSONPath(parsing: "$[?" + parentheses) }
  }

  @Test("A search that would not end is given up")
  func costs() throws {
    let items = Node(.array(Array(repeating: Node(.integer(1)), count: 20_000)))
    let path = try JSONPath(parsing: "$[?count($..*) > 1]")
    #expect(throws: JSONPathError.self) { try path.select(in: items) }
  }
}
