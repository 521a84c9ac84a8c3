/// How far a value reaches on its line.
enum WrittenToken {
  /// The end of what begins at a position of a line.
  ///
  /// - Parameters:
  ///   - start: Where it begins.
  ///   - line: The characters of the line.
  ///   - text: The value as it was read, if it is a text.
  /// - Returns: The position behind it, and whether the value is known to end there.
  static func end(from start: Int, in line: [Unicode.Scalar], text: String?) -> (position: Int, isSure: Bool) {
    guard start < line.count else { return (line.count, false) }
    switch line[start] {
    case "\"": return quoted(from: start, in: line, escapes: true)
    case "'": return quoted(from: start, in: line, escapes: false)
    default: break
    }
    if let text = text?.unicodeScalars, !text.isEmpty, line[start...].starts(with: text) {
      return (start + text.count, true)
    }
    // A number, a boolean, an expression, or a text that goes on elsewhere: it may reach to the end of the line.
    return (line.count, false)
  }

  private static func quoted(from start: Int, in line: [Unicode.Scalar], escapes: Bool) -> (position: Int, isSure: Bool)
  {
    var position = start + 1
    while position < line.count {
      if escapes, line[position] == "\\" {
        position += 2
      } else if line[position] != line[start] {
        position += 1
      } else if !escapes, position + 1 < line.count, line[position + 1] == "'" {
        position += 2
      } else {
        return (position + 1, true)
      }
    }
    return (line.count, false)
  }

  /// The end of a value that may be shown: it ends where the next thing begins.
  static func visibleEnd(from start: Int, in line: [Unicode.Scalar], text: String?) -> Int {
    let end = end(from: start, in: line, text: text)
    if end.isSure { return end.position }
    let rest = line[min(start, line.count)...]
    let stop = rest.indices.first { index in
      switch rest[index] {
      case ",", "]", "}": true
      case ":", "#": index > start && (index + 1 == line.count || line[index + 1] == " " || line[index] == "#")
      default: false
      }
    }
    var position = stop ?? line.count
    while position > start + 1, line[position - 1] == " " { position -= 1 }
    return max(position, min(start + 1, line.count))
  }
}
