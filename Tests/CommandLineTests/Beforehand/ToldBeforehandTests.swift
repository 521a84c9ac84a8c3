import Foundation
import Documents
import GatewaySandbox
import Targets
import Testing

/// Faults that no schema tells of are told before anything is written, by every verb that speaks with the gateway.
@Suite struct ToldBeforehandTests {
  /// A file with the lines and columns at which something is wrong.
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var file: String
    var places: [String]
    /// The same where no gateway is asked, which tells less exactly; nil where they are the same.
    var offline: [String]?
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "hosts, names, tags, routes and upstreams",
      file: """
        services:
        - {name: good, host: good.example.test}
        - {name: s1, host: "bad host"}
        - {name: "my service", host: s.example.test}
        - name: s2
          host: s.example.test
          tags: ["a,b"]
        - name: s3
          host: s.example.test
          routes: [{name: no-matcher}]
        upstreams:
        - {name: "bad name"}
        """, places: ["4:20", "5:10", "8:10", "11:12", "13:10"]),
    Case(
      name: "limits out of order",
      file: """
        services:
        - {name: first, host: f.example.test}
        plugins:
        - {name: rate-limiting, config: {second: 10, minute: 5}}
        """, places: ["5:33"]),
    Case(
      name: "a header without a value",
      file: "services:\n- {name: s, host: s.example.test, routes: [{name: r, paths: [/r], headers: {x-a: []}}]}",
      places: ["3:76"], offline: ["3:82"]),
    Case(
      name: "paths on a stream route",
      file: "services:\n- {name: s, host: h, protocol: tcp, routes: [{name: r, protocols: [tcp], paths: [/r]}]}",
      places: ["3:46", "3:81"]),
    Case(
      name: "what is no certificate", file: "certificates:\n- {cert: nonsense, key: nonsense}",
      places: ["3:10", "3:25"]),
    Case(
      name: "Lua that does not compile",
      file: "plugins:\n- {name: pre-function, config: {access: [\"return (\"]}}", places: ["3:42"]),
    Case(
      name: "an expression that is none", file: "routes:\n- {name: r, paths: [\"~/(\"]}", places: ["3:21"]),
  ]

  @Test(arguments: cases, ["validate", "diff", "sync", "apply"])
  func nothingIsWritten(_ example: Case, _ verb: String) async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file(example.file)
      try await gateway.resetCounters()
      let run = try await gateway.fairlead(verb, file)
      #expect(run.status == 1, "\(run.everything)")
      for place in example.places { #expect(run.errors.contains("kong.yaml:\(place): error: "), "\(run.errors)") }
      #expect(run.errors.ranges(of: " error: ").count == example.places.count, "\(run.errors)")
      #expect(try await gateway.writes() == 0)
    }
  }

  @Test(arguments: cases) func offlineTheyAreErrorsToo(_ example: Case) async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.write("kong.yaml", "_format_version: \"3.0\"\n" + example.file)
    let run = try await Program.fairlead("file", "validate", "kong.yaml", in: scratch.folder)
    #expect(run.status == 1)
    for place in example.offline ?? example.places {
      #expect(run.errors.contains("kong.yaml:\(place): error: "), "\(run.errors)")
    }
  }

  @Test func aCorrectFileIsAskedNothingAbout() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file(
        "services: [{name: s, host: h.test, tags: [t], routes: [{name: r, paths: [\"~/x$\"], hosts: [\"*.test\"]}]}]\n"
          + "plugins: [{name: rate-limiting, config: {second: 1, minute: 2}}]\nupstreams: [{name: u}]")
      for verb in ["diff", "sync", "diff"] {
        #expect(try await gateway.count([verb, file]).of("POST ") == 0, "\(verb)")
      }
    }
  }

  @Test func equalBodiesAreAskedAboutOnce() async throws {
    try await Gateway.run { gateway in
      let plugin = "{name: rate-limiting, config: {second: 2, minute: 1}}"
      let file = try gateway.file(
        "services:\n" + (1...5).map { "- {name: s\($0), host: h, plugins: [\(plugin)]}\n" }.joined())
      let run = try await gateway.fairlead("diff", "--verbose", "1", file)
      #expect(run.status == 1)
      #expect(RequestCount(log: run.errors).of("POST ") == 1, "\(run.errors)")
      for line in 3...7 { #expect(run.errors.contains("kong.yaml:\(line):"), "\(run.errors)") }
    }
  }

  /// Without a verdict the run goes on, and the line is told.
  @Test(arguments: [403, 404, 405, 500]) func aQuestionWithoutAVerdictIsAWarning(status: Int) async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file("services:\n- {name: good, host: h}\n- {name: s1, host: \"bad host\"}\n")
      let rule: Node = ["method": "POST", "path": "/schemas/*", "status": Node(.integer(status))]
      try await gateway.set(faults: ["rules": Node(.array([rule]))])
      let diff = try await gateway.fairlead("diff", file)
      #expect(diff.status == 0, "\(diff.everything)")
      #expect(diff.errors.contains("kong.yaml:4:20: warning: "), "\(diff.errors)")
      let sync = try await gateway.fairlead("sync", file)
      #expect(sync.status == 3, "\(sync.everything)")
      #expect(try await gateway.list("services").count == 1)
    }
  }

  @Test func whatTheOwnCheckRefusesIsNotSent() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file(
        "services:\n- {name: s, host: s.example.test, port: 99999}\nplugins:\n- name: ai-proxy\n  config:\n"
          + "  - {route_type: llm/v1/chat}\n")
      let run = try await gateway.fairlead("validate", "--verbose", "1", file)
      #expect(run.status == 1)
      #expect(run.errors.contains("kong.yaml:3:41: error: ") && run.errors.contains("kong.yaml:7:3: error: "))
      #expect(RequestCount(log: run.errors).of("POST ") == 0, "\(run.errors)")
    }
  }

  @Test func preflightAsksAboutAllThatIsToBeWritten() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file("services: [{name: a, host: h}, {name: b, host: h}]\nconsumers: [{username: u}]")
      let run = try await gateway.count(["diff", "--preflight", file])
      #expect(run.of("POST /schemas/services/validate") == 2)
      #expect(run.of("POST /schemas/consumers/validate") == 1)
      #expect(try await gateway.fairlead("sync", file).status == 0)
      #expect(try await gateway.count(["diff", "--preflight", file]).of("POST ") == 0)
    }
  }

  /// What differs in plain names alone is asked about once.
  @Test func validateAsksOnceAboutAlikeEntities() async throws {
    try await Gateway.run { gateway in
      let services = (1...200).map {
        "- {name: s\($0), host: h\($0).test, routes: [{name: r\($0), paths: [/\($0)]}]}\n"
      }
      let file = try gateway.file("services:\n" + services.joined())
      #expect(try await gateway.count(["validate", file]).of("POST ") == 2)
    }
  }
}
