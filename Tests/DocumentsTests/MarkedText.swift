import Diagnostics

/// A text in which each `¦` marks a position that the test speaks of; the text itself is without the marks.
struct MarkedText {
  var bytes: [UInt8] = []
  var places: [SourcePlace] = []

  init(_ marked: String, source: SourceID = .test) {
    var line: UInt32 = 1
    var column: UInt32 = 1
    for scalar in marked.unicodeScalars {
      if scalar == "¦" {
        places.append(SourcePlace(line: line, column: column, source: source))
        continue
      }
      bytes.append(contentsOf: String(Character(scalar)).utf8)
      if scalar == "\n" {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
  }
}

extension SourceID {
  static let test = SourceID(name: "test.yaml")
}
