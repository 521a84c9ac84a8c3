import Documents
import GatewaySandbox
import Targets
import Testing

/// Which control plane a run is about, by flags, variables and the files' sections.
@Suite struct ControlPlaneNameTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var flags: [String] = []
    var environment: [String: String] = [:]
    /// The sections of the state files.
    var sections = [""]
    /// The control plane; nil where the run is refused.
    var plane: String?
    /// What is said of a refusal.
    var says: [String] = []
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "none is named", plane: "default"),
    Case(name: "a flag names it", flags: ["--konnect-control-plane-name", "second"], plane: "second"),
    Case(name: "decK's variable", environment: ["DECK_KONNECT_CONTROL_PLANE_NAME": "second"], plane: "second"),
    Case(name: "our variable", environment: ["FAIRLEAD_KONNECT_CONTROL_PLANE_NAME": "second"], plane: "second"),
    Case(name: "the flag by its older name", flags: ["--konnect-runtime-group-name", "second"], plane: "second"),
    Case(
      name: "the variable by its older name", environment: ["DECK_KONNECT_RUNTIME_GROUP_NAME": "second"],
      plane: "second"),
    Case(name: "the file names it", sections: ["{control_plane_name: second}"], plane: "second"),
    Case(name: "the file by the older name", sections: ["{runtime_group_name: second}"], plane: "second"),
    Case(name: "an empty section", sections: ["{}"], plane: "default"),
    Case(
      name: "an empty section and a flag", flags: ["--konnect-control-plane-name", "second"], sections: ["{}"],
      plane: "second"),
    Case(
      name: "file and flag agree", flags: ["--konnect-control-plane-name", "second"],
      sections: ["{control_plane_name: second}"], plane: "second"),
    Case(
      name: "file and flag do not", flags: ["--konnect-control-plane-name", "default"],
      sections: ["{control_plane_name: second}"], says: ["kong-0.yaml:2:", "'second'", "'default'"]),
    Case(
      name: "file and older flag do not", flags: ["--konnect-runtime-group-name", "default"],
      sections: ["{runtime_group_name: second}"], says: ["kong-0.yaml:2:", "'second'", "'default'"]),
    Case(
      name: "file and variable do not", environment: ["DECK_KONNECT_CONTROL_PLANE_NAME": "default"],
      sections: ["{control_plane_name: second}"], says: ["'second'", "DECK_KONNECT_CONTROL_PLANE_NAME"]),
    Case(
      name: "both names in a section", sections: ["{control_plane_name: second, runtime_group_name: second}"],
      says: ["kong-0.yaml:2:", "control_plane_name", "runtime_group_name"]),
    Case(
      name: "files agree", sections: ["{control_plane_name: second}", "{control_plane_name: second}"], plane: "second"),
    Case(name: "one file of two names it", sections: ["", "{control_plane_name: second}"], plane: "second"),
    Case(
      name: "files do not agree", sections: ["{control_plane_name: default}", "{control_plane_name: second}"],
      says: ["kong-1.yaml:2:", "'second'", "'default'"]),
    Case(
      name: "files do not agree, by either name",
      sections: ["{runtime_group_name: default}", "{control_plane_name: second}"],
      says: ["kong-1.yaml:2:", "'second'", "'default'"]),
    Case(
      name: "an unknown member", sections: ["{control_plane_nam: second}"],
      says: ["kong-0.yaml:2:", "control_plane_nam", "control_plane_name"]),
    Case(name: "a name that is none", sections: ["{control_plane_name: 1}"], says: ["kong-0.yaml:2:"]),
    Case(
      name: "there is none of the name", flags: ["--konnect-control-plane-name", "third"],
      says: ["control plane not found: third"]),
    Case(
      name: "names are compared by case", flags: ["--konnect-control-plane-name", "Second"],
      says: ["control plane not found: Second"]),
  ]

  private static func run(_ konnect: Gateway, _ example: Case, _ verb: [String]) async throws -> Program.Run {
    var files: [String] = []
    for (index, section) in example.sections.enumerated() {
      let text = (section.isEmpty ? "" : "_konnect: \(section)\n") + "services: [{name: s\(index), host: h}]\n"
      files.append(try konnect.file(text, named: "kong-\(index).yaml"))
    }
    return try await konnect.run(verb + example.flags + files, environment: example.environment)
  }

  @Test(arguments: cases) func theControlPlaneIsTheOneThatIsNamed(_ example: Case) async throws {
    try await Gateway.run(.konnect(["default", "second"])) { konnect in
      for verb in [["validate"], ["diff"], ["sync", "--verbose", "1"]] {
        let run = try await Self.run(konnect, example, verb)
        guard example.plane != nil else {
          #expect(run.status == 1, "\(verb[0]): \(run.everything)")
          for word in example.says { #expect(run.errors.contains(word), "\(verb[0]): \(run.errors)") }
          continue
        }
        #expect(run.status == 0, "\(verb[0]): \(run.everything)")
        guard verb[0] == "sync" else { continue }
        #expect(RequestCount(log: run.errors).of("GET /v2/control-planes?") == 1, "it is looked up once")
      }
      for name in ["default", "second"] {
        let services = try await konnect.list("services", ofPlane: name)
        #expect(services.count == (name == example.plane ? example.sections.count : 0), "\(name)")
      }
    }
  }

  /// The name from flags goes for every verb, by either flag.
  @Test(arguments: ["--konnect-control-plane-name", "--konnect-runtime-group-name"])
  func verbsWithoutFilesTakeTheNameToo(flag: String) async throws {
    try await Gateway.run(.konnect(["default", "second"])) { konnect in
      let file = try konnect.file("services: [{name: s, host: h}]\n")
      #expect(try await konnect.fairlead("sync", flag, "second", file).status == 0)
      let dump = try await konnect.fairlead("dump", flag, "second")
      #expect(dump.status == 0 && dump.output.contains("control_plane_name: second\n"), "\(dump.everything)")
      #expect(dump.output.contains("name: s\n"))
      #expect(try await konnect.fairlead("ping", flag, "second").status == 0)
      for verb in [["ping"], ["dump"], ["reset", "--force"]] {
        let wrong = try await konnect.run(verb + [flag, "third"])
        #expect(wrong.status == 1 && wrong.errors.contains("control plane not found: third"), "\(wrong.everything)")
      }
      let reset = try await konnect.fairlead("reset", "--force", flag, "second")
      #expect(reset.status == 0, "\(reset.everything)")
      #expect(try await konnect.list("services", ofPlane: "second").isEmpty)
    }
  }

  /// One among more than a page's worth, also where filters are not heeded or the address is the older one.
  @Test(arguments: [false, true]) func oneOfManyIsFound(isOlder: Bool) async throws {
    let names = (1...120).map { "plane-\($0)" }
    try await Gateway.run(.konnect(names)) { konnect in
      if isOlder { try await konnect.set(faults: ["rules": [["path": "/v2/control-planes", "status": 404]]]) }
      let run = try await konnect.fairlead("ping", "--konnect-control-plane-name", "plane-119")
      #expect(run.status == 0, "\(run.everything)")
    }
  }
}
