import Testing

@testable import Documents

struct RegularExpressionTests {
  @Test(
    "An expression is found in the first text and not in the second",
    arguments: [
      ("^https$", "https", "https:"), ("a|bc", "xbcx", "b"), ("^(?:ab)+$", "abab", "aba"), ("^a{2,3}$", "aaa", "aaaa"),
      ("^a{2,}$", "aaaaa", "a"), ("^a{2}$", "aa", "a"), ("^a{,2}$", "a{,2}", "aa"), ("x*?y", "xxy", "xx"),
      (#"^\d+\.\d$"#, "12.5", "12x5"), (#"^\w+$"#, "a_1", "a-1"), (#"^\S+\s\S+$"#, "a b", "ab"),
      ("^[a-c-]+$", "a-c", "d"), ("^[^a-c]$", "d", "a"), ("^[]x]$", "]", "y"), (#"^[\d.]+$"#, "1.2", "a"),
      ("^[[:upper:]]+$", "ABC", "abc"), ("^[[:^digit:]]$", "x", "5"), (#"^\p{Lu}\pL+$"#, "Ünal", "ünal"),
      (#"^\P{L}$"#, "5", "a"), ("(?i)^straße$", "STRAßE", "strasse"), ("(?i:A)b", "ab", "aB"), ("^.$", "😀", "\n"),
      ("(?s)^.$", "\n", "ab"), ("(?m)^b$", "a\nb\nc", "abc"), (#"\bcat\b"#, "a cat.", "cats"), (#"\Bat"#, "cat", "at"),
      (#"^\x41\x{1F600}$"#, "A😀", "A"), (#"\Qa.b\E"#, "a.b", "axb"), (#"^\$\{\{$"#, "${{", "$"),
      ("(?P<word>x)y", "xy", "yx"), ("(?<word>x)y", "xy", "yx"), (#"\Aab\z"#, "ab", "ab\n"), (#"^\012$"#, "\n", "n"),
    ])
  func found(pattern: String, match: String, other: String) throws {
    let expression = try RegularExpression(pattern)
    #expect(expression.isFound(in: match))
    #expect(!expression.isFound(in: other))
  }

  @Test("A whole match leaves nothing before and after")
  func whole() throws {
    let expression = try RegularExpression("a|ab")
    #expect(expression.matchesWhole("ab"))
    #expect(!expression.matchesWhole("abc"))
    #expect(!expression.matchesWhole("xa"))
    #expect(try RegularExpression("").matchesWhole(""))
  }

  @Test(
    "What is wrong is said as users of RE2 know it",
    arguments: [
      ("^(?!x", "invalid or unsupported Perl syntax: `(?!`"), ("(?=x)", "invalid or unsupported Perl syntax: `(?=`"),
      ("(a", "missing closing ): `(a`"), ("a)", "unexpected ): `a)`"), ("[a", "missing closing ]: `[a`"),
      ("x[z-a]", "invalid character class range: `z-a`"), ("*a", "missing argument to repetition operator: `*`"),
      ("a**", "invalid nested repetition operator: `**`"), ("a{1001}", "invalid repeat count: `{1001}`"),
      ("(a{100}){100}", "invalid repeat count: `{100}`"), (#"\y"#, #"invalid escape sequence: `\y`"#),
      (#"(a)\1"#, #"invalid escape sequence: `\1`"#), ("a\\", "trailing backslash at end of expression: ``"),
      ("(?P<a", "invalid named capture: `(?P<a`"), ("[[:nosuch:]]", "invalid character class range: `[:nosuch:]`"),
      (#"\p{Nosuch}"#, #"invalid character class range: `\p{Nosuch}`"#),
    ])
  func faults(pattern: String, message: String) {
    #expect {
      try RegularExpression(pattern)
    } throws: { error in
      (error as? RegularExpressionError)?.description == message
    }
  }

  @Test("A text that other engines try in all ways takes no more than its length")
  func linear() throws {
    let text = String(repeating: "a", count: 20_000)
    #expect(try !RegularExpression("^(a+)+$").isFound(in: text + "b"))
    #expect(try RegularExpression("^(a|aa)*$").matchesWhole(text))
  }
}
