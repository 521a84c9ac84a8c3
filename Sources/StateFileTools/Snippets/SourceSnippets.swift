package import Diagnostics
import Documents
import Glibc
import StateFiles

/// The lines of files that diagnostics are about, each with a mark under the value; what is secret in them is masked.
///
/// Of a text that cannot be parsed nobody knows what is secret: then no value is shown, and neither is a very long line.
package struct SourceSnippets {
  private struct Source {
    var lines: [ArraySlice<UInt8>]
    /// Nil where the text cannot be parsed.
    var marks: SourceMarks?
  }

  private var sources: [SourceID: Source?] = [:]

  private static let longestLine = 200
  /// Larger texts are not read again for the sake of a message.
  private static let largestText = 16 << 20

  /// Nothing is read yet.
  package init() {}

  /// The lines to show for a place; none where its text cannot be read again.
  package mutating func lines(for place: SourcePlace) -> [String] {
    guard place.isKnown, let source = source(place.source) else { return [] }
    let number = Int(place.line)
    guard number <= source.lines.count else { return [] }
    let (text, start, width) = shown(source, number, Int(place.column))
    let margin = String(repeating: " ", count: "\(number)".count)
    return [
      "\(number) | \(text)",
      "\(margin) | \(String(repeating: " ", count: start))\(String(repeating: "^", count: max(1, width)))",
    ]
  }

  private func shown(_ source: Source, _ number: Int, _ column: Int) -> (text: String, start: Int, width: Int) {
    let hidden = (text: "…", start: 0, width: 1)
    let line = scalars(source.lines[number - 1])
    guard let marks = source.marks, line.count <= SourceSnippets.longestLine else { return hidden }
    let start = min(max(0, column - 1), line.count)
    let own = marks.marks(on: number)
    // Where a line begins with something of its own, what stands above has come to its end.
    let isContinued = own.first.map { first in
      line.firstIndex { ![" ", "-", "{", "["].contains($0) }.map { $0 < first.column - 1 } ?? true
    }
    if isContinued ?? true, let last = marks.last(before: number), last.isSecret, mayReach(last, source) {
      return hidden
    }
    let marked = own.first { $0.column == column }
    var width = WrittenToken.visibleEnd(from: start, in: line, text: marked?.text) - start
    var (text, position, shift) = ("", 0, 0)
    for secret in own where secret.isSecret && secret.column - 1 >= position && secret.column <= line.count {
      let from = secret.column - 1
      let to = WrittenToken.end(from: from, in: line, text: secret.text).position
      text += self.text(line[position..<from]) + SourceSnippets.mask
      if from == start {
        width = SourceSnippets.mask.count
      } else if from < start {
        shift += SourceSnippets.mask.count - (to - from)
      }
      position = to
    }
    text += self.text(line[min(position, line.count)..<max(position, endOfValues(line, own))])
    return (text, min(max(0, start + shift), text.count), max(1, min(width, text.count)))
  }

  /// Where a line's comment begins, which is shown to nobody, or the line's end.
  private func endOfValues(_ line: [Unicode.Scalar], _ marks: ArraySlice<SourceMarks.Mark>) -> Int {
    let start = marks.last.map { WrittenToken.visibleEnd(from: $0.column - 1, in: line, text: $0.text) } ?? 0
    return line.indices.first { $0 >= start && line[$0] == "#" && ($0 == 0 || line[$0 - 1] == " ") } ?? line.count
  }

  private func scalars(_ line: ArraySlice<UInt8>) -> [Unicode.Scalar] {
    Array(String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self).unicodeScalars)
  }

  /// The text of a part, with nothing in it that could rewrite what a terminal shows.
  private func text(_ part: some Sequence<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    for scalar in part { text.append(scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value) ? " " : scalar) }
    return String(text)
  }

  private static let mask = "[masked]"

  /// Whether a secret that begins on a line above may reach into the next ones.
  private func mayReach(_ mark: SourceMarks.Mark, _ source: Source) -> Bool {
    guard mark.line <= source.lines.count else { return true }
    let line = scalars(source.lines[mark.line - 1])
    return !WrittenToken.end(from: mark.column - 1, in: line, text: mark.text).isSure && mark.text != nil
  }

  private mutating func source(_ id: SourceID) -> Source? {
    if let known = sources[id] { return known }
    let read = SourceSnippets.read(id)
    sources[id] = .some(read)
    return read
  }

  private static func read(_ id: SourceID) -> Source? {
    guard let bytes = text(id.name), bytes.count <= largestText else { return nil }
    var collector = DiagnosticCollector()
    let documents = TemplatedDocument.read(bytes, source: id, environment: .mock, diagnostics: &collector)
    return Source(
      lines: bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false),
      marks: collector.hasErrors ? nil : SourceMarks(documents))
  }

  private static func text(_ name: String) -> [UInt8]? {
    if name == "-" { return StandardInput.text }
    var information = stat()
    // What is no file can be read once.
    guard stat(name, &information) == 0, information.st_mode & S_IFMT == S_IFREG else { return nil }
    do { return try InputFiles.text(name).bytes } catch { return nil }
  }
}
