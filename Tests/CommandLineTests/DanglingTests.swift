import Targets
import Documents
import GatewaySandbox
import TestSupport
import Testing

/// Listings that do not fit each other, because somebody writes while they are read.
@Suite struct DanglingTests {
  private func add(_ number: Int, to gateway: Gateway) async throws {
    try await gateway.api.post(["services"], body: ["name": Node(.string("s\(number)")), "host": "h"])
    try await gateway.api.post(
      ["routes"],
      body: [
        "name": Node(.string("r\(number)")), "paths": [Node(.string("/\(number)"))],
        "service": ["name": Node(.string("s\(number)"))],
      ])
  }

  /// Runs a verb; each time it has listed the services and not yet the routes, one more of both is added.
  private func run(_ gateway: Gateway, _ arguments: [String], adding numbers: [Int]) async throws -> Program.Run {
    try await gateway.run(arguments, holding: .init(method: "GET", path: "/routes")) { _, relay in
      for (index, number) in numbers.enumerated() {
        try await wait(for: "reading \(index + 1)") { relay.held == 1 && relay.answered("GET", "/services") > index }
        try await add(number, to: gateway)
        if index == numbers.count - 1 { relay.open() } else { relay.release() }
      }
    }
  }

  @Test(arguments: ["dump", "diff"]) func whatDoesNotFitIsReadAgain(verb: String) async throws {
    try await Gateway.run { gateway in
      try await add(1, to: gateway)
      let file = try gateway.file(
        """
        services:
        - {name: s1, host: h, routes: [{name: r1, paths: [/1]}]}
        - {name: s2, host: h, routes: [{name: r2, paths: [/2]}]}
        """)
      let result = try await run(gateway, verb == "dump" ? [verb] : [verb, "--non-zero-exit-code", file], adding: [2])
      #expect(result.status == 0, "\(result.everything)")
      #expect(result.errors.isEmpty, "\(result.errors)")
      if verb == "dump" { #expect(result.output.contains("name: r2") && result.output.contains("name: s2")) }
    }
  }

  /// Where somebody writes during the second reading too, the dump fits itself, and tells what is left out.
  @Test func aDumpTellsWhatIsMissing() async throws {
    try await Gateway.run { gateway in
      try await add(1, to: gateway)
      let dump = try await run(gateway, ["dump"], adding: [2, 3])
      #expect(dump.status == 0, "\(dump.everything)")
      #expect(dump.errors.contains("are missing from the dump"), "\(dump.errors)")
      #expect(dump.output.contains("name: r2") && dump.output.contains("name: s2"))
      #expect(!dump.output.contains("name: r3"), "a route stands with its service or not at all")
      try gateway.scratch.write("dump.yaml", dump.output)
      let check = try await Program.run("fairlead", ["file", "validate", "dump.yaml"], in: gateway.scratch.folder)
      #expect(check.status == 0, "\(check.everything)")
    }
  }
}

/// Within tags, what refers to an entity without them is seen all the same.
@Suite struct TaggedReferenceTests {
  @Test func aTaggedPluginOfAnUntaggedServiceIsSeen() async throws {
    try await Gateway.run { gateway in
      let given = try gateway.file(
        "services: [{name: s, host: h, plugins: [{name: cors, tags: [t]}]}]", named: "given.yaml")
      #expect(try await gateway.fairlead("sync", given).status == 0)
      let id = try #require(try await gateway.get("services", "s")["id"]?.string)
      let file = try gateway.file("_info: {select_tags: [t]}\nplugins: [{name: cors, service: \(id)}]")
      let diff = try await gateway.fairlead("diff", "--non-zero-exit-code", file)
      #expect(diff.status == 0, "\(diff.everything)")
      let dump = try await gateway.fairlead("dump", "--select-tag", "t").output
      #expect(dump.contains("service: \(id)"), "\(dump)")
    }
  }
}
