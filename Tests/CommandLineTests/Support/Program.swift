import Foundation
import Glibc

/// The built programs, run as their users run them.
enum Program {
  /// What a run left behind.
  struct Run: Sendable {
    var status: Int32
    var output: String
    var errors: String

    /// Both streams: where no secret may be.
    var everything: String { output + errors }
  }

  /// The folder of the built programs: that of the test runner itself.
  static let folder: URL = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: own).deletingLastPathComponent()
  }()

  /// Runs `fairlead` with these arguments and nothing in its environment but what is given.
  static func fairlead(
    _ arguments: String..., input: String = "", environment: [String: String] = [:], in directory: URL? = nil
  ) async throws -> Run {
    try await run("fairlead", arguments, input: input, environment: environment, in: directory)
  }

  /// Runs a program to its end; `during` is called with its process id while it runs.
  static func run(
    _ name: String, _ arguments: [String], input: String = "", environment: [String: String] = [:],
    in directory: URL? = nil, during: (@Sendable (Int32) async -> Void)? = nil
  ) async throws -> Run {
    let variables = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"].merging(environment) { $1 }
    // Files instead of pipes: whatever the program writes, nothing can fill up and block.
    let scratch = try Scratch()
    defer { scratch.remove() }
    for (file, text) in [("in", input), ("out", ""), ("err", "")] { try scratch.write(file, text) }
    let process = try spawn(
      [folder.appendingPathComponent(name).path] + arguments, variables.map { "\($0)=\($1)" }, scratch, in: directory)
    if let during { Task { await during(process) } }
    let status = await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        continuation.resume(returning: status)
      }
    }
    // As a shell tells it: the code, or the number of the signal that ended the program.
    return Run(
      status: status & 0x7f == 0 ? status >> 8 & 0xff : status & 0x7f, output: try scratch.read("out"),
      errors: try scratch.read("err"))
  }

  /// Starts a program by `posix_spawn`: Foundation's `Process` is not safe to be used by tests that run side by side.
  private static func spawn(
    _ words: [String], _ variables: [String], _ scratch: Scratch, in directory: URL?
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, scratch.url("in").path, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, scratch.url("out").path, O_WRONLY | O_APPEND, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, scratch.url("err").path, O_WRONLY | O_APPEND, 0)
    // `env` changes the folder and becomes the program, so that the process id is the program's.
    let words = (directory.map { ["/usr/bin/env", "-C", $0.path] } ?? []) + words
    // A program starts with no signal held back, whatever the thread that starts it does.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    arguments.append(nil)
    var environment: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) }
    environment.append(nil)
    defer { for pointer in arguments + environment { free(pointer) } }
    var process = pid_t()
    let code = posix_spawn(&process, words[0], &actions, &attributes, arguments, environment)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
    return process
  }
}

/// A folder of a test's own.
struct Scratch: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("fairlead-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func url(_ name: String) -> URL { folder.appendingPathComponent(name) }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    let url = url(name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    return url.path
  }

  func read(_ name: String) throws -> String { String(decoding: try Data(contentsOf: url(name)), as: UTF8.self) }

  func remove() { try? FileManager.default.removeItem(at: folder) }
}
