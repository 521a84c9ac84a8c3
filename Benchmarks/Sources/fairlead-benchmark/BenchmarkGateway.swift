import Glibc

/// An empty gateway: a sandbox in a process of its own on a free loopback port, or one that is there already.
final class BenchmarkGateway {
  let address: String
  /// The sandbox; nil for a gateway that somebody else runs.
  private let process: pid_t?

  /// Takes a gateway that is there and empties it.
  init(emptying address: String, with tool: String) throws {
    self.address = address
    self.process = nil
    _ = try Measurement.run(tool, ["gateway", "reset", "--force", "--kong-addr", address])
  }

  /// Starts a sandbox with further flags.
  init(starting program: String, _ flags: [String] = []) throws {
    var pipes: [Int32] = [0, 0]
    guard pipe(&pipes) == 0 else { throw Failure("no pipe") }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, pipes[1], STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addclose(&actions, pipes[0])
    let arguments: [String] = [program, "--port", "0"] + flags
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    guard posix_spawn(&process, program, &actions, nil, &words, environ) == 0 else {
      throw Failure("\(program) cannot be started")
    }
    close(pipes[1])
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(pipes[0], &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
    close(pipes[0])
    self.process = process
    self.address = String(decoding: line, as: UTF8.self)
    guard address.hasPrefix("http") else { throw Failure("the sandbox gave no address") }
  }

  func stop() {
    guard let process else { return }
    kill(process, SIGTERM)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }
}
