import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// What the programs that tests start have of the tests' own.
@Suite struct ChildProcessTests {
  /// A socket that lives on in a program is closed for nobody at its other end, who then waits for an answer.
  @Test func aProgramHasOnlyTheFilesItIsGiven() async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let own = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(own) }
    try scratch.write("out", "")
    let output = ChildProcess.OpenFile(STDOUT_FILENO, scratch.url("out").path, O_WRONLY)
    let process = try ChildProcess(["/bin/ls", "/proc/self/fd"], files: [.nowhere(0), output, .nowhere(2)])
    let status = await onThread { process.wait() }
    #expect(status == 0)
    // The last one is the folder that it lists.
    #expect(try scratch.read("out").split(separator: "\n") == ["0", "1", "2", "3"])
  }
}
