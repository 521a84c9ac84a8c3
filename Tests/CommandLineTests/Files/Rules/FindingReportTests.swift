import Documents
import Testing

/// Reports of what was found, by rules and by the check of files.
@Suite struct FindingReportTests {
  private static let rules = """
    rules:
      b-rule: {description: "100% <sure>, a: b", severity: error, given: '$.services[*]', then: {field: name, function: truthy}}
      a-rule: {message: plain, severity: hint, given: $, then: {field: nothing, function: defined}}
    """

  @Test func sarifNamesRulesOnceAndTruePlaces() async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.write("rules.yaml", Self.rules)
    try scratch.write("a b.yaml", "services:\n- host: h\n- host: i\n")
    let run = try await Program.run(
      "fairlead", ["file", "lint", "-s", "a b.yaml", "rules.yaml", "--report", "sarif=report.sarif"], in: scratch.folder
    )
    #expect(run.status == 1)
    let document = try JSONReader.read(Array(scratch.read("report.sarif").utf8))
    #expect(document["version"]?.string == "2.1.0")
    let part = try #require(document["runs"]?.array?.first)
    #expect(part["tool"]?["driver"]?["rules"] == [["id": "a-rule"], ["id": "b-rule"]])
    let results = try #require(part["results"]?.array)
    try #require(results.count == 3, "\(run.everything)")
    #expect(results.map { $0["ruleIndex"]?.integer } == [0, 1, 1])
    #expect(results.map { $0["level"]?.string } == ["note", "error", "error"])
    let place = results[1]["locations"]?.array?.first?["physicalLocation"]
    #expect(place?["artifactLocation"]?["uri"]?.string == "a%20b.yaml")
    // decK's formats put the first item of a list at the key above it; a report puts it where it is.
    #expect(place?["region"] == ["startLine": 2, "startColumn": 3])
    #expect(run.output.contains("[error][1:1] 100% <sure>"))
  }

  @Test func gitHubAnnotatesLines() async throws {
    let run = try await Program.run(
      "fairlead", ["file", "lint", "--builtin", "--off", "missing-tags", "--report", "github=-", "-o", "/dev/null"],
      input: "services: [{name: a, host: 'x%y', routes: [{name: r, hosts: ['*.h'], plugins: [{name: jwt}]}]}]\n")
    #expect(
      run.output
        == "::warning file=-,line=1,col=28,title=plaintext-upstream::service 'a' speaks http to x%25y, without encryption (use https, grpcs, tls or wss)\n"
        + "::notice file=-,line=1,col=62,title=wildcard-host::route 'r' matches any host like *.h\n")
  }

  @Test func junitCountsFindings() async throws {
    let run = try await Program.run(
      "fairlead", ["file", "lint", "--builtin", "--report", "junit=-", "-o", "/dev/null"],
      input: "consumers: [{username: '<a>'}]\n")
    #expect(run.output.contains("tests=\"1\" failures=\"1\" errors=\"0\""))
    #expect(run.output.contains("consumer '&lt;a&gt;' has no tags"))
  }

  @Test func theCheckOfFilesReportsWithTheSameCodesAndExceptions() async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let state = """
      _format_version: "3.0"
      services:
      - name: a
        host: h
        nonsense: 1
      - name: b
        host: h
        nonsense: 1
        x-lint-ignore: unknown-key
      """
    try scratch.write("kong.yaml", state)
    let run = try await Program.run(
      "fairlead", ["file", "validate", "kong.yaml", "--report", "sarif=-"], in: scratch.folder)
    #expect(run.status == 1)
    let document = try JSONReader.read(Array(run.output.utf8))
    let results = try #require(document["runs"]?.array?.first?["results"]?.array)
    #expect(results.map { $0["ruleId"]?.string } == ["unknown-key"])
    #expect(
      document["runs"]?.array?.first?["tool"]?["driver"]?["rules"]?.array?.first?["shortDescription"]?["text"]?.string
        == "A key is none that the format has")
  }

  @Test func anUnknownFormatIsRefusedBeforeAnythingIsRead() async throws {
    let run = try await Program.run("fairlead", ["file", "lint", "--builtin", "--report", "xml=-"], input: "a: 1\n")
    #expect(run.status == 64)
    #expect(run.errors.contains("formats are junit, sarif, github"))
  }
}
