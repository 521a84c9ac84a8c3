import Targets
import Documents
import Foundation
import Testing

/// What a sync does when the gateway refuses, fails or goes away.
@Suite struct FailureTests {
  /// One refused change stops its dependants and every deletion; the rest is done, and the next run converges.
  @Test func aRefusalStopsItsDependantsAloneAndDeletionsAreHeldBack() async throws {
    try await Gateway.run { gateway in
      _ = try await gateway.fairlead("sync", try gateway.file("consumers:\n- username: old\n", named: "old.yaml"))
      let text = """
        services:
        - name: bad
          host: h
          routes:
          - name: bad
            id: 10000000-0000-4000-8000-000000000001
            paths:
            - /fine
            plugins:
            - name: cors
        - name: good
          host: h
          routes:
          - name: good
            paths: [/good]
        """
      let refusal: Node = ["method": "PUT", "path": "/routes/10000000-0000-4000-8000-000000000001", "status": 400]
      try await gateway.set(faults: ["rules": [refusal]])
      let run = try await gateway.fairlead("sync", try gateway.file(text))
      #expect(run.status == 3)
      #expect(
        run.output == """
          creating service bad
          creating service good
          failed creating route bad
          creating route good
          not tried: creating plugin cors for route bad (it needs route bad)
          not tried: deleting consumer old (nothing is deleted unless all else was done)
          Summary:
            Created: 3
            Updated: 0
            Deleted: 0
            Failed: 1
            Not tried: 2

          """)
      #expect(run.errors.hasPrefix("kong.yaml:6:5: error: create route bad: "), "\(run.errors)")
      #expect(try await gateway.list("consumers").count == 1)

      try await gateway.set(faults: ["rules": []])
      let mended = try gateway.file(text)
      let again = try await gateway.fairlead("sync", mended)
      #expect(again.status == 0)
      #expect(again.output.contains("Created: 2\n  Updated: 0\n  Deleted: 1\n"))
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", mended).status == 0)
    }
  }

  @Test func whereNothingWasChangedTheCodeSaysSo() async throws {
    try await Gateway.run { gateway in
      let run = try await gateway.fairlead(
        "sync", try gateway.file("routes:\n- name: r\n  paths: [\"~/(\"]\n"))
      #expect(run.status == 1)
      #expect(run.errors.hasPrefix("kong.yaml:4:11: error: create route r: paths[0]: invalid regex"), "\(run.errors)")
    }
  }

  /// A gateway that is there for the reading and gone for the writing.
  @Test func aGatewayThatGoesAwayIsToldAndNothingMoreIsTried() async throws {
    try await Gateway.run { gateway in
      let names = (1...40).map { "- {username: c\($0)}\n" }
      let file = try gateway.file("consumers:\n" + names.joined())
      let relay = try Relay(to: gateway.address, refusingAfter: 40)
      defer { relay.stop() }
      let run = try await gateway.fairlead(
        "sync", "--kong-addr", relay.address, "--parallelism", "1", "--time-limit", "30", file)
      #expect(run.status == 3)
      #expect(run.output.contains("(the gateway can no longer be reached)"))
      let made = try await gateway.list("consumers").count
      #expect(made > 0 && made < 40)
      #expect(run.output.contains("Created: \(made)\n"))
      #expect(try await gateway.fairlead("sync", file).status == 0)
      #expect(try await gateway.list("consumers").count == 40)
    }
  }

  /// A listing that may not be read is unknown, not empty.
  @Test func aKindThatMayNotBeReadIsNeverTakenForEmpty() async throws {
    try await Gateway.run { gateway in
      _ = try await gateway.fairlead("sync", try gateway.file("consumers:\n- username: kept\n"))
      let relay = try Relay(to: gateway.address, forbidding: "/consumers")
      defer { relay.stop() }
      let other = try gateway.file("services:\n- {name: a, host: h}\n", named: "services.yaml")
      let sync = try await gateway.fairlead("sync", "--kong-addr", relay.address, other)
      #expect(sync.status == 0)
      #expect(sync.output.contains("Created: 1\n  Updated: 0\n  Deleted: 0\n"))
      let touching = try await gateway.fairlead("sync", "--kong-addr", relay.address, "kong.yaml")
      #expect(touching.status == 1)
      #expect(touching.errors.contains("the gateway does not let consumers be read (status 403)"))
      let dump = try await gateway.fairlead("dump", "--kong-addr", relay.address)
      #expect(dump.status == 3)
      #expect(dump.errors.contains("consumers are missing from the dump"))
      #expect(try await gateway.list("consumers").count == 1)
    }
  }
}
