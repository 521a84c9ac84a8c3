import Diagnostics
import Documents
import Foundation
import GatewayModel
import Reconciliation
import Synchronization
import Targets
import Testing

/// Journals as files, and ways back on a target in memory.
@Suite struct JournalTests {
  private static func id(_ number: Int) -> String { "a0000000-0000-4000-8000-00000000000\(number)" }
  private static let before = """
    services:
    - {id: \(id(1)), name: shop, host: shop.internal, routes: [{id: \(id(2)), name: shop, paths: [/shop]}], plugins: [{id: \(id(3)), name: key-auth}]}
    - {id: \(id(4)), name: old, host: h}
    consumers: [{id: \(id(5)), username: alice, keyauth_credentials: [{id: \(id(6)), key: canary}]}]
    """
  private static let after = """
    services:
    - {id: \(id(1)), name: shop, host: elsewhere, routes: [{id: \(id(2)), name: shop, paths: [/shop]}]}
    - {id: \(id(7)), name: new, host: h}
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
      var told = ""
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
        if bytes[length - 1] == 0x0A { told = "\(journal)" }
        #expect("\(journal)" == told, "at \(length)")
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

  /// A target on which a run got as far as a number of writes, since it was killed then.
  private func target(after writes: Int) async throws -> Scenario {
    let left = Atomic(Int.max)
    let scenario = Scenario { settings in
      settings.refusal = { _ in
        left.subtract(1, ordering: .relaxed).oldValue > 0 ? nil : .refused(.init(.other, message: "killed"))
      }
    }
    try await scenario.sync(Self.before)
    let others = scenario.store.writes.count
    left.store(writes, ordering: .relaxed)
    var request = RunRequest()
    request.execution.parallelism = 1
    request.execution.onError = .stop
    _ = try await scenario.run(Self.after, request)
    try #require(scenario.store.writes.count == others + writes)
    left.store(.max, ordering: .relaxed)
    return scenario
  }

  @Test("an undo after each whole line of a journal leaves what was there before, whatever was under way")
  func undoOfAPart() async throws {
    try await within { folder in
      let path = folder.appendingPathComponent("run.journal").path
      let scenario = Scenario()
      try await scenario.sync(Self.before)
      let held = contents(scenario)
      var request = request(path)
      request.execution.parallelism = 1
      #expect(try await scenario.run(Self.after, request).end == .success)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      let part = folder.appendingPathComponent("part.journal")
      var moments = 0
      for length in bytes.indices.filter({ bytes[$0] == 0x0A }).map({ $0 + 1 }) {
        try bytes[..<length].write(to: part)
        let lines = bytes[..<length].split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
        let words = lines.map { String(decoding: $0.prefix(8), as: UTF8.self) }
        let (begun, done) = (words.count { $0 == "{\"write\"" }, words.count { $0 == "{\"done\":" })
        // Of the writes that were under way any number may have been done.
        for writes in done...begun {
          let target = try await target(after: writes)
          let observer = Scenario.Observer()
          let end = try await Run(.undo(), observer: observer).undo(
            try Journal.read(part.path), overwrites: false, target.store.writer)
          #expect(end == .success, "at \(length) after \(writes): \(observer.notes)")
          #expect(contents(target) == held, "at \(length) after \(writes)")
          moments += 1
        }
      }
      #expect(moments > 10)
    }
  }
}
