import Testing

@testable import Documents

/// Texts in ASCII.
@Suite struct TransliterationTests {
  @Test(arguments: [
    ("plain-text_1", "plain-text_1"), ("Grüße", "Grusse"), ("Łódź ñandú", "Lodz nandu"), ("œuvre Ærø", "oeuvre AEro"),
    ("Щука ёж", "Shchuka iozh"), ("Ψυχή", "Psukhe"), ("e\u{301}", "e"), ("Đặng", "Dang"), ("a\u{A0}b", "a b"),
    ("😀x", "x"), ("한글", "hangeul"),
  ]) func charactersAreReplaced(_ text: String, _ ascii: String) {
    #expect(Transliteration.ascii(text) == ascii)
  }

  @Test func scriptsWithoutATableLeaveNothing() {
    #expect(Transliteration.ascii("北京 v2") == " v2")
    #expect(Transliteration.ascii("ひらがなカナ") == "hiraganakana")
  }
}
