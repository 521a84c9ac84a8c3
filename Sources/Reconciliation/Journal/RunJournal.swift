import Dispatch
package import Diagnostics
import Documents
import Glibc
import Synchronization

/// The file in which a run takes its writes down, before and after each.
///
/// What is about to be done is on the disk before it is done, and one wait for the disk serves all who wait at the same
/// time. What became of it is gathered for a moment, since a call of the system for each write costs more than the rest
/// of its line: a program that is killed loses the outcomes of about ``delay``, and these writes count as under way.
package actor RunJournal {
  /// For how long the outcomes of writes are gathered.
  private static let delay = Duration.milliseconds(20)
  /// How many bytes of them are gathered.
  private static let mostGathered = 1 << 16

  /// The file.
  package nonisolated let path: String
  /// The number of the write that was taken down last.
  private nonisolated let lastNumber = Atomic(0)
  /// What became of writes, which the system has not been given yet.
  private nonisolated let gathered = Mutex<[UInt8]>([])

  private let descriptor: Int32
  private let disk = DispatchQueue(label: "journal")
  /// How many bytes are in the file.
  private var length = 0
  /// How many of them are on the disk.
  private var flushed = 0
  private var waiting: [Waiter] = []
  private var isFlushing = false
  private var isClosed = false
  /// The system's number for why nothing more can be written; nil while all goes well.
  private var fault: Int32?

  private struct Waiter {
    var length: Int
    var continuation: CheckedContinuation<Void, Never>
  }

  /// Makes the file, for its owner alone; one that is there already is left as it is.
  package init(creating path: String) throws(DiagnosticError) {
    // A limit on the size of files is told as an error of the call, not by the end of the program.
    signal(SIGXFSZ, SIG_IGN)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw DiagnosticError(errno == EEXIST ? .journalExists(path) : .unwritableJournal(path, errno))
    }
    fchmod(descriptor, 0o600)
    self.path = path
    self.descriptor = descriptor
  }

  deinit {
    if !isClosed { Glibc.close(descriptor) }
  }

  /// Numbers for so many writes, the first of them.
  nonisolated func takeNumbers(_ count: Int) -> Int {
    lastNumber.add(count, ordering: .relaxed).oldValue + 1
  }

  /// Takes down what became of writes, in whole lines, behind what was taken down of them before.
  nonisolated func note(_ bytes: [UInt8]) {
    let (count, isFirst) = gathered.withLock { gathered in
      let isFirst = gathered.isEmpty
      gathered += bytes
      return (gathered.count, isFirst)
    }
    if isFirst {
      Task {
        try? await Task.sleep(for: RunJournal.delay)
        await settle()
      }
    } else if count > RunJournal.mostGathered {
      Task { await settle() }
    }
  }

  /// Appends whole lines; returns whether that went well, not before they are on the disk.
  func append(_ bytes: [UInt8]) async -> Bool {
    guard give(gathered.withLock { $0.take() }, bytes) else { return false }
    await flush()
    return fault == nil
  }

  /// Gives the system all that was gathered; returns its number for why nothing more can be written, nil while all goes well.
  @discardableResult
  func settle() -> Int32? {
    _ = give(gathered.withLock { $0.take() })
    return fault
  }

  private func give(_ outcomes: [UInt8], _ lines: [UInt8] = []) -> Bool {
    guard fault == nil, !isClosed else { return false }
    let code = put(outcomes + lines)
    guard code != 0 else { return true }
    fault = code
    // What was done may yet find room where what is to be done does not.
    if !lines.isEmpty { _ = put(outcomes) }
    return false
  }

  /// Writes whole lines; returns the system's error number, 0 for none.
  private func put(_ bytes: [UInt8]) -> Int32 {
    let code = RunJournal.write(bytes, to: descriptor)
    if code == 0 {
      length += bytes.count
    } else {
      // Half a line is none: what is in the file stays readable to its end.
      ftruncate(descriptor, off_t(length))
    }
    return code
  }

  /// Takes down how the run ended, and closes the file.
  func close(_ end: RunEnd, takenBack: Bool = false) async {
    _ = await append(
      JournalScribe.line([
        "end": Node(.string(takenBack ? "taken back" : end.rawValue)),
        "time": Node(.string(JournalTime.text(JournalTime.now))),
      ]))
    guard !isClosed else { return }
    isClosed = true
    Glibc.close(descriptor)
  }

  /// Removes the file.
  nonisolated func remove() { unlink(path) }

  /// What to say of a journal that cannot be written.
  var diagnostic: Diagnostic { .unwritableJournal(path, fault ?? EIO) }

  /// Waits until all that was appended so far is on the disk.
  private func flush() async {
    guard flushed < length, fault == nil else { return }
    let wanted = length
    await withCheckedContinuation { continuation in
      waiting.append(Waiter(length: wanted, continuation: continuation))
      if !isFlushing {
        isFlushing = true
        Task { await serveWaiting() }
      }
    }
  }

  private func serveWaiting() async {
    while !waiting.isEmpty {
      let end = length
      let isFirst = flushed == 0
      let code = await sync(withFolder: isFirst)
      if code == 0 { flushed = end } else { fault = fault ?? code }
      let served = waiting.filter { $0.length <= flushed || code != 0 }
      waiting.removeAll { $0.length <= flushed || code != 0 }
      for waiter in served { waiter.continuation.resume() }
    }
    isFlushing = false
  }

  /// Has the system bring the file to the disk, on a thread that may wait for it; returns its error number, 0 for none.
  private func sync(withFolder: Bool) async -> Int32 {
    let (descriptor, path) = (descriptor, path)
    return await withCheckedContinuation { continuation in
      disk.async {
        // A pipe or a device has no disk behind it.
        let code = fdatasync(descriptor) == 0 || errno == EINVAL ? 0 : errno
        if withFolder { RunJournal.syncFolder(of: path) }
        continuation.resume(returning: code)
      }
    }
  }

  private static func syncFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    Glibc.close(descriptor)
  }

  /// Writes all bytes; returns the system's error number, 0 for none.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written < 0 {
          if errno == EINTR { continue }
          return errno
        }
        rest = rest.dropFirst(written)
      }
      return 0
    }
  }
}

extension Diagnostic {
  /// What to say of a journal that is there already.
  package static func journalExists(_ path: String) -> Diagnostic {
    Diagnostic(
      code: "file-exists", "the journal '\(path)' already exists",
      hint: "a journal is never overwritten: give another name")
  }

  /// What to say of a journal that stays though nobody asked for one.
  static func keptJournal(_ path: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "kept-journal",
      "nobody knows what became of the workspace: the journal, for 'fairlead gateway undo', is \(path)")
  }

  /// What to say of a journal that cannot be written.
  static func unwritableJournal(_ path: String, _ code: Int32) -> Diagnostic {
    Diagnostic(
      code: "unwritable-journal",
      "the journal '\(path)' cannot be written: \(String(cString: strerror(code)).lowercased())",
      hint: "what cannot be taken down is not done")
  }
}

extension [UInt8] {
  /// What there is, of which nothing is left.
  fileprivate mutating func take() -> [UInt8] {
    defer { self = [] }
    return self
  }
}
