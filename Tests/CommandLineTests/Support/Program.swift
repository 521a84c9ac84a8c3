import Foundation

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
    let process = Process()
    process.executableURL = folder.appendingPathComponent(name)
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"].merging(environment) { $1 }
    if let directory { process.currentDirectoryURL = directory }
    // Files instead of pipes: whatever the program writes, nothing can fill up and block.
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.write("in", input)
    process.standardInput = try FileHandle(forReadingFrom: scratch.url("in"))
    process.standardOutput = try scratch.writer("out")
    process.standardError = try scratch.writer("err")
    return try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { process in
        continuation.resume(
          with: Result {
            Run(status: process.terminationStatus, output: try scratch.read("out"), errors: try scratch.read("err"))
          })
      }
      do {
        try process.run()
        let identifier = process.processIdentifier
        if let during { Task { await during(identifier) } }
      } catch {
        continuation.resume(throwing: error)
      }
    }
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

  func writer(_ name: String) throws -> FileHandle {
    try write(name, "")
    return try FileHandle(forWritingTo: url(name))
  }

  func read(_ name: String) throws -> String { String(decoding: try Data(contentsOf: url(name)), as: UTF8.self) }

  func remove() { try? FileManager.default.removeItem(at: folder) }
}
