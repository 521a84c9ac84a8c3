/// The Lua program that takes a prefix out of the path on its way to the upstream.
enum PrefixProgram {
  /// The program, for the access phase of `pre-function`. Its first line alone depends on the prefix.
  static func text(removing prefix: PathPrefix) -> String {
    """
    local prefix = \(literal(prefix.text)) -- the path prefix that the upstream does not know
    local uri = ngx.var.upstream_uri
    local segment = prefix:sub(-1) == "/" and prefix or prefix .. "/"
    local first, last = uri:find(segment, 1, true)
    if first then
      -- wherever it begins, since the path of the service comes before it; the slash in front stays
      ngx.var.upstream_uri = uri:sub(1, first) .. uri:sub(last + 1)
    elseif uri:sub(-#prefix) == prefix then
      local rest = uri:sub(1, -#prefix - 1)
      ngx.var.upstream_uri = rest == "" and "/" or rest
    end

    """
  }

  /// A text as Lua has it between quotation marks.
  private static func literal(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value)
        result += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
