/// How entities are called: decK's way, or that of the older tool inso.
struct Naming {
  /// Whether names are made as inso makes them.
  let isInso: Bool

  /// What stands between the names of the levels.
  private var joint: String { isInso ? "-" : "_" }

  /// The part of a name that a text gives; empty where it gives none.
  func slug(_ text: String) -> String {
    let slug =
      isInso
      ? Slug(separator: UInt8(ascii: "_"), further: [UInt8(ascii: "-")], isLowercase: false)
      : Slug(separator: UInt8(ascii: "-"), further: [], isLowercase: true)
    return slug.text(text)
  }

  /// The base of a path: that of the document and the path's own name, or the path itself.
  func base(ofPath path: String, named name: String?, document: String) -> String {
    var own = name.map(slug) ?? ""
    if own.isEmpty {
      own = slug(path)
      // A path with a slash at its end is another one than without.
      if !isInso, path.hasSuffix("/") { own += "~" }
    }
    return own.isEmpty ? document : document + joint + own
  }

  /// The base of an operation: its own name, its operation id, or its method.
  func base(ofMethod method: String, named name: String?, id: String?, path: String, document: String) -> String {
    if let own = name.map(slug), !own.isEmpty { return (isInso ? document : path) + joint + own }
    if let own = id.map(slug), !own.isEmpty { return document + joint + own }
    return path + joint + slug(method)
  }

  /// The name of what a path parameter catches in a regular expression: letters, digits and underscores, no digit first.
  func capture(_ parameter: String) -> String {
    let slug = Slug(separator: UInt8(ascii: "_"), further: [], isLowercase: !isInso).text(parameter)
    guard let first = slug.utf8.first else { return "_" }
    return first <= UInt8(ascii: "9") ? "_" + slug : slug
  }
}
