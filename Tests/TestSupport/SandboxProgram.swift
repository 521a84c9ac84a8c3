import Glibc

/// The sandbox as a program of its own, which tells its address and ends when it is told to.
public final class SandboxProgram: Sendable {
  /// Its address, as it tells it.
  public let address: String
  private let process: ChildProcess
  private let errorFile: String

  private init(address: String, process: ChildProcess, errorFile: String) {
    self.address = address
    self.process = process
    self.errorFile = errorFile
  }

  /// Starts a sandbox on a free port of this machine and returns once it listens.
  ///
  /// - Parameter flags: Its flags besides the port.
  /// - Throws: `ChildProcess.Failure` with what it said where it does not start.
  public static func start(_ flags: [String] = []) async throws -> SandboxProgram {
    let program = try Programs.path("fairlead-sandbox")
    var ends: [Int32] = [-1, -1]
    var template = Array("/tmp/fairlead-sandbox-XXXXXX\0".utf8.map { CChar(bitPattern: $0) })
    let errors = mkstemp(&template)
    guard errors >= 0, pipe2(&ends, O_CLOEXEC) == 0 else {
      throw ChildProcess.Failure(description: "no files for a sandbox: \(String(cString: strerror(errno)))")
    }
    close(errors)
    let errorFile = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let (reading, writing) = (ends[0], ends[1])
    defer { close(reading) }
    let process: ChildProcess
    do {
      defer { close(writing) }
      process = try ChildProcess(
        [program, "--port", "0"] + flags,
        files: [
          .nowhere(STDIN_FILENO), .init(STDOUT_FILENO, "/proc/self/fd/\(writing)", O_WRONLY),
          .init(STDERR_FILENO, errorFile, O_WRONLY | O_APPEND),
        ])
    }
    let line = await onThread { firstLine(of: reading) }
    let sandbox = SandboxProgram(address: line, process: process, errorFile: errorFile)
    guard line.hasPrefix("http") else {
      let said = sandbox.errors
      let status = await sandbox.stop()
      throw ChildProcess.Failure(description: "the sandbox ended with \(status) before it listened: \(said)")
    }
    return sandbox
  }

  /// What it has written on standard error.
  public var errors: String {
    guard let file = fopen(errorFile, "r") else { return "" }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }

  /// Tells it to end and waits for that; the status as a shell tells it, which is 0 where nothing is wrong with it.
  @discardableResult
  public func stop() async -> Int32 {
    process.signal(SIGTERM)
    let status = await onThread { [process] in process.wait() }
    unlink(errorFile)
    return status
  }

  private static func firstLine(of descriptor: Int32) -> String {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(descriptor, &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
    return String(decoding: line, as: UTF8.self)
  }
}
