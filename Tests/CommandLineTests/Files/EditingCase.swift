import Testing

/// A verb that rewrites a file: what it gets, and what comes of it.
struct EditingCase: Sendable, CustomTestStringConvertible {
  let name: String
  /// The verb with its arguments.
  let arguments: [String]
  /// What is on standard input.
  var input = ""
  /// Further files.
  var files: [String: String] = [:]
  var environment: [String: String] = [:]
  /// What comes out; nil where the run fails.
  var output: String?
  /// What is on standard error, in part.
  var says: String?

  var testDescription: String { "\(arguments.first ?? "") \(name)" }

  static let all = plugins + tags + patches + merges + namespaces + forms + conversions
}

/// The rules of the verbs that rewrite a file, one by one.
@Suite struct EditingCaseTests {
  @Test(arguments: EditingCase.all)
  func theFileIsRewritten(entry: EditingCase) async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    for (name, text) in entry.files { try scratch.write(name, text) }
    let run = try await Program.run(
      "fairlead", ["file"] + entry.arguments, input: entry.input, environment: entry.environment, in: scratch.folder)
    #expect(run.output == entry.output ?? "", "\(run.everything)")
    #expect((run.status == 0) == (entry.output != nil), "\(run.everything)")
    if let says = entry.says {
      #expect(run.errors.contains(says), "\(run.errors)")
    } else {
      #expect(run.errors == "")
    }
  }
}
