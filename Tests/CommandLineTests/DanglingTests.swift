import Targets
import Documents
import GatewaySandbox
import Testing

/// Listings that do not fit each other, because somebody writes while they are read.
@Suite(.serialized) struct DanglingTests {
  /// Keeps the listing of routes back, until it is switched off.
  private static let lateRoutes: Node = ["rules": [["method": "GET", "path": "/routes", "status": 503]]]

  private func add(_ number: Int, to gateway: Gateway) async throws {
    try await gateway.api.post(["services"], body: ["name": Node(.string("s\(number)")), "host": "h"])
    try await gateway.api.post(
      ["routes"],
      body: [
        "name": Node(.string("r\(number)")), "paths": [Node(.string("/\(number)"))],
        "service": ["name": Node(.string("s\(number)"))],
      ])
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
      try await gateway.set(faults: Self.lateRoutes)
      try await gateway.resetCounters()
      async let run = gateway.run(verb == "dump" ? [verb] : [verb, "--non-zero-exit-code", file])
      while try await gateway.refusals() < 2 { try await Task.sleep(for: .milliseconds(5)) }
      try await add(2, to: gateway)
      try await gateway.set(faults: [:])
      let result = try await run
      #expect(result.status == 0, "\(result.everything)")
      #expect(result.errors.isEmpty, "\(result.errors)")
      if verb == "dump" { #expect(result.output.contains("name: r2") && result.output.contains("name: s2")) }
    }
  }

  /// Whoever writes all the time gets dumps that fit themselves, and is told what is left out.
  @Test func aDumpFitsItselfOrTellsWhatIsMissing() async throws {
    try await Gateway.run { gateway in
      let writer = Task {
        var number = 0
        while !Task.isCancelled {
          number += 1
          try await add(number, to: gateway)
          try await Task.sleep(for: .milliseconds(20))
        }
      }
      for round in 1...4 {
        try await gateway.set(
          faults: ["rules": [["method": "GET", "path": "/routes", "status": 503, "count": 2]]])
        let dump = try await gateway.fairlead("dump")
        #expect(dump.status == 0, "\(dump.everything)")
        if !dump.errors.isEmpty { #expect(dump.errors.contains("are missing from the dump"), "\(dump.errors)") }
        try gateway.scratch.write("dump-\(round).yaml", dump.output)
        let check = try await Program.run(
          "fairlead", ["file", "validate", "dump-\(round).yaml"], in: gateway.scratch.folder)
        #expect(check.status == 0, "\(check.everything)")
        #expect(!dump.output.contains("  service:\n    id:"), "a route stands with its service or not at all")
      }
      writer.cancel()
      _ = await writer.result
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

extension Gateway {
  /// How many requests were answered 503.
  fileprivate func refusals() async throws -> Int {
    try await get("_sandbox", "counters")["by_status"]?["503"]?.integer ?? 0
  }
}
