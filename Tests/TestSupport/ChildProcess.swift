public import Glibc

/// A program that a test started by `posix_spawn`: Foundation's `Process` is not safe to be used by tests that run side by
/// side.
public struct ChildProcess: Sendable {
  /// Why a program could not be started.
  public struct Failure: Error, CustomStringConvertible {
    /// The call and what the system said of it.
    public let description: String
  }

  /// A file that a program begins with.
  public struct OpenFile: Sendable {
    /// The descriptor it has there.
    public var descriptor: Int32
    /// Its path.
    public var path: String
    /// How it is opened, as for `open`.
    public var mode: Int32

    /// Makes a description; read and write unless told otherwise.
    public init(_ descriptor: Int32, _ path: String, _ mode: Int32 = O_RDWR) {
      self.descriptor = descriptor
      self.path = path
      self.mode = mode
    }

    /// Nowhere: nothing to be read, and what is written is gone.
    public static func nowhere(_ descriptor: Int32) -> OpenFile { OpenFile(descriptor, "/dev/null") }
  }

  /// The tests never have as many files open at a time.
  private static let mostDescriptors: Int32 = 2048

  /// The process id, which is the program's own.
  public let id: pid_t

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - words: The path of the program and its arguments.
  ///   - environment: Its environment, `NAME=VALUE`; nil for that of the test.
  ///   - files: The files it begins with.
  ///   - leadsSession: Whether it begins a session, so that the first terminal among the files becomes its own.
  /// - Throws: `Failure` where it cannot be started.
  public init(
    _ words: [String], environment: [String]? = nil, files: [OpenFile] = [], leadsSession: Bool = false
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Sockets of the tests are theirs alone: one that lives on in a program is not closed for whoever is at its other end.
    // The call that closes all of them is shown to programs in C alone; a number beyond the limit is not entered.
    for descriptor in 3..<ChildProcess.mostDescriptors { posix_spawn_file_actions_addclose(&actions, descriptor) }
    for file in files {
      posix_spawn_file_actions_addopen(&actions, file.descriptor, file.path, file.mode, 0o600)
    }
    // A program starts with no signal held back, whatever the thread that starts it does: it has to end when it is told to.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    // POSIX_SPAWN_SETSID, which the system's header shows only to programs in C that ask for it.
    let session: Int16 = leadsSession ? 0x80 : 0
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | session)
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    arguments.append(nil)
    var variables: [UnsafeMutablePointer<CChar>?] = (environment ?? []).map { strdup($0) }
    variables.append(nil)
    defer { for pointer in arguments + variables { free(pointer) } }
    var process = pid_t()
    let code =
      environment == nil
      ? posix_spawn(&process, words[0], &actions, &attributes, arguments, environ)
      : posix_spawn(&process, words[0], &actions, &attributes, arguments, variables)
    guard code == 0 else { throw Failure(description: "\(words[0]): \(String(cString: strerror(code)))") }
    id = process
  }

  /// Waits for the end, which blocks the thread; the status as a shell tells it: the code, or the signal's number.
  @discardableResult
  public func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    return status & 0x7f == 0 ? status >> 8 & 0xff : status & 0x7f
  }

  /// Whether it has ended; its status is still there for ``wait()``.
  public var hasEnded: Bool {
    var information = siginfo_t()
    return waitid(P_PID, id_t(id), &information, WEXITED | WNOHANG | WNOWAIT) != 0 || information.si_signo == SIGCHLD
  }

  /// Sends a signal.
  public func signal(_ number: Int32) { kill(id, number) }
}
