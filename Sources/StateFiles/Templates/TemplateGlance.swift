import Diagnostics
import Documents

/// What a look at the dollar signs of a text tells, before anything of it is taken apart.
struct TemplateGlance {
  /// Whether the text holds the beginning of an expression at all.
  private(set) var mayHoldExpressions = false
  /// Where `${DECK_NAME}` stands, which other tools would replace.
  private var shellVariables: [Range<Int>] = []

  init(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { buffer in
      for index in buffer.indices.dropLast(2) where buffer[index] == UInt8(ascii: "$") {
        guard buffer[index + 1] == UInt8(ascii: "{") else { continue }
        if buffer[index + 2] == UInt8(ascii: "{") {
          mayHoldExpressions = true
        } else if shellVariables.count < TemplateGlance.maximumShellVariables,
          let range = TemplateGlance.shellVariable(buffer, index)
        {
          shellVariables.append(range)
        }
      }
    }
  }

  /// Enough to see what was meant.
  private static let maximumShellVariables = 20

  private static func shellVariable(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Range<Int>? {
    let name = bytes[(start + 2)...].prefix { byte in
      byte == UInt8(ascii: "_") || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    guard name.endIndex < bytes.endIndex, bytes[name.endIndex] == UInt8(ascii: "}"),
      TemplateEnvironment.prefixes.contains(where: { name.starts(with: $0.utf8) })
    else { return nil }
    return start..<(name.endIndex + 1)
  }

  /// A warning for each variable that is written as a shell would have it: it stays as it stands.
  func warnings(_ bytes: [UInt8], source: SourceID) -> [Diagnostic] {
    shellVariables.compactMap { range in
      let line = bytes[..<range.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      // What a comment says is nobody's value.
      guard bytes[line..<range.lowerBound].first(where: { $0 != 0x20 && $0 != 0x09 }) != UInt8(ascii: "#") else {
        return nil
      }
      let written = String(decoding: bytes[range], as: UTF8.self)
      let name = written.dropFirst(2).dropLast()
      return Diagnostic(
        .warning, code: "unexpanded-variable", "\(written) is no expression: it stays as it stands",
        at: bytes.withUnsafeBufferPointer { TextPosition.place(of: range.lowerBound, in: $0, source: source) },
        hint: "to have the variable's value, write ${{ env \"\(name)\" }}")
    }
  }
}
