import Testing

@testable import Documents

/// Texts in ASCII.
@Suite struct TransliterationTests {
  @Test(arguments: [
    ("plain-text_1", "plain-text_1"), ("Grüße", "Grusse"), ("Łódź ñandú", "Lodz nandu"), ("œuvre Ærø", "oeuvre AEro"),
    ("Щука ёж", "Shchuka iozh"), ("Ψυχή", "Psukhe"), ("a—b…", "a--b..."), ("e\u{301}", "e"), ("Đặng", "Dang"),
    ("a\u{A0}b", "a b"), ("€", "EUR"), ("😀x", "x"), ("中文", "4e2d6587"),
  ]) func charactersAreReplaced(_ text: String, _ ascii: String) {
    #expect(Transliteration.ascii(text) == ascii)
  }
}
