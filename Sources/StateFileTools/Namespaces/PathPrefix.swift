/// A path below which routes are put.
package struct PathPrefix: Sendable, Hashable {
  /// The prefix as it was given.
  let text: String

  /// Takes a prefix; nil for what is none: it begins with one slash, and there is more.
  package init?(_ text: String) {
    guard text.hasPrefix("/"), text != "/", !text.hasPrefix("//") else { return nil }
    self.text = text
  }

  /// The prefix with a slash at its end.
  var withSlash: String { text.hasSuffix("/") ? text : text + "/" }

  /// A path of a route put below the prefix. In a path that is a regular expression the prefix is meant literally.
  func applied(to path: String) -> String {
    guard path.hasPrefix("~") else { return Self.joined(text, path) }
    // What does not begin with a slash behind its tilde is a literal path of that name.
    let rest = path.hasPrefix("~/") ? String(path.dropFirst()) : path
    return "~" + (rest == "/$" && !text.hasSuffix("/") ? "\(escaped)$" : Self.joined(escaped, rest))
  }

  private static func joined(_ prefix: String, _ path: String) -> String {
    let rest = path.hasPrefix("/") ? path.dropFirst() : path[...]
    if path == "/" || prefix.hasSuffix("/") { return prefix + rest }
    return "\(prefix)/\(rest)"
  }

  private var escaped: String {
    var result = ""
    for character in text {
      if #".+*?()[]{}^$|\"#.contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
