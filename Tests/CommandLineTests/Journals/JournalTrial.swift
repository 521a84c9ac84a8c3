import Documents
import Foundation
import Targets
import Testing

/// What tests of journals do again and again.
extension Gateway {
  /// Brings the gateway to a state without a journal.
  func put(_ text: String, _ flags: String...) async throws {
    let run = try await run(["sync", try file(text, named: "put.yaml")] + flags)
    try #require(run.status == 0, "\(run.everything)")
  }

  /// Syncs a text and keeps a journal.
  func journal(
    _ text: String, _ flags: String..., to journal: String = "run.journal"
  ) async throws -> Program.Run {
    try await run(["sync", try file(text), "--journal", journal, "--max-deletes", "100%"] + flags)
  }

  /// All that the gateway holds, with ids.
  func dump(_ flags: String...) async throws -> String {
    let run = try await run(["dump", "--with-id"] + flags)
    try #require(run.status == 0, "\(run.everything)")
    return run.output
  }

  /// What the gateway holds with the times at which it came to be.
  func times(_ path: String...) async throws -> [String: Node] {
    let list = try await api.reader.listAll(path).items
    return Dictionary(uniqueKeysWithValues: list.map { ($0["id"]?.string ?? "", $0["created_at"] ?? .null) })
  }

  /// Has a journal of a run over a relay name the gateway itself: the relay is gone afterwards.
  func turn(_ journal: String, from relay: Relay) throws {
    try scratch.write(journal, try scratch.read(journal).replacing(relay.address, with: address))
  }

  /// The lines of a journal.
  func lines(of journal: String) throws -> [Node] {
    try scratch.read(journal).split(separator: "\n").map { try JSONReader.read(Array($0.utf8)) }
  }
}
