import Foundation
import Testing

/// What decK did with inputs made for the purpose, done again.
@Suite(.enabled(if: FileRecord.isThere, FileRecord.absence), .serialized)
struct RecordedRunTests {
  @Test(arguments: RecordedVerb.all)
  func theResultIsTheRecordedOne(verb: RecordedVerb) async throws {
    let cases = try FileRecord.cases(of: verb.name)
    #expect(!cases.isEmpty)
    let unknown = Set(verb.different.keys).subtracting(cases.map(\.name))
    #expect(unknown.isEmpty, "\(verb.name) has no case \(unknown.sorted())")
    for entry in cases {
      #expect(
        !entry.isDefect || verb.different[entry.name] != nil, "\(verb.name), \(entry.name): what is the right result?")
      try await run(entry, of: verb)
    }
  }

  private func run(_ entry: FileRecord.Case, of verb: RecordedVerb) async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    func placed(_ text: String) -> String { text.replacing("{DIR}", with: scratch.folder.path) }
    for (name, text) in entry.files { try scratch.write(name, placed(text)) }
    let run = try await Program.run(
      "fairlead", entry.arguments.map(placed), input: entry.input, environment: entry.environment.mapValues(placed),
      in: scratch.folder)
    let label = "\(verb.name), \(entry.name): exit \(run.status)\n\(run.errors)\n\(run.output)"
    #expect([0, 1, 2, 3, 4, 64].contains(run.status), "\(label)")
    switch verb.different[entry.name] {
    case .failure:
      #expect(run.status != 0 && !run.errors.isEmpty, "\(label)")
    case .output(let text):
      #expect(run.status == 0, "\(label)")
      let names = entry.written.keys.sorted()
      // Of several files the one in JSON is the odd one.
      let name = names.first { $0.hasSuffix(".json") } ?? names.last
      let written = try name.map { try scratch.read($0) } ?? run.output
      #expect(verb.isSame(text, written), "\(label)")
    case .edited(let replacements):
      #expect(run.status == 0, "\(label)")
      let written = try entry.written.keys.first.map { try scratch.read($0) } ?? run.output
      let before = entry.files["k.yaml"] ?? entry.input
      #expect(replacements.isEmpty || replacements.contains { before.contains($0.0) }, "\(label)")
      let text = replacements.reduce(before) { $0.replacing($1.0, with: $1.1) }
      #expect(verb.isSame(text, written), "\(label)")
    case .findings(let text):
      #expect(run.status == 1, "\(label)")
      let written =
        FileManager.default.fileExists(atPath: scratch.url("out.txt").path) ? try scratch.read("out.txt") : run.output
      #expect(verb.isSame(text, written), "\(label)")
    case .changed(let change):
      #expect(run.status == 0, "\(label)")
      #expect(verb.isSame(change(placed(entry.output)), run.output), "\(label)")
    case .file(let name):
      #expect(run.status == 0, "\(label)")
      #expect(verb.isSame(entry.written.values.first ?? "", try scratch.read(name)), "\(label)")
    case nil:
      #expect((run.status == 0) == (entry.status == 0), "\(label)")
      if entry.status == 0 || verb.failsWithOutput {
        #expect(placed(entry.output) == run.output || verb.isSame(placed(entry.output), run.output), "\(label)")
      }
      try check(entry, scratch, verb, label, placed)
    }
  }

  /// Files that were written, their permissions, and that there are no others.
  private func check(
    _ entry: FileRecord.Case, _ scratch: Scratch, _ verb: RecordedVerb, _ label: String, _ placed: (String) -> String
  ) throws {
    let names = try FileManager.default.subpathsOfDirectory(atPath: scratch.folder.path).filter { name in
      var isDirectory: ObjCBool = false
      return FileManager.default.fileExists(atPath: scratch.url(name).path, isDirectory: &isDirectory)
        && !isDirectory.boolValue
    }
    #expect(Set(names) == Set(entry.files.keys).union(entry.written.keys), "\(label)")
    for (name, text) in entry.written where names.contains(name) {
      #expect(verb.isSame(placed(text), try scratch.read(name)), "\(name) of \(label)")
      let mode = try FileManager.default.attributesOfItem(atPath: scratch.url(name).path)[.posixPermissions] as? Int
      if let recorded = entry.modes[name] { #expect(mode == recorded, "\(name) of \(label)") }
    }
  }
}
