import Diagnostics
import Documents

/// What changed with version 3: regular expressions of paths begin with a tilde, limits that are counted together have a
/// name, and the format is 3.0.
enum VersionThree {
  static func convert(_ documents: inout [Node], _ report: inout ConversionReport) {
    let seed = documents
    for index in documents.indices {
      EntityWalk.routes(&documents[index]) { route, place in markExpressions(in: &route, place, &report) }
    }
    var names = StableText(of: seed)
    PluginConfigurations.change(&documents) { configuration, use in
      guard use.plugin == "rate-limiting-advanced", !use.isShared, use.shared == nil else { return }
      configuration?.changeObject { fields in
        guard fields["namespace"]?.isNull ?? true else { return }
        fields["namespace"] = Node(.string(names.next()))
        report.changed("plugin rate-limiting-advanced has a namespace of its own", at: use.place)
      }
    }
    setVersion(&documents, &report)
  }

  private static func markExpressions(in route: inout Object, _ place: SourcePlace, _ report: inout ConversionReport) {
    guard var paths = route["paths"]?.array, let list = route["paths"] else { return }
    let name = route["name"]?.string ?? route["id"]?.string
    var hasChanged = false
    for index in paths.indices {
      guard let path = paths[index].string, isExpression(path) else { continue }
      let marked = "~" + path
      report.changed(
        "path of \(name.map { "route '\($0)'" } ?? "a route without a name") is now '\(marked)', as that of a regular expression",
        at: paths[index].place)
      paths[index] = Node(.string(marked))
      hasChanged = true
    }
    if hasChanged { route["paths"] = Node(.array(paths), at: list.place) }
  }

  /// Whether a path was one of a regular expression: it has a character that no other path may have.
  static func isExpression(_ path: String) -> Bool {
    guard !path.hasPrefix("~/") else { return false }
    if path.utf8.allSatisfy(isOrdinary) { return false }
    // What a variable gives is not known here.
    return !path.replacing(/\$\{\{.*?\}\}/, with: "").utf8.allSatisfy(isOrdinary)
  }

  private static func isOrdinary(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"),
      UInt8(ascii: "/"), UInt8(ascii: "%"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  static func setVersion(_ documents: inout [Node], _ report: inout ConversionReport) {
    let key = "_format_version"
    var isThere = false
    for index in documents.indices {
      guard let version = documents[index][key] else { continue }
      isThere = true
      guard version.string != "3.0" else { continue }
      report.changed("\(key) is now 3.0", at: version.place)
      documents[index].changeObject { $0[key] = "3.0" }
    }
    guard !isThere, !documents.isEmpty else { return }
    report.changed("\(key) is now there: 3.0", at: documents[0].place)
    documents[0].changeObject { $0.insert(Object.Member(key: key, node: "3.0"), at: 0) }
  }
}

/// Texts that look drawn at random and are the same for the same documents.
struct StableText {
  private let documents: [Node]
  /// Large files mostly need no text at all, so that they are gone through for the first one.
  private lazy var state = StableText.digest(documents)

  /// Begins with what documents hold.
  init(of documents: [Node]) { self.documents = documents }

  private static func digest(_ documents: [Node]) -> UInt64 {
    documents.lazy.flatMap { JSONWriter.write($0) }
      .reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  private mutating func number() -> UInt64 {
    // SplitMix64.
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// The next text: 32 letters and digits.
  mutating func next() -> String {
    let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    return String((0..<32).map { _ in letters[Int(number() % UInt64(letters.count))] })
  }

  /// The next id, in the form of a random UUID.
  mutating func nextID() -> String {
    let digits = Array("0123456789abcdef")
    return String(
      (0..<36).map { position in
        switch position {
        case 8, 13, 18, 23: "-"
        case 14: "4"
        case 19: digits[8 + Int(number() % 4)]
        default: digits[Int(number() % 16)]
        }
      })
  }
}
