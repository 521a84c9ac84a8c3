import OpenAPI

/// The path of an operation as a regular expression that the gateway's router takes.
struct RoutePath {
  /// What the router matches.
  let expression: String
  /// The parameters in the path, as written, with what they are caught as; in their order.
  let captures: [(parameter: String, name: String)]

  /// No longer name may stand in an expression (gateway 3.8 and later).
  static let longestCapture = 128

  /// Makes the expression; a parameter that may be empty is matched by nothing too.
  init(_ path: String, naming: Naming, mayBeEmpty: (String) -> Bool) {
    var text = ""
    var captures: [(String, String)] = []
    var rest = path[...]
    while let character = rest.popFirst() {
      if character == "{", let end = rest.firstIndex(of: "}"), end > rest.startIndex {
        let parameter = String(rest[..<end])
        let name = naming.capture(parameter)
        captures.append((parameter, name))
        text += "(?<\(name)>[^#?/]\(mayBeEmpty(parameter) ? "*" : "+"))"
        rest = rest[rest.index(after: end)...]
      } else {
        if "().+?*[$".contains(character) { text += "\\" }
        text.append(character)
      }
    }
    self.expression = "~\(text)$"
    self.captures = captures
  }
}
