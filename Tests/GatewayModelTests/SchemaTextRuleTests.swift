import Documents
@testable import GatewayRules
@testable import GatewaySchemas
import Testing

@testable import Comparison
@testable import GatewayModel

/// The rules on single texts, on inputs around their edges.
struct SchemaTextRuleTests {
  @Test(arguments: [
    ("^[a-z]+$", "abc", true), ("^[a-z]+$", "abC", false), ("b", "abc", true), ("^b", "abc", false),
    ("%d%d?%.", "x12.", true), ("^%u+$", "GET", true), ("^%u+$", "Get", false), ("^a-b$", "aaab", true),
    ("^[^*]*%*?[^*]*$", "a*b", true), ("^[^*]*%*?[^*]*$", "a*b*c", false), ("^[%w%-_]+$", "a-b_1", true),
    ("^[%w%-_]+$", "a.b", false), ("[]]", "a]", true), ("^[^]]$", "]", false), ("%f[%a]b", "a b", true),
    ("%f[%a]b", "ab", false), ("%b()", "f(a(b)c)", true), ("%b()", "f(a(b", false), ("^(a)(b)$", "ab", true),
    ("^%%$", "%", true), ("a$", "a$", false), ("^[a-z][a-z%d-]-[a-z%d]+$", "my-env", true),
    ("^[a-z][a-z%d-]-[a-z%d]+$", "my-", false), ("[", "[", false), ("%", "%", false), ("", "", true),
  ])
  func luaPatterns(_ pattern: String, _ text: String, _ matches: Bool) {
    #expect(LuaPattern(pattern).matches(text) == matches)
  }

  @Test func aPatternThatNeverEndsDoesNotMatch() {
    let text = String(repeating: "a", count: 5000)
    #expect(!LuaPattern("(.-)*(.-)*(.-)*(.-)*b$").matches(text))
  }

  @Test(
    arguments: [
      ("/a", nil), ("a(b)c", nil), ("[a-z]+", nil), ("[]a]", nil), ("a{2,3}", nil), ("a{x", nil), ("(?i)a", nil),
      ("(?<n>a)", nil), ("(?P<n>a)", nil), ("[[:alpha:]]", nil), ("(?:a|b)*?", nil),
      ("[a", "missing terminating ] for character class"), ("[z-a]", "range out of order in character class"),
      ("(a", "missing closing parenthesis"), ("a)", "unmatched closing parenthesis"), ("\\", "\\ at end of pattern"),
      ("*a", "quantifier does not follow a repeatable item"), ("a|*", "quantifier does not follow a repeatable item"),
      ("a{3,2}", "numbers out of order in {} quantifier"),
      ("(?<1a>b)", "syntax error in subpattern name (missing terminator?)"),
      ("(?y)", "unrecognized character after (? or (?-"),
    ] as [(String, String?)])
  func regularExpressions(_ expression: String, _ problem: String?) {
    #expect(RegexSyntax.problem(in: expression) == problem)
  }

  @Test(arguments: [
    ("^/a$", true), ("a(?=b)", false), ("a(?<!b)", false), ("(a)\\1", false), ("a++", false), ("(?>a)", false),
    ("(?<n>a)", true),
  ])
  func theRouterKnowsLess(_ expression: String, _ isKnown: Bool) {
    #expect(RegexSyntax.problem(in: expression) == nil)
    #expect((RegexSyntax.routerProblem(in: expression) == nil) == isKnown)
  }

  @Test(
    arguments: [
      ("example.test", "example.test", nil), ("example.test:80", "example.test", 80), ("10.1.2.3", "10.1.2.3", nil),
      ("10.1.2.3:9", "10.1.2.3", 9), ("::1", "[0000:0000:0000:0000:0000:0000:0000:0001]", nil),
      ("[FE80::1:2]:443", "[fe80:0000:0000:0000:0000:0000:0001:0002]", 443), ("a_b-c.d", "a_b-c.d", nil),
      ("1:2:3:4:5:6:7:8", "[0001:0002:0003:0004:0005:0006:0007:0008]", nil),
    ] as [(String, String, Int?)])
  func hosts(_ text: String, _ host: String, _ port: Int?) throws {
    let parsed = try HostName(text)
    #expect(parsed.host == host)
    #expect(parsed.port == port)
  }

  @Test(arguments: [
    "", "a b", "a..b", "-.", "a-", "a/b", "256.1.1.1", "1.2.3", "1.2.3.4.5", "1.2.3.4:x", "a:70000", "10.0.0.1:70000",
    "1::2::3", "[::1", "[::1]x", "g::1", "12345::", ".", ":80",
  ])
  func whatIsNoHost(_ text: String) {
    #expect(throws: HostName.Problem.self) { try HostName(text) }
  }

  @Test(
    arguments: [
      ("https://u:p@h.test:8443/p/q?x=1#f", "https", "h.test", "8443", "/p/q"), ("h.test/p", nil, nil, nil, "h.test/p"),
      ("http://[::1]:80", "http", "::1", "80", nil), ("grpc://h", "grpc", "h", nil, nil), ("", nil, nil, nil, nil),
      ("//h/x", nil, "h", nil, "/x"),
    ] as [(String, String?, String?, String?, String?)])
  func urls(_ text: String, _ scheme: String?, _ host: String?, _ port: String?, _ path: String?) {
    let parts = URLParts(text)
    #expect(parts.scheme == scheme)
    #expect(parts.host == host)
    #expect(parts.port == port)
    #expect(parts.path == path)
  }

  @Test(arguments: [
    "", "return 1", "local a, b = 1, 'x'", "for i = 1, 2 do print(i) end",
    "if a then b() elseif c then d = 1 else e() end",
    "local function f(...) return ... end", "t = { 1, a = 2, [3] = 'x'; f = function() end }", "a.b:c 'x' { }",
    "x = not -#a .. b ^ 2 == c and d or e", "-- note\nkong.log(\"a\")", "--[[ long\n ]] x = [==[ ]] ]==]",
    "repeat local x = f() until x", "while true do break end", "goto l ::l::", "x = 0x1F + 1e3 + .5 + 2.",
    "return function() end",
  ])
  func luaPrograms(_ source: String) {
    #expect(LuaSyntax.problem(in: source)?.message == nil)
  }

  @Test(arguments: [
    ("x = ", 1, "unexpected symbol near '<eof>'"), ("local x\nlocal 1", 2, "<name> expected near '<number>'"),
    ("if a then", 1, "'end' expected near '<eof>'"), ("f(", 1, "unexpected symbol near '<eof>'"),
    ("a", 1, "unexpected symbol near '<eof>'"), ("f() = 1", 1, "unexpected symbol near '='"),
    ("x = 'a\n'", 1, "unfinished string near '<string>'"), ("end", 1, "'<eof>' expected near 'end'"),
    ("x = 12ab", 1, "malformed number near '12ab'"), ("!", 1, "unexpected symbol near '!'"),
  ])
  func whatIsNoLuaProgram(_ source: String, _ line: Int, _ message: String) {
    let problem = LuaSyntax.problem(in: source)
    #expect(problem?.line == line)
    #expect(problem?.message == message)
  }

  @Test func deepSourcesAreRefusedNotFollowed() {
    let source = "return " + String(repeating: "(", count: 100_000)
    #expect(LuaSyntax.problem(in: source)?.message == "chunk has too many syntax levels")
  }

  @Test(arguments: [
    ("/a//b/../c", "/a/c"), ("/a/./b/", "/a/b/"), ("/%7Ea%2fb", "/~a%2Fb"), ("/a/..", "/"), ("/a.b", "/a.b"),
    ("/", "/"),
  ])
  func normalForms(_ path: String, _ normal: String) {
    #expect(PathNormalForm.of(path) == normal)
  }

  @Test(arguments: [
    (0.12345678901234567, "0.12345678901235"), (1, "1"), (-0.5, "-0.5"), (1e20, "1e+20"), (0.1, "0.1"),
    (12345678.123456789, "12345678.123457"),
  ])
  func numbersHaveFourteenDigits(_ number: Double, _ text: String) {
    #expect(LuaNumber.text(number) == text)
  }

  @Test(
    arguments: [
      ("a0000000-0000-4000-8000-00000000000F", "a0000000-0000-4000-8000-00000000000f"), ("x", nil),
      ("a0000000-0000-4000-8000-00000000000", nil), ("a0000000-0000-4000-8000-00000000000f0", nil),
      ("a0000000x0000-4000-8000-00000000000f", nil),
    ] as [(String, String?)])
  func ids(_ text: String, _ canonical: String?) {
    #expect(UniqueID(text)?.description == canonical)
  }

  @Test func randomIDsAreOfTheirVersionAndAllDifferent() {
    let texts = UniqueID.random(1000).map(\.description)
    #expect(Set(texts).count == 1000)
    for text in texts {
      let parts = text.split(separator: "-")
      #expect(parts.map(\.count) == [8, 4, 4, 4, 12] && UniqueID(text)?.description == text)
      #expect(parts[2].first == "4" && "89ab".contains(parts[3].first ?? " "), "\(text)")
    }
    #expect(UniqueID.random(0).isEmpty)
  }
}
