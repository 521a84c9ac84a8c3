import Glibc

/// The sandbox as a program of its own, which tells its address and ends when it is told to.
public final class SandboxProgram: Sendable {
  /// Its address, as it tells it.
  public let address: String
  private let process: ChildProcess
  private let folder: String

  private init(address: String, process: ChildProcess, folder: String) {
    self.address = address
    self.process = process
    self.folder = folder
  }

  /// Starts a sandbox on a free port of this machine and returns once it listens.
  ///
  /// - Parameter flags: Its flags besides the port.
  /// - Throws: `ChildProcess.Failure` with what it said where it does not start.
  public static func start(_ flags: [String] = []) async throws -> SandboxProgram {
    let program = try Programs.path("fairlead-sandbox")
    var template = Array("/tmp/fairlead-sandbox-XXXXXX\0".utf8.map { CChar(bitPattern: $0) })
    guard mkdtemp(&template) != nil else {
      throw ChildProcess.Failure(description: "no folder for a sandbox: \(String(cString: strerror(errno)))")
    }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let process = try ChildProcess(
      [program, "--port", "0"] + flags,
      files: [
        .nowhere(STDIN_FILENO), .init(STDOUT_FILENO, "\(folder)/out", O_WRONLY | O_CREAT),
        .init(STDERR_FILENO, "\(folder)/err", O_WRONLY | O_CREAT | O_APPEND),
      ])
    var address = ""
    do {
      try await wait(for: "the address of a sandbox") {
        let hasEnded = process.hasEnded
        let output = text(of: "\(folder)/out")
        address = output.hasSuffix("\n") ? String(output.dropLast()) : ""
        return hasEnded || !address.isEmpty
      }
    } catch {
      process.signal(SIGKILL)
      throw error
    }
    let sandbox = SandboxProgram(address: address, process: process, folder: folder)
    guard address.hasPrefix("http") else {
      let said = sandbox.errors
      throw ChildProcess.Failure(description: "the sandbox ended with \(await sandbox.stop()): \(said)")
    }
    return sandbox
  }

  /// What it has written on standard error.
  public var errors: String { SandboxProgram.text(of: "\(folder)/err") }

  /// Tells it to end and waits for that; the status as a shell tells it, which is 0 where nothing is wrong with it.
  @discardableResult
  public func stop() async -> Int32 {
    process.signal(SIGTERM)
    let status = await onThread { [process] in process.wait() }
    for name in ["out", "err"] { unlink("\(folder)/\(name)") }
    rmdir(folder)
    return status
  }

  private static func text(of path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}
