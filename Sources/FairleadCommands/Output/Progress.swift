/// A counter on the terminal while changes are made; nothing anywhere else.
final class Progress {
  private let total: Int
  private let stream: TextStream
  private var done = 0
  private var shown = 0

  init(of total: Int, on stream: TextStream) {
    self.total = total
    self.stream = stream
  }

  /// Counts one more; shown about a hundred times in all.
  func advance() {
    done += 1
    guard stream.isTerminal, done - shown >= max(1, total / 100) else { return }
    shown = done
    stream.write(Array("\r\u{1b}[K\(done) of \(total) changes".utf8))
  }

  /// Wipes the counter.
  func end() {
    if shown > 0 { stream.write(Array("\r\u{1b}[K".utf8)) }
  }
}
