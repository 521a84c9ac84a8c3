import Testing

/// Values of another type than their field's, told by the verbs that hand a file on.
@Suite struct ValueTypeTests {
  private static let verbs = [
    ["render", "kong.yaml"], ["convert", "--from", "3.4", "--to", "3.10", "--input-file", "kong.yaml"],
  ]

  private func run(_ words: [String], on file: String) async throws -> Program.Run {
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.write("kong.yaml", file)
    return try await Program.run("fairlead", ["file"] + words, in: scratch.folder)
  }

  private static let file = """
    _format_version: "3.0"
    services:
    - {name: s, host: h, port: abc, tags: x}
    routes:
    - {name: r, paths: /a, headers: {x-a: b}}

    """

  @Test(arguments: verbs)
  func areErrorsAtTheirPlaces(_ words: [String]) async throws {
    let run = try await run(words, on: Self.file)
    #expect(run.status == 1 && run.output.isEmpty, "\(run.everything)")
    for place in ["3:28: error: service s: port", "3:39: error: service s: tags", "5:20: error: route r: paths"] {
      #expect(run.errors.contains("kong.yaml:\(place)"), "\(run.errors)")
    }
  }

  /// What a variable is to give may be anything yet; what a plugin is configured with is for its schema to say.
  @Test(arguments: verbs)
  func whatIsNotKnownYetIsNone(_ words: [String]) async throws {
    let run = try await run(
      words,
      on: """
        _format_version: "3.0"
        services:
        - name: s
          host: h
          port: ${{ env "DECK_PORT" }}
          tags: null
          enabled: yes
          plugins: [{name: own, config: {minute: many}}]

        """)
    #expect(run.status == 0, "\(run.everything)")
  }

  @Test func aRouteByExpressionHasAPriority() async throws {
    let run = try await run(
      ["render", "kong.yaml"], on: "_format_version: \"3.0\"\nroutes: [{name: r, expression: x}]\n")
    #expect(run.output.contains("priority: 0\n") && !run.output.contains("regex_priority"), "\(run.everything)")
  }
}
