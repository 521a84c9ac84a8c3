import Diagnostics
import Documents
import Foundation
import GatewayModel
import Reconciliation
import Targets
import Testing

/// Journals as files, and ways back on a target in memory.
@Suite struct JournalTests {
  private static let before = """
    services:
    - {name: shop, host: shop.internal, routes: [{name: shop, paths: [/shop]}], plugins: [{name: key-auth}]}
    - {name: old, host: h}
    consumers: [{username: alice, keyauth_credentials: [{key: canary}]}]
    """
  private static let after = """
    services:
    - {name: shop, host: elsewhere, routes: [{name: shop, paths: [/shop]}]}
    - {name: new, host: h}
    """

  /// A folder that is gone after the test.
  private func within(_ test: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("journal-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let outcome: Result<Void, any Error>
    do { outcome = .success(try await test(folder)) } catch { outcome = .failure(error) }
    try? FileManager.default.removeItem(at: folder)
    try outcome.get()
  }

  private func request(_ path: String) -> RunRequest {
    var request = RunRequest()
    let header = JournalHeader(toolVersion: "0", command: "sync", author: .init(), files: ["kong.yaml"])
    request.journal = JournalRequest(path: path, header: header)
    return request
  }

  private func run(_ scenario: Scenario, _ path: String) async throws {
    try await scenario.sync(Self.before)
    let (end, observer) = try await scenario.run(Self.after, request(path))
    try #require(end == .success, "\(observer.notes)")
  }

  /// What a target holds, whatever order it came in.
  private func contents(_ scenario: Scenario) -> [String] {
    EntityKind.all.flatMap { kind in
      scenario.store.entities(kind).map { entity in
        var fields = entity.fields
        fields.removeValue(forKey: "updated_at")
        let references = entity.references.map { "\($0.field)=\($0.referredID ?? "")" }.sorted()
        return
          "\(kind.name) \(String(decoding: JSONWriter.write(Node(.object(fields.sorted()))), as: UTF8.self)) \(references)"
      }
    }.sorted()
  }

  @Test("a journal that is cut at any byte is read to its last whole line")
  func cut() async throws {
    try await within { folder in
      let path = folder.appendingPathComponent("run.journal").path
      try await run(Scenario(), path)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      let whole = try Journal.read(path)
      #expect(whole.end == "success" && whole.unsettled.isEmpty && whole.done == 5)
      let header = try #require(bytes.firstIndex(of: 0x0A))
      let part = folder.appendingPathComponent("part.journal")
      for length in 0..<bytes.count {
        try bytes[..<length].write(to: part)
        guard length > header else {
          let error = #expect(throws: DiagnosticError.self) { try Journal.read(part.path) }
          #expect(error?.diagnostics.first?.code == "no-journal")
          continue
        }
        let journal = try Journal.read(part.path)
        let lines = bytes[..<length].split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
        let done = lines.count { String(decoding: $0, as: UTF8.self).hasPrefix("{\"done\"") }
        #expect(journal.done == done && journal.end == nil)
      }
    }
  }

  @Test("a line in the middle that no run wrote is told with its number")
  func damage() async throws {
    try await within { folder in
      let path = folder.appendingPathComponent("run.journal").path
      try await run(Scenario(), path)
      var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
      for damage in ["nonsense", "{\"done\":999}", "[1]"] {
        lines[2] = damage
        try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: false, encoding: .utf8)
        let error = #expect(throws: DiagnosticError.self) { try Journal.read(path) }
        #expect(error?.diagnostics.first?.message.hasPrefix("line 3 of the journal") == true)
      }
    }
  }

  @Test("an undo of a journal that was cut anywhere leaves what was there before")
  func undoOfAPart() async throws {
    try await within { folder in
      let path = folder.appendingPathComponent("run.journal").path
      let scenario = Scenario()
      try await scenario.sync(Self.before)
      let held = contents(scenario)
      let (end, _) = try await scenario.run(Self.after, request(path))
      #expect(end == .success)
      let observer = Scenario.Observer()
      let undo = Run(.undo(), observer: observer)
      let undone = try await undo.undo(try Journal.read(path), overwrites: false, scenario.store.writer)
      #expect(undone == .success, "\(observer.notes)")
      #expect(contents(scenario) == held)
    }
  }
}
