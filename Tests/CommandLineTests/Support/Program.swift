import Foundation
import Glibc
import TestSupport

/// The programs, run as their users run them.
enum Program {
  /// What a run left behind.
  struct Run: Sendable {
    var status: Int32
    var output: String
    var errors: String

    /// Both streams: where no secret may be.
    var everything: String { output + errors }
  }

  /// A run that takes longer hangs.
  private static let longest = Duration.seconds(900)

  /// A run that is not over yet.
  struct Running: Sendable {
    fileprivate let process: ChildProcess
    fileprivate let scratch: Scratch

    /// What it has written on standard error so far.
    func errors() throws -> String { try scratch.read("err") }

    func signal(_ number: Int32) { process.signal(number) }

    /// Sends a signal to a run that writes, and waits until it has taken note of it.
    func interrupt(_ number: Int32 = SIGINT) async throws {
      signal(number)
      try await wait(for: "note of a signal") { try errors().contains("interrupted: finishing what is under way") }
    }
  }

  /// What every program has in its environment; a sanitized one, what it is to do with what it finds.
  private static let basics = ProcessInfo.processInfo.environment
    .filter { $0.key == "ASAN_OPTIONS" || $0.key == "TSAN_OPTIONS" }
    .merging(["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "FAIRLEAD_NO_SNIPPETS": "true"]) { $1 }

  /// Runs `fairlead` with these arguments and nothing in its environment but what is given.
  static func fairlead(
    _ arguments: String..., input: String = "", environment: [String: String] = [:], in directory: URL? = nil
  ) async throws -> Run {
    try await run("fairlead", arguments, input: input, environment: environment, in: directory)
  }

  /// Runs one of the programs, or that of a path, to its end, which cancels what is done during the run.
  static func run(
    _ name: String, _ arguments: [String], input: String = "", environment: [String: String] = [:],
    in directory: URL? = nil, during: (@Sendable (Running) async throws -> Void)? = nil
  ) async throws -> Run {
    let variables = basics.merging(environment) { $1 }
    // Files instead of pipes: whatever the program writes, nothing can fill up and block.
    let scratch = try Scratch()
    defer { scratch.remove() }
    for (file, text) in [("in", input), ("out", ""), ("err", "")] { try scratch.write(file, text) }
    let files = [
      ChildProcess.OpenFile(STDIN_FILENO, scratch.url("in").path, O_RDONLY),
      ChildProcess.OpenFile(STDOUT_FILENO, scratch.url("out").path, O_WRONLY | O_APPEND),
      ChildProcess.OpenFile(STDERR_FILENO, scratch.url("err").path, O_WRONLY | O_APPEND),
    ]
    let process = try ChildProcess(
      try words(name, arguments, in: directory), environment: variables.map { "\($0)=\($1)" }, files: files)
    let running = Running(process: process, scratch: scratch)
    let companion = Task {
      do {
        try await during?(running)
      } catch {
        // It will not be ended by what was to end it.
        if !Task.isCancelled { process.signal(SIGKILL) }
        throw error
      }
    }
    let limit = Task {
      try await Task.sleep(for: longest)
      process.signal(SIGKILL)
    }
    let status = await onThread { process.wait() }
    limit.cancel()
    companion.cancel()
    try await companion.value
    return Run(status: status, output: try scratch.read("out"), errors: try scratch.read("err"))
  }

  /// Runs a program at a terminal, where a user answers its question.
  ///
  /// - Returns: The status and all that the terminal showed.
  static func runAtTerminal(
    _ name: String, _ arguments: [String], input: String? = nil, answer: String, environment: [String: String] = [:],
    in directory: URL? = nil
  ) async throws -> (status: Int32, screen: String) {
    let variables = basics.merging(environment) { $1 }
    let terminal = try PseudoTerminal()
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.write("in", input ?? "")
    let files =
      [1, 2].map { ChildProcess.OpenFile($0, terminal.path) }
      + [input == nil ? ChildProcess.OpenFile(0, terminal.path) : .init(0, scratch.url("in").path, O_RDONLY)]
    let process = try ChildProcess(
      try words(name, arguments, in: directory), environment: variables.map { "\($0)=\($1)" }, files: files,
      leadsSession: true)
    let screen = await onThread { terminal.read(answering: "[y/N] ") { terminal.type(answer) } }
    return (await onThread { process.wait() }, screen.replacing("\r\n", with: "\n"))
  }

  /// `env` changes the folder and becomes the program, so that the process id is the program's.
  private static func words(_ name: String, _ arguments: [String], in directory: URL?) throws -> [String] {
    let program = name.hasPrefix("/") ? name : try Programs.path(name)
    return (directory.map { ["/usr/bin/env", "-C", $0.path] } ?? []) + [program] + arguments
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
