import Documents
import Testing

/// The forms that a command line may take.
@Suite struct CommandFormTests {
  private static let state = "services:\n- {name: a, host: h}\n"

  @Test(arguments: [
    ["gateway", "diff", "kong.yaml", "--kong-addr", "ADDRESS"],
    ["gateway", "diff", "--kong-addr=ADDRESS", "kong.yaml"],
    ["--kong-addr", "ADDRESS", "gateway", "diff", "kong.yaml"],
    ["gateway", "--kong-addr", "ADDRESS", "--timeout", "5", "diff", "kong.yaml"],
    ["--no-color=true", "gateway", "diff", "kong.yaml", "--kong-addr", "ADDRESS", "--non-zero-exit-code=false"],
    ["gateway", "diff", "kong.yaml", "--kong-addr", "ADDRESS/", "--analytics=false", "--parallelism", "1"],
    ["gateway", "diff", "--kong-addr", "ADDRESS", "--headers", "a:b", "--headers=c:d,e:f,g", "--", "kong.yaml"],
  ])
  func flagsStandBeforeOrAfterTheVerb(arguments: [String]) async throws {
    try await Gateway.run { gateway in
      try gateway.file(Self.state)
      let run = try await Program.run(
        "fairlead", arguments.map { $0.replacing("ADDRESS", with: gateway.address) }, in: gateway.scratch.folder)
      #expect(run.errors == "")
      #expect(run.output.hasPrefix("creating service a\n"))
      #expect(run.status == 0)
    }
  }

  @Test(arguments: [
    ["FAIRLEAD_KONG_ADDR": "ADDRESS"], ["DECK_KONG_ADDR": "ADDRESS"],
    ["FAIRLEAD_KONG_ADDR": "ADDRESS", "DECK_KONG_ADDR": "http://127.0.0.1:1"],
    ["DECK_KONG_ADDR": "ADDRESS", "DECK_TIMEOUT": "5", "DECK_HEADERS": "a:b", "FAIRLEAD_PARALLELISM": "2"],
  ])
  func settingsComeFromTheEnvironmentToo(environment: [String: String]) async throws {
    try await Gateway.run { gateway in
      let run = try await Program.run(
        "fairlead", ["gateway", "ping"],
        environment: environment.mapValues { $0.replacing("ADDRESS", with: gateway.address) })
      #expect(run.output.hasPrefix("Successfully connected to Kong!\nKong version:  3.9.1\n"))
      #expect(run.status == 0)
    }
  }

  @Test(arguments: [
    (["gateway", "sync", "--bogus"], "--bogus"),
    (["gateway", "snyc"], "snyc"),
    (["gateway", "diff", "--timeout", "soon"], "timeout"),
    (["gateway", "diff", "--yes=perhaps"], "--yes"),
    (["gateway", "diff", "--konnect-token", "x", "--konnect-token-file", "y"], "exclude each other"),
  ])
  func aFaultyCommandLineIsWrongUsage(arguments: [String], names: String) async throws {
    let run = try await Program.run("fairlead", arguments)
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.errors.contains(names))
  }

  @Test(arguments: [
    (["gateway", "dif", "kong.yaml"], "there is no command 'gateway dif'\n  hint: did you mean 'gateway diff'?"),
    (["gatway", "sync"], "there is no command 'gatway'\n  hint: did you mean 'gateway'?"),
    (["sync", "-s", "kong.yaml"], "there is no command 'sync'\n  hint: did you mean 'gateway sync'?"),
    (["gateway", "explode"], "hint: there are ping, diff, plan, sync"),
    (["gateway", "sync", "--parallelsm", "2"], "Did you mean '--parallelism'?"),
  ])
  func aMisspeltCommandIsToldWithWhatWasMeant(arguments: [String], says: String) async throws {
    let environment = ["FAIRLEAD_KONG_ADDR": "http://127.0.0.1:1"]
    let run = try await Program.run("fairlead", arguments, environment: environment)
    #expect(run.status == 64)
    #expect(run.errors.contains(says), "\(run.errors)")
  }

  /// A script whose variable is not set writes an empty text: that is none, and none of the environment's either.
  @Test(arguments: [["--workspace", ""], ["-w="], ["--select-tag", "", "--kong-admin-token="]])
  func anEmptyTextIsNone(arguments: [String]) async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file(Self.state)
      let run = try await Program.run(
        "fairlead", ["gateway", "diff", file] + arguments,
        environment: ["FAIRLEAD_KONG_ADDR": gateway.address, "FAIRLEAD_WORKSPACE": ""], in: gateway.scratch.folder)
      #expect(run.status == 0 && run.output.hasPrefix("creating service a\n"), "\(run.everything)")
    }
  }

  /// Who asks for JSON gets JSON, also where the command line itself is at fault.
  @Test(arguments: [
    ["--timeout", "soon"], ["--bogus"], ["--target", "x"], ["--report", "x"], ["--select-tag", "1,2,3,4,5,6"],
  ])
  func aFaultyCommandLineIsJSONToo(arguments: [String]) async throws {
    let run = try await Program.run("fairlead", ["gateway", "diff", "--json-output", "kong.yaml"] + arguments)
    #expect(run.status == 64, "\(run.everything)")
    let document = try JSONReader.read(Array(run.output.utf8))
    #expect(document["errors"]?.array?.count == 1)
    #expect(document["summary"]?["total"] == 0)
  }

  @Test(arguments: [
    ("http://127.0.0.1:1", "nothing accepts connections at http://127.0.0.1:1"),
    ("http://nothing.invalid:8001", "the host 'nothing.invalid'"),
    ("nonsense", "nonsense"),
  ])
  func aGatewayThatIsNotThereIsToldInOneLineAtOnce(address: String, says: String) async throws {
    let run = try await Program.run("fairlead", ["gateway", "ping", "--kong-addr", address])
    #expect(run.status == 1)
    #expect(run.output == "")
    #expect(run.errors.split(separator: "\n").filter { !$0.hasPrefix("  hint:") }.count == 1)
    #expect(run.errors.contains(says), "\(run.errors)")
  }

  @Test(
    arguments: ["ping", "diff", "sync", "apply", "dump", "reset", "validate", "schemas"].map { ["gateway", $0] }
      + [["file", "validate"], ["file", "render"], ["config", "show"], ["completion"], ["manual"]])
  func helpHasExamples(verb: [String]) async throws {
    let help = try await Program.run("fairlead", verb + ["--help"])
    #expect(help.status == 0 && help.output.contains("EXAMPLES"), "\(help.everything)")
    #expect(help.output.contains("fairlead \(verb.joined(separator: " "))"), "\(help.output)")
  }

  @Test func helpAndVersionAreResults() async throws {
    let version = try await Program.run("fairlead", ["version"])
    #expect(version.status == 0)
    #expect(version.output.hasPrefix("fairlead "))
    let flag = try await Program.run("fairlead", ["--version"])
    #expect(flag.status == 0 && flag.output == version.output && flag.errors == "")
    for arguments in [
      ["--help"], ["gateway", "--help"], ["gateway", "sync", "--help"], ["help", "gateway", "diff"], ["gateway"],
    ] {
      let help = try await Program.run("fairlead", arguments)
      #expect(help.status == 0)
      #expect(help.output.contains("USAGE"))
      #expect(help.errors == "")
    }
  }
}
