import Documents
import GatewaySandbox
import Targets
import Testing

/// What Konnect refuses, and what goes wrong on the way to it, at every stage.
@Suite struct KonnectErrorTests {
  /// A stage of a run, by a request of it.
  struct Stage: Sendable, CustomTestStringConvertible {
    var name: String
    var method = "GET"
    var path: String
    /// Whether it comes before anything is written.
    var isEarly = true
    /// How a run ends for which this is not there.
    var statusWhenMissing: Int32 = 3
    var testDescription: String { name }
  }

  static let stages: [Stage] = [
    Stage(name: "look-up", path: "/v2/control-planes"),
    Stage(name: "schemas of entities", path: "*/v1/schemas/json/consumer"),
    Stage(name: "schemas of plugins", path: "*/schemas/plugins/cors"),
    Stage(name: "listing", path: "*/core-entities/consumers"),
    Stage(name: "creating", method: "PUT", path: "*/core-entities/consumers/*", isEarly: false),
    Stage(name: "updating", method: "PUT", path: "*/core-entities/services/*", isEarly: false),
    Stage(name: "deleting", method: "DELETE", path: "*/core-entities/routes/*", isEarly: false, statusWhenMissing: 0),
  ]

  private static let before = "services: [{name: s, host: h}]\nroutes: [{name: r, paths: [/a]}]\n"
  private static let after = "services: [{name: s, host: i}]\nconsumers: [{username: c}]\nplugins: [{name: cors}]\n"

  private static func withStages(_ body: (Gateway, String) async throws -> Void) async throws {
    try await Gateway.run(.konnect()) { konnect in
      let first = try await konnect.fairlead("sync", try konnect.file(before, named: "before.yaml"))
      #expect(first.status == 0, "\(first.everything)")
      try await body(konnect, try konnect.file(after))
    }
  }

  private static func rule(_ stage: Stage, _ members: [String: Node]) -> Node {
    var rule: Object = ["method": Node(.string(stage.method)), "path": Node(.string(stage.path))]
    for (key, value) in members { rule[key] = value }
    return ["rules": [Node(.object(rule))]]
  }

  private static func expectConvergence(_ konnect: Gateway, _ file: String) async throws {
    try await konnect.set(faults: [:])
    let run = try await konnect.fairlead("sync", file)
    #expect(run.status == 0, "\(run.everything)")
    let diff = try await konnect.fairlead("diff", "--non-zero-exit-code", file)
    #expect(diff.status == 0, "\(diff.everything)")
    #expect(try await konnect.list("routes").isEmpty)
    #expect(try await konnect.list("services").first?["host"] == "i")
  }

  @Test(arguments: stages, [401, 403, 409, 400]) func aRefusalIsTold(stage: Stage, status: Int) async throws {
    try await Self.withStages { konnect, file in
      try await konnect.set(faults: Self.rule(stage, ["status": Node(.integer(status))]))
      let run = try await konnect.fairlead("sync", file)
      #expect(run.status == (stage.isEarly ? 1 : 3), "\(run.everything)")
      #expect(run.errors.contains("\(status)"), "\(run.errors)")
      if stage.isEarly { #expect(try await konnect.list("services").first?["host"] == "h", "nothing is written") }
      try await Self.expectConvergence(konnect, file)
    }
  }

  /// What is not there while it is written; what is to go and is not there has gone.
  @Test(arguments: stages.filter { !$0.isEarly }) func whatIsNotFoundIsTold(stage: Stage) async throws {
    try await Self.withStages { konnect, file in
      try await konnect.set(faults: Self.rule(stage, ["status": 404]))
      let run = try await konnect.fairlead("sync", file)
      #expect(run.status == stage.statusWhenMissing, "\(run.everything)")
      try await Self.expectConvergence(konnect, file)
    }
  }

  static let passing: [[String: Node]] = [
    ["status": 429, "retry_after": 1, "count": 2],
    ["status": 429, "retry_after": 2, "retry_after_date": true, "count": 1],
    ["status": 429, "count": 1], ["status": 500, "count": 1], ["status": 502, "page": true, "count": 1],
    ["status": 503, "count": 1], ["drop": "before", "count": 1], ["drop": "after", "count": 1],
    ["truncate": true, "count": 1],
  ]

  @Test(arguments: stages, passing) func whatPassesChangesNothingOfTheResult(
    stage: Stage, fault: [String: Node]
  ) async throws {
    try await Self.withStages { konnect, file in
      try await konnect.set(faults: Self.rule(stage, fault))
      let run = try await konnect.fairlead("sync", file)
      #expect(run.status == 0, "\(run.everything)")
      #expect(run.output.contains("  Created: 2\n  Updated: 1\n  Deleted: 1\n"), "\(run.output)")
      try await Self.expectConvergence(konnect, file)
    }
  }

  @Test(arguments: stages, [500, 503]) func whatStaysIsReportedTruly(stage: Stage, status: Int) async throws {
    try await Self.withStages { konnect, file in
      try await konnect.set(faults: Self.rule(stage, ["status": Node(.integer(status))]))
      let run = try await konnect.fairlead("sync", file)
      #expect(run.status == (stage.isEarly ? 1 : 3), "\(run.everything)")
      #expect(run.errors.contains("\(status)"), "\(run.errors)")
      try await Self.expectConvergence(konnect, file)
    }
  }

  /// A pause that the run has no time for is not waited out, look-ups included; without an end of its own a run would wait.
  @Test(arguments: stages) func aPauseLongerThanTheRunMayTakeEndsIt(stage: Stage) async throws {
    try await Self.withStages { konnect, file in
      try await konnect.set(faults: Self.rule(stage, ["status": 429, "retry_after": 590]))
      let run = try await konnect.fairlead("sync", "--time-limit", "500", file)
      #expect(run.status == (stage.isEarly ? 1 : 3), "\(run.everything)")
      #expect(run.errors.contains("429"), "\(run.errors)")
      try await Self.expectConvergence(konnect, file)
    }
  }

  /// What the answer says field by field is shown at the file's lines.
  @Test func detailsAreShownWhereTheFieldsAreWritten() async throws {
    var configuration = SandboxConfiguration.konnect()
    configuration.stricter = ["services.path": "^/team"]
    try await Gateway.run(configuration) { konnect in
      let file = try konnect.file(
        """
        services:
        - name: s
          host: h
          path: /other
        """)
      let run = try await konnect.fairlead("sync", file)
      #expect(run.status == 1, "\(run.everything)")
      #expect(run.errors.contains("kong.yaml:5:9: error: create service s: path: "), "\(run.errors)")
    }
  }

  /// What Konnect manages holds its names, and is neither taken over nor run into.
  @Test func aNameThatIsManagedIsToldBeforehand() async throws {
    try await Gateway.run(.konnect()) { konnect in
      try await konnect.api.put(
        ["services", "taken"], body: ["name": "taken", "host": "h", "tags": ["konnect-managed"]])
      try await konnect.resetCounters()
      let run = try await konnect.fairlead("sync", try konnect.file("services:\n- {name: taken, host: i}\n"))
      #expect(run.status == 1, "\(run.everything)")
      #expect(run.errors.contains("kong.yaml:3:") && run.errors.contains("konnect-managed"), "\(run.errors)")
      #expect(try await konnect.writes() == 0)
    }
  }

  @Test(arguments: [
    ("consumers: [{username: u, oauth2_credentials: [{name: n, redirect_uris: ['https://a.example/']}]}]", "2:"),
    ("rbac_roles: [{name: r}]", "2:"), ("licenses: [{payload: p}]", "2:"),
  ])
  func whatKonnectLacksIsToldBeforeAnythingIsWritten(text: String, line: String) async throws {
    try await Gateway.run(.konnect()) { konnect in
      let run = try await konnect.fairlead("sync", try konnect.file(text + "\n"))
      #expect(run.errors.contains("kong.yaml:\(line)"), "\(run.errors)")
      #expect(run.errors.contains("Konnect"), "\(run.errors)")
      #expect(run.status == 1, "\(run.everything)")
      #expect(try await konnect.writes() == 0)
    }
  }

  /// Redirects are not followed, and what a page calls the next address is none.
  @Test func aTokenGoesNowhereElse() async throws {
    try await Gateway.run(.konnect()) { konnect in
      try await Gateway.run { other in
        for path in ["/v2/control-planes", "*/core-entities/consumers", "*/v1/schemas/json/consumer"] {
          let rule: Node = [
            "path": Node(.string(path)), "status": 302, "location": Node(.string(other.address + "/consumers")),
          ]
          try await konnect.set(faults: ["rules": [rule]])
          let run = try await konnect.fairlead("sync", try konnect.file("consumers: [{username: u}]\n"))
          #expect(run.status == 1, "\(path): \(run.everything)")
        }
        #expect(try await other.requests("GET") == 0)
      }
    }
  }

  /// Neither what a gateway's own Admin API would be given goes to Konnect, nor the other way round.
  @Test func whatIsForTheOneIsNotSentToTheOther() async throws {
    try await Gateway.run(.konnect()) { konnect in
      try konnect.scratch.write("cookies", "127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\tcookie-secret\n")
      let run = try await konnect.run([
        "dump", "--kong-admin-token", "admin-secret", "--kong-cookie-jar-path", "cookies", "--verbose", "2",
      ])
      #expect(run.status == 0, "\(run.everything)")
      #expect(!run.everything.lowercased().contains("kong-admin-token"), "\(run.errors)")
      #expect(!run.everything.lowercased().contains("cookie:"))
      #expect(!run.everything.contains("admin-secret") && !run.everything.contains("cookie-secret"))
    }
  }
}
