import Documents

/// Inserts values into block scalars so that they come out as if they had been written into the file, line by line.
struct BlockInsertion {
  /// Whether the block joins its lines (`>`).
  let isFolded: Bool
  /// The expressions of the whole text.
  let expressions: [TemplateText.Expression]

  /// The text of a block with its values.
  ///
  /// YAML takes the block's own indentation off every line. It follows from how far an expression's line is indented in
  /// the file and in what was read; a value's further lines keep what `indent` gives them beyond it.
  func text(_ parts: [PlaceholderAlphabet.Segment], values: [Int: TemplateValue]) -> String {
    var output: [UInt8] = []
    var lineIndent = 0
    var isAtLineStart = true
    for (position, part) in parts.enumerated() {
      switch part {
      case .text(let text):
        for byte in text.utf8 {
          if byte == 0x0A {
            lineIndent = 0
            isAtLineStart = true
          } else if isAtLineStart, byte == 0x20 {
            lineIndent += 1
          } else {
            isAtLineStart = false
          }
        }
        output.append(contentsOf: text.utf8)
      case .expression(let index):
        guard let value = values[index] else { continue }
        isAtLineStart = false
        let blockIndent = (expressions.indices.contains(index) ? expressions[index].lineIndent : 0) - lineIndent
        let ends = endsBlock(parts[(position + 1)...])
        append(value, blockIndent: blockIndent, lineIndent: lineIndent, endsBlock: ends, to: &output)
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private func append(
    _ value: TemplateValue, blockIndent: Int, lineIndent: Int, endsBlock: Bool, to output: inout [UInt8]
  ) {
    var lines = lines(of: value.text)
    // The block's own rule for line breaks at its end holds for those of the value, too.
    if endsBlock { while lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() } }
    let extra = value.indent.map { max(0, $0 - blockIndent) }
    for index in lines.indices.dropFirst() {
      let spaces = extra ?? (lines[index].isEmpty ? 0 : lineIndent)
      lines[index].insert(contentsOf: repeatElement(0x20, count: spaces), at: 0)
    }
    output.append(contentsOf: isFolded ? folded(lines) : Array(lines.joined(separator: [0x0A])))
  }

  /// Whether nothing but at most one line break follows.
  private func endsBlock(_ rest: ArraySlice<PlaceholderAlphabet.Segment>) -> Bool {
    rest.isEmpty || (rest.count == 1 && rest.first == .text("\n"))
  }

  private func lines(of text: String) -> [[UInt8]] {
    text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      line.last == 0x0D ? Array(line.dropLast()) : Array(line)
    }
  }

  /// Joins lines by YAML's rule for folded blocks: one break is a blank, each empty line a break; indented lines stay.
  private func folded(_ lines: [[UInt8]]) -> [UInt8] {
    var output = lines.first ?? []
    var emptyLines = 0
    var previousIsIndented = false
    for line in lines.dropFirst() {
      guard !line.isEmpty else {
        emptyLines += 1
        continue
      }
      let isIndented = line.first == 0x20 || line.first == 0x09
      if isIndented || previousIsIndented {
        output.append(contentsOf: repeatElement(0x0A, count: emptyLines + 1))
      } else if emptyLines > 0 {
        output.append(contentsOf: repeatElement(0x0A, count: emptyLines))
      } else {
        output.append(0x20)
      }
      output.append(contentsOf: line)
      emptyLines = 0
      previousIsIndented = isIndented
    }
    output.append(contentsOf: repeatElement(0x0A, count: emptyLines))
    return output
  }
}
