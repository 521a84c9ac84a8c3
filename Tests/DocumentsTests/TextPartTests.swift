import Documents
import Testing

/// Bytes, addresses and URLs as texts: what a parser made for something else would take is refused.
@Suite struct TextPartTests {
  @Test(arguments: [
    ("", ""), ("Zg==", "f"), ("Zg", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9v\r\nYmFy", "foobar"),
    (" Zm 9v\t", "foo"), ("Zm9vYg==\n", "foob"),
  ]) func base64IsRead(_ text: String, _ bytes: String) { #expect(Base64.text(text) == bytes) }

  @Test(arguments: ["Z", "Zm9vY", "Zg===", "Zg=A", "=Zg", "Zm9v!", "Zm9v-_", "Zm\u{A0}9v", "Ｚg=="])
  func whatIsNoBase64(_ text: String) { #expect(Base64.decoded(text) == nil) }

  @Test func theAlphabetOfAddressesIsAskedFor() {
    #expect(Base64.decoded("-_-_", .any) == Base64.decoded("+/+/"))
    #expect(Base64.decoded("-_-_") == nil)
    // Bytes that are no text.
    #expect(Base64.decoded("/w") == [255] && Base64.text("/w") == nil)
  }

  @Test func bytesComeBack() {
    for count in 0..<70 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
      for (isPadded, columns) in [(true, nil), (false, nil), (true, 64), (true, 5)] as [(Bool, Int?)] {
        let text = Base64.encoded(bytes, isPadded: isPadded, columns: columns)
        #expect(Base64.decoded(text) == bytes)
        #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count <= columns ?? .max })
        #expect(isPadded == (text.utf8.count { $0 != 0x0A }.isMultiple(of: 4)) || count.isMultiple(of: 3))
      }
    }
  }

  @Test(arguments: [
    ("::", "0000:0000:0000:0000:0000:0000:0000:0000"), ("::1", "0000:0000:0000:0000:0000:0000:0000:0001"),
    ("1::", "0001:0000:0000:0000:0000:0000:0000:0000"), ("2001:DB8::A:b", "2001:0db8:0000:0000:0000:0000:000a:000b"),
    ("1:2:3:4:5:6:7:8", "0001:0002:0003:0004:0005:0006:0007:0008"),
    ("1::3:4:5:6:7:8", "0001:0000:0003:0004:0005:0006:0007:0008"),
  ]) func anAddressIsWrittenOut(_ text: String, _ whole: String) {
    #expect(IPv6Address(text[...], takesDottedEnd: false)?.text == whole)
  }

  @Test(arguments: [
    "", ":", ":::", "1", "::+1f", "::-1", ":: 1", "::12345", "::g", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7:8::", "1:", ":1", "1:2:3:4:5:6:7:", "[::1]", "::1%eth0", "::1.2.3", "::1.2.3.256", "::1.2.3.+4",
    "::1.2.3.4.5", "1.2.3.4::", "1.2.3.4:1::", "::１",
  ]) func whatIsNoAddress(_ text: String) {
    for takesDottedEnd in [true, false] { #expect(IPv6Address(text[...], takesDottedEnd: takesDottedEnd) == nil) }
  }

  @Test func anAddressMayEndAsTheOlderOnesDo() {
    let text = "::ffff:10.0.0.255"
    #expect(IPv6Address(text[...], takesDottedEnd: true)?.text == "0000:0000:0000:0000:0000:ffff:0a00:00ff")
    #expect(IPv6Address(text[...], takesDottedEnd: false) == nil)
  }

  @Test func aURLIsTakenApart() {
    let url = URLParts("HTTPS://user:pa:ss@[2001:db8::1]:8443/a b?q=1#f?/")
    #expect(url.scheme == "https" && url.host == "2001:db8::1" && url.isBracketed && url.port == "8443")
    #expect(url.path == "/a b" && url.query == "q=1" && url.fragment == "f?/")
    #expect(URLParts("//h:1").host == "h" && URLParts("//h:1").scheme == nil)
    #expect(URLParts("h.example/x").host == nil && URLParts("h.example/x").path == "h.example/x")
    #expect(URLParts("http://[::1").isBracketed == false)
    #expect(URLParts("").path == nil)
  }

  @Test(arguments: [
    ("", ""), ("a b", "a b"), ("%41%62%7e", "Ab~"), ("%C3%a9", "é"), ("%2525", "%25"), ("a%00b", "a\0b"), ("+", "+"),
    ("%ff", "\u{FFFD}"), ("%C3x", "\u{FFFD}x"), ("é%20", "é "),
  ]) func escapesAreUndone(_ text: String, _ decoded: String) {
    #expect(PercentEncoding.decoded(text) == decoded)
    #expect(PercentEncoding.lenientlyDecoded(text) == decoded)
    #expect(PercentEncoding.unsoundEscape(in: text) == nil)
  }

  @Test(arguments: [
    ("%", "%", "%"), ("%2", "%2", "%2"), ("a%g1", "a%g1", "%g1"), ("%1g", "%1g", "%1g"), ("%%41", "%A", "%%4"),
    ("%41%", "A%", "%"), ("% 1", "% 1", "% 1"), ("%+1", "%+1", "%+1"), ("%é1", "%é1", "%é1"), ("%４1", "%４1", "%４1"),
  ]) func whatIsNoEscape(_ text: String, _ lenient: String, _ unsound: Substring) {
    #expect(PercentEncoding.decoded(text) == nil)
    #expect(PercentEncoding.lenientlyDecoded(text) == lenient)
    #expect(PercentEncoding.unsoundEscape(in: text) == unsound)
  }

  @Test func aPlusIsASpaceInFormsAlone() {
    #expect(PercentEncoding.lenientlyDecoded("a+b%2B+%", isForm: true) == "a b+ %")
    #expect(PercentEncoding.decoded("a+b") == "a+b")
  }

  @Test(arguments: ["", "a-b_c.d~e", "a b/c?d=e&f", "100%", "%41", "é😀", "\0\r\n", "+"])
  func whatIsEscapedComesBack(_ text: String) {
    let encoded = PercentEncoding.encoded(text)
    #expect(encoded.utf8.allSatisfy { ASCII.isAlphanumeric($0) || "-._~%".utf8.contains($0) })
    #expect(PercentEncoding.decoded(encoded) == text && PercentEncoding.lenientlyDecoded(encoded, isForm: true) == text)
  }

  @Test(arguments: [
    ("/%7Ea%2fb", "/~a%2Fb"), ("%", "%"), ("%2", "%2"), ("%g1", "%g1"), ("%61%", "a%"), ("%00%ff", "%00%FF"),
    ("/é%c3%a9", "/é%C3%A9"), ("%2541", "%2541"),
  ]) func escapesHaveANormalForm(_ text: String, _ normal: String) {
    #expect(PercentEncoding.normalized(text) == normal && PercentEncoding.normalized(normal) == normal)
  }

  @Test(arguments: [
    ("http://u:p@h/", "http://h/"), ("u:p@h", "h"), ("http://h/", "http://h/"), ("p@x://h", "x://h"),
    ("http://u:p@s@h", "http://h"),
  ]) func credentialsAreTakenOut(_ text: String, _ shown: String) {
    #expect(URLParts.withoutCredentials(text) == shown)
  }
}
