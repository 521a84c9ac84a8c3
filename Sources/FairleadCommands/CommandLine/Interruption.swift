import Glibc
import Synchronization

/// What becomes of Ctrl-C and of a request to end.
///
/// Before anything is written the program leaves at once. While it writes, the first signal lets what is under way come to
/// its end, so that the report at the end is true; the second leaves at once.
package struct Interruption: Sendable {
  /// What the handler knows: signals reach a process, not a value, so this is one for the process.
  private enum Process {
    static let isWriting = Atomic(false)
    static let isRequested = Atomic(false)
    /// Where the name of the journal stands in memory; 0 for none.
    static let journal = Atomic(0)
    static let leaving: StaticString = "interrupted\n"
    static let journalIs: StaticString = "the journal, for 'fairlead gateway undo', is "
    static let finishing: StaticString = "interrupted: finishing what is under way; once more to leave at once\n"

    /// Does only what a signal handler may: atomic values, `write` and `_exit`.
    static func handle() {
      if !isWriting.load(ordering: .sequentiallyConsistent)
        || isRequested.exchange(true, ordering: .sequentiallyConsistent)
      {
        _ = write(STDERR_FILENO, leaving.utf8Start, leaving.utf8CodeUnitCount)
        if let name = UnsafePointer<CChar>(bitPattern: journal.load(ordering: .sequentiallyConsistent)) {
          _ = write(STDERR_FILENO, journalIs.utf8Start, journalIs.utf8CodeUnitCount)
          _ = write(STDERR_FILENO, name, strlen(name))
        }
        _exit(ExitStatus.interrupted.rawValue)
      }
      _ = write(STDERR_FILENO, finishing.utf8Start, finishing.utf8CodeUnitCount)
    }
  }

  private let isInstalled: Bool

  /// One that never happens.
  package init() {
    self.isInstalled = false
  }

  private init(isInstalled: Bool) {
    self.isInstalled = isInstalled
  }

  /// Takes over the signals SIGINT and SIGTERM of the process.
  package static func install() -> Interruption {
    // What the handler uses is made before it can be called.
    Process.isWriting.store(false, ordering: .sequentiallyConsistent)
    Process.isRequested.store(false, ordering: .sequentiallyConsistent)
    Process.journal.store(0, ordering: .sequentiallyConsistent)
    _ = (Process.leaving, Process.finishing, Process.journalIs)
    for number in [SIGINT, SIGTERM] { signal(number) { _ in Process.handle() } }
    return Interruption(isInstalled: true)
  }

  /// Whether the user has asked to end while something was written.
  package var isRequested: Bool { isInstalled && Process.isRequested.load(ordering: .sequentiallyConsistent) }

  /// Has whoever leaves at once told where the journal is.
  func name(journal: String) {
    guard isInstalled, let name = strdup("\(journal)\n") else { return }
    // It is kept for good: a signal may come at any time.
    Process.journal.store(Int(bitPattern: name), ordering: .sequentiallyConsistent)
  }

  /// From here on something is written.
  func beginWriting() {
    if isInstalled { Process.isWriting.store(true, ordering: .sequentiallyConsistent) }
  }
}
