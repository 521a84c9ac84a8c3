/// Texts in ASCII, as near to how they are pronounced as names of things need it.
package enum Transliteration {
  /// The text with each character beyond ASCII replaced: Latin letters by those without marks, Greek and Cyrillic ones by
  /// how they sound, letters of other scripts by the number of their character, so that different names stay different.
  package static func ascii(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        result.unicodeScalars.append(scalar)
      } else if let known = replacement(for: scalar) {
        result += known
      } else if scalar.properties.isWhitespace {
        result += " "
      } else if scalar.properties.isAlphabetic, !scalar.properties.isDiacritic {
        result += String(scalar.value, radix: 16)
      }
    }
    return result
  }

  private static func replacement(for scalar: Unicode.Scalar) -> String? {
    if let single = singles[scalar.value] { return single }
    for (first, words) in blocks where scalar.value >= first && scalar.value - first < UInt32(words.count) {
      let word = words[Int(scalar.value - first)]
      return word == "_" ? nil : String(word)
    }
    return nil
  }

  private static let singles: [UInt32: String] = [
    0x0490: "G'", 0x0491: "g'", 0x2010: "-", 0x2011: "-", 0x2012: "-", 0x2013: "-", 0x2014: "--", 0x2015: "--",
    0x2018: "'", 0x2019: "'", 0x201A: "'", 0x201B: "'", 0x201C: "\"", 0x201D: "\"", 0x201E: "\"", 0x2026: "...",
    0x20AC: "EUR", 0x2116: "No", 0x2122: "(tm)",
  ]

  private static let blocks: [(UInt32, [Substring])] = tables.map { ($0, $1.split(separator: " ")) }

  /// The replacements of consecutive characters from the first one on; an underscore where there is none.
  private static let tables: [(UInt32, String)] = [
    (
      0x00A1,
      """
      ! C/ PS $? Y= | SS " (c) a << ! _ (r) - deg +- 2 3 ' u P * , 1 o >> 1/4 1/2 3/4 ? A A A A A A AE C E E E E I \
      I I I D N O O O O O x O U U U U Y Th ss a a a a a a ae c e e e e i i i i d n o o o o o / o u u u u y th y A \
      a A a A a C c C c C c C c D d D d E e E e E e E e E e G g G g G g G g H h H h I i I i I i I i I i IJ ij J j \
      K k k L l L l L l L l L l N n N n N n 'n NG ng O o O o O o OE oe R r R r R r S s S s S s S s T t T t T t U u \
      U u U u U u U u U u W w Y y Y Z z Z z Z z s b B B b _ _ O C c D D D d _ _ @ E F f G G _ _ I K k l _ _ N n _ \
      O o _ _ P p _ _ _ _ _ t T t T U u _ V Y y Z z _ _ _ _ _ _ _ _ w _ _ _ _ DZ Dz dz LJ Lj lj NJ Nj nj A a I i O \
      o U u U u U u U u U u e A a A a AE ae G g G g K k O o O o _ _ j DZ Dz dz G g _ W N n A a AE ae O o A a A a E \
      e E e I i I i O o O o R r R r U u U u S s T t Y y H h _ d _ _ Z z A a E e O o O o O o O o Y y _ _ _ _ _ _ A \
      C c L T s z _ _ B U _ E e J j q q R r Y y
      """
    ),
    (
      0x1E00,
      """
      A a B b B b B b C c D d D d D d D d D d E e E e E e E e E e F f G g H h H h H h H h H h I i I i K k K k K k \
      L l L l L l L l M m M m M m N n N n N n N n O o O o O o O o P p P p R r R r R r R r S s S s S s S s S s T t \
      T t T t T t U u U u U u U u U u V v V v W w W w W w W w W w X x X x Y y Z z Z z Z z h t w y _ s _ _ Ss _ A a \
      A a A a A a A a A a A a A a A a A a A a A a E e E e E e E e E e E e E e E e I i I i O o O o O o O o O o O o \
      O o O o O o O o O o O o U u U u U u U u U u U u U u Y y Y y Y y Y y _ _ _ _ _ _
      """
    ),
    (
      0x0386,
      """
      A _ E E I _ O _ U O i A B G D E Z E Th I K L M N X O P R _ S T U Ph Kh Ps O I U a e e i u a b g d e z e th i \
      k l m n x o p r s s t u ph kh ps o i u o u o
      """
    ),
    (
      0x0400,
      """
      Ie Io Dj Gj Ie Dz I Yi J Lj Nj Tsh Kj I U Dzh A B V G D E Zh Z I I K L M N O P R S T U F Kh Ts Ch Sh Shch " \
      Y ' E Iu Ia a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch " y ' e iu ia ie io dj gj ie dz i yi \
      j lj nj tsh kj i u dzh
      """
    ),
  ]
}
