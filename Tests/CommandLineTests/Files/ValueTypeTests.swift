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

  /// Each line of a file with a fault of type, and what is said of it besides its place.
  private static let faults: [(line: String, column: Int)] = [
    ("plugins: [{name: cors, config: []}]", 32), ("plugins: [{name: own, config: x}]", 31),
    ("plugins: [{name: cors, protocols: http}]", 35), ("plugins: [{name: cors, ordering: []}]", 34),
    ("partials: [{name: p, type: redis-ee, config: x}]", 46), ("vaults: [{name: env, prefix: p-1, config: 5}]", 43),
    ("services: [{name: a, host: h, updated_at: x}]", 43), ("services: [{name: a, host: h, created_at: 1.5}]", 43),
    ("services: [{name: a, host: h, tags: {}}]", 37), ("services: [{name: a, url: 5}]", 27),
    ("services: [{name: a, host: h, tls_sans: []}]", 41), ("routes: [{name: r, paths: [/a], headers: []}]", 42),
    ("routes: [{name: r, paths: [/a], sources: x}]", 42), ("routes: [{name: r, paths: [/a], hosts: [null]}]", 41),
    ("routes: [{name: r, protocols: [tcp], sources: [{port: x}]}]", 55),
    ("upstreams: [{name: u, healthchecks: []}]", 37), ("upstreams: [{name: u, targets: [[]]}]", 33),
    ("licenses: [x]", 12), ("_transform: x", 13), ("cloned_plugins: [x]", 18),
  ]

  @Test(arguments: verbs + [["validate", "kong.yaml"]])
  func ofEveryFieldAreErrors(_ words: [String]) async throws {
    for (line, column) in Self.faults {
      let run = try await run(words, on: "_format_version: '3.0'\n\(line)\n")
      #expect(run.status == 1 && run.output.isEmpty, "\(line): \(run.everything)")
      let places = run.errors.split(separator: "\n").filter { $0.contains(": error:") }
      #expect(places.count == 1 && run.errors.contains("kong.yaml:2:\(column): error:"), "\(line): \(run.errors)")
    }
  }

  /// What readers of ours take besides: the short forms of the format, what decK once had, and a null that says nothing.
  @Test(arguments: verbs + [["validate", "kong.yaml"]])
  func whatIsTakenOnPurposeIsNone(_ words: [String]) async throws {
    let run = try await run(
      words,
      on: """
        _format_version: "3.0"
        services:
        - {name: s, host: h, enabled: "yes", retries: null, port: 8.0e1, created_at: 1422386534}
        upstreams: [{name: u, targets: ["h.example:80"], healthchecks: {active: {timeout: 0.5}}}]
        plugins:
        - {name: cors, service: {name: s}\(words.first == "validate" ? "" : ", run_on: first"), tags: null}
        - {name: key-auth, service: s}
        certificates: null

        """)
    #expect(run.status == 0, "\(run.everything)")
  }

  /// What an entry cannot be without, for decK's other readers too.
  @Test(arguments: [
    "consumers: [{username: c, jwt_secrets: [{key: k, algorithm: HS256}]}]", "consumers: [{username: c, acls: [{}]}]",
    "consumers: [{username: c, basicauth_credentials: [{username: u}]}]", "plugins: [{config: {}}]",
    "partials: [{name: p}]", "_format_version: 3.0", "service_packages: x",
  ])
  func aConvertedFileIsWhole(line: String) async throws {
    let header = line.hasPrefix("_") ? "" : "_format_version: '3.0'\n"
    let run = try await run(Self.verbs[1], on: "\(header)\(line)\n")
    #expect(run.status == 1 && run.output.isEmpty, "\(run.everything)")
    #expect(run.errors.split(separator: "\n").count { $0.contains(": error:") } == 1, "\(run.errors)")
  }

  @Test func aVaultKnowsItsConfiguration() async throws {
    let run = try await run(
      ["validate", "kong.yaml"],
      on: """
        _format_version: "3.0"
        vaults:
        - {name: env, prefix: v-1, config: {prefix: X_, zzz: 1}}
        - {name: env, prefix: v-2, config: true}
        - {name: hcv, prefix: v-3, config: {host: h.example, mount: m}}
        - {name: env, prefix: v-4}

        """)
    let errors = run.errors.split(separator: "\n").filter { $0.contains(": error:") }
    #expect(run.status == 1 && errors.count == 2, "\(run.errors)")
    for place in ["3:49: error: vault v-1: unknown key 'config.zzz'", "4:36: error: vault v-2: config"] {
      #expect(run.errors.contains("kong.yaml:\(place)"), "\(run.errors)")
    }
  }

  @Test func aRouteByExpressionHasAPriority() async throws {
    let run = try await run(
      ["render", "kong.yaml"], on: "_format_version: \"3.0\"\nroutes: [{name: r, expression: x}]\n")
    #expect(run.output.contains("priority: 0\n") && !run.output.contains("regex_priority"), "\(run.everything)")
  }
}
