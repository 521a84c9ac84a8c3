import Documents
import Foundation
import GatewaySandbox
import GatewaySchemas
import Targets
import Testing

/// What tests of journals do again and again.
extension Gateway {
  /// A sandbox with every kind of entity.
  static var withEverything: SandboxConfiguration {
    var configuration = SandboxConfiguration()
    configuration.edition = .enterprise
    configuration.webAssembly = true
    return configuration
  }

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

  /// The lines of a journal.
  func lines(of journal: String) throws -> [Node] {
    try scratch.read(journal).split(separator: "\n").map { try JSONReader.read(Array($0.utf8)) }
  }
}

/// A state file made by chance as the text of a file.
extension GeneratedState {
  static func text(seed: UInt64) -> String {
    var generated = GeneratedState(seed: seed)
    return text(generated.document())
  }

  /// A state of all kinds, and one in which something of most of them is gone, has changed or is new.
  static func textsOfAllKinds(seed: UInt64) -> (before: String, after: String) {
    var generated = GeneratedState(seed: seed)
    let document = generated.document()
    var after = document.object ?? Object()
    for key in ["services", "consumers", "upstreams", "vaults"] {
      var list = after[key]?.array ?? []
      if list.count > 1 { list.removeFirst() }
      after[key] = Node(.array(list))
    }
    for member in after {
      guard var list = member.node.array, var entity = list.last?.object, member.key != "custom_entities" else {
        continue
      }
      entity["tags"] = ["changed"]
      list[list.count - 1] = Node(.object(entity))
      after[member.key] = Node(.array(list))
    }
    after["upstreams"] = Node(.array((after["upstreams"]?.array ?? []) + [generated.upstream()]))
    after["consumers"] = Node(
      .array((after["consumers"]?.array ?? []) + [["username": "new", "keyauth_credentials": [["key": "new"]]]]))
    return (text(document), text(Node(.object(after))))
  }

  private static func text(_ document: Node) -> String { String(decoding: YAMLWriter.write(document), as: UTF8.self) }
}
