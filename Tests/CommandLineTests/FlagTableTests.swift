import Documents
import Foundation
import Testing

@testable import FairleadCommands

/// The table of flags: the same for command line, environment, configuration files and help.
@Suite struct FlagTableTests {
  /// A value for a flag, as it is written and as `config show` shows it.
  private static func sample(_ row: FlagRow) -> (written: String, shown: String) {
    switch (row.form, row.display) {
    case (.toggle, _): ("true", "true")
    case (.integer, _): ("7", "7")
    case (.choice(let words), _): (words[words.count - 1], words[words.count - 1])
    case (.list, _), (.texts, _): ("a,b", "a,b")
    case (.headers, _): ("A:one,B:two", "A:[masked],B:[masked]")
    case (.text, .address): ("http://user:word@host:1/path", "http://host:1/path")
    case (.text, .secret): ("a secret", "[masked]")
    case (.text, _), (.path, _): ("some text", "some text")
    }
  }

  private static var rows: [FlagRow] {
    FlagTable.rows(for: ConfigCommand.showCommand).filter { !$0.isInert && $0.name != "config" }
  }

  /// The lines of `config show`: name to value and origin.
  private static func show(
    _ arguments: [String] = [], environment: [String: String] = [:], in scratch: Scratch
  ) async throws -> [String: [String]] {
    let run = try await Program.run(
      "fairlead", ["config", "show"] + arguments,
      // Tests have it for all programs.
      environment: environment.merging(["FAIRLEAD_NO_SNIPPETS": ""]) { own, _ in own }, in: scratch.folder)
    #expect(run.status == 0, "\(run.everything)")
    var lines: [String: [String]] = [:]
    for line in run.output.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      let rest = parts[1].components(separatedBy: "  ").map { $0.trimmed }.filter { !$0.isEmpty }
      lines[parts[0]] = rest
    }
    return lines
  }

  @Test func everyFlagWorksOnTheCommandLine() async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let shown = try await Self.show(Self.rows.map { "--\($0.name)=\(Self.sample($0).written)" }, in: scratch)
    for row in Self.rows { #expect(shown[row.name] == [Self.sample(row).shown, "--\(row.name)"]) }
  }

  @Test func everyFlagWorksFromItsVariable() async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    var environment: [String: String] = [:]
    for row in Self.rows {
      environment["FAIRLEAD_\(row.name.uppercased().replacing("-", with: "_"))"] = Self.sample(row).written
    }
    let shown = try await Self.show(environment: environment, in: scratch)
    // What loses data, or writes the file that was read, is asked for on the command line alone.
    let asked = ["yes", "force", "allow-empty", "in-place", "plan", "atomic", "on-conflict"]
    for row in Self.rows where !asked.contains(row.name) {
      #expect(shown[row.name] == [Self.sample(row).shown, row.variables.first ?? "no variable"], "\(row.name)")
    }
    for row in Self.rows where asked.contains(row.name) {
      #expect(shown[row.name].map { $0.last } ?? "default" == "default", "\(row.name)")
    }
  }

  /// Those for which decK has a variable, and no others.
  @Test func deckVariablesCountWhereDeckReadsThem() async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let read: Set<String> = [
      "verbose", "no-color", "kong-addr", "headers", "kong-admin-token", "tls-skip-verify", "tls-server-name",
      "ca-cert", "ca-cert-file", "tls-client-cert", "tls-client-key", "tls-client-cert-file", "tls-client-key-file",
      "skip-workspace-crud", "kong-cookie-jar-path", "timeout", "format", "konnect-addr", "konnect-token",
      "konnect-token-file", "konnect-control-plane-name", "konnect-runtime-group-name",
    ]
    var environment: [String: String] = [:]
    for row in Self.rows {
      environment["DECK_\(row.name.uppercased().replacing("-", with: "_"))"] = Self.sample(row).written
    }
    let shown = try await Self.show(environment: environment, in: scratch)
    for row in Self.rows {
      if read.contains(row.name) {
        #expect(shown[row.name] == [Self.sample(row).shown, row.variables.last ?? "no variable"], "\(row.name)")
      } else {
        #expect(shown[row.name].map { $0.last } ?? "default" == "default", "\(row.name)")
      }
    }
  }

  @Test func everyFlagWorksFromAFile() async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let rows = Self.rows.filter { $0.files != .none }
    let lines = rows.map { "\($0.name): \($0.form == .toggle ? "true" : "\"\(Self.sample($0).written)\"")" }
    try scratch.write("settings.yaml", lines.joined(separator: "\n"))
    let shown = try await Self.show(["--config", "settings.yaml"], in: scratch)
    for (index, row) in rows.enumerated() {
      let place = "settings.yaml:\(index + 1):\(row.name.count + 3)"
      #expect(shown[row.name] == [Self.sample(row).shown, place])
    }
  }

  @Test func flagBeatsVariableBeatsFileBeatsDefault() async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.write(".fairlead.yaml", "timeout: 4\n")
    try scratch.write("home/.fairlead.yaml", "timeout: 5\nkong-addr: http://home:1\n")
    var environment = ["HOME": scratch.url("home").path, "FAIRLEAD_TIMEOUT": "2", "DECK_TIMEOUT": "3"]
    func timeout(_ arguments: [String] = []) async throws -> [String]? {
      try await Self.show(arguments, environment: environment, in: scratch)["timeout"]
    }
    #expect(try await timeout(["--timeout", "1"]) == ["1", "--timeout"])
    #expect(try await timeout() == ["2", "FAIRLEAD_TIMEOUT"])
    environment["FAIRLEAD_TIMEOUT"] = nil
    #expect(try await timeout() == ["3", "DECK_TIMEOUT"])
    environment["DECK_TIMEOUT"] = ""
    #expect(try await timeout() == ["4", ".fairlead.yaml:1:10"])
    try scratch.write(".fairlead.yaml", "parallelism: 3\n")
    #expect(try await timeout() == ["5", "\(scratch.url("home/.fairlead.yaml").path):1:10"])
    try scratch.write("home/.fairlead.yaml", "")
    #expect(try await timeout() == ["10", "default"])
  }

  /// decK's own file counts where ours is not there, with what means something here.
  @Test func deckFileStandsInForOurs() async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.write("home/.deck.yaml", "kong-addr: http://deck:1\nheaders: [\"a:b\", \"c:d\"]\nanything: else\n")
    let environment = ["HOME": scratch.url("home").path]
    let shown = try await Self.show(environment: environment, in: scratch)
    #expect(shown["kong-addr"]?.first == "http://deck:1")
    #expect(shown["headers"]?.first == "a:[masked],c:[masked]")
    try scratch.write("home/.fairlead.yaml", "kong-addr: http://ours:1\n")
    #expect(try await Self.show(environment: environment, in: scratch)["kong-addr"]?.first == "http://ours:1")
  }

  /// A branch under review must not be able to send a token elsewhere.
  @Test(arguments: [
    "kong-addr: http://evil:1", "headers: [a:b]", "kong-admin-token: t", "tls-skip-verify: true", "ca-cert: x",
    "kong-cookie-jar-path: x", "tls-server-name: x", "no-mask-deck-env-vars-value: true", "journal: x",
    "journal-dir: x", "konnect-addr: http://evil:1", "konnect-token: t", "konnect-token-file: x",
    "konnect-control-plane-name: x", "konnect-runtime-group-name: x", "target: konnect",
  ])
  func aFileOfTheWorkingDirectoryMayNotSetTheConnection(line: String) async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.write(".fairlead.yaml", "parallelism: 3\n\(line)\n")
    let run = try await Program.run("fairlead", ["gateway", "sync", "x.yaml"], in: scratch.folder)
    #expect(run.status == 64)
    #expect(
      run.errors.hasPrefix(".fairlead.yaml:2:1: error: a configuration file of the working directory may not set"))
    let named = try await Program.run("fairlead", ["config", "show", "--config", ".fairlead.yaml"], in: scratch.folder)
    #expect(named.status == 0)
  }

  @Test(arguments: [
    ("timeout: soon", "settings.yaml:1:10: error: 'timeout' is a whole number of at least 0"),
    ("timeuot: 3", "settings.yaml:1:1: error: there is no flag 'timeuot'\n  hint: did you mean 'timeout'?"),
    ("yes: true", "settings.yaml:1:1: error: 'yes' can be set on the command line only"),
    ("timeout: [1, 2]", "settings.yaml:1:10: error: 'timeout' can't be a list"),
    ("target: cloud", "settings.yaml:1:9: error: 'target' is one of gateway, konnect"),
    ("- timeout", "settings.yaml:1:1: error: a configuration file is a mapping, not a list"),
    ("a: [", "settings.yaml:"),
  ])
  func aFaultInAFileIsShownAtItsPlace(text: String, says: String) async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.write("settings.yaml", text)
    let run = try await Program.run("fairlead", ["config", "show", "--config", "settings.yaml"], in: scratch.folder)
    #expect(run.status == 64)
    #expect(run.errors.hasPrefix(says), "\(run.errors)")
  }

  @Test(arguments: [
    (["FAIRLEAD_TIMEOUT": "soon"], "the variable FAIRLEAD_TIMEOUT is a whole number"),
    (["DECK_NO_COLOR": "perhaps"], "the variable DECK_NO_COLOR is a switch"),
    (["FAIRLEAD_CONFIG": "/nowhere.yaml"], "'/nowhere.yaml' cannot be read"),
    (["FAIRLEAD_TARGET": "kpat-secret"], "the variable FAIRLEAD_TARGET is one of gateway, konnect"),
  ])
  func aFaultInTheEnvironmentIsWrongUsage(environment: [String: String], says: String) async throws {
    let run = try await Program.run("fairlead", ["gateway", "ping"], environment: environment)
    #expect(run.status == 64)
    #expect(run.errors.contains(says), "\(run.errors)")
    #expect(!run.everything.contains("kpat-secret"))
  }

  /// Help and table name the same flags for every command.
  @Test func commandsDeclareWhatTheTableSays() async throws {
    let run = try await Program.run("fairlead", ["--experimental-dump-help"])
    let root = try #require(try JSONReader.read(Array(run.output.utf8))["command"])
    let nouns = (root["subcommands"]?.array ?? []).filter {
      ["gateway", "plan", "file"].contains($0["commandName"]?.string)
    }
    let verbs = nouns.flatMap { $0["subcommands"]?.array ?? [] }.filter { $0["commandName"] != "help" }
    #expect(verbs.count >= 10)
    for verb in verbs {
      let noun = verb["superCommands"]?.array?.last?.string ?? ""
      let name = "\(noun) \(verb["commandName"]?.string ?? "")"
      let declared = (verb["arguments"]?.array ?? []).flatMap { argument in
        (argument["names"]?.array ?? []).compactMap { $0["kind"] == "long" ? $0["name"]?.string : nil }
      }
      // Verbs without a gateway accept the flags of every command and have no use for them.
      let expected = FlagTable.rows(for: name).filter { !$0.isInert && (noun == "gateway" || !$0.isPersistent) }
        .map(\.name)
      #expect(Set(declared).subtracting(["help", "version"]) == Set(expected), "\(name)")
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

/// The page on the command line: every verb, every flag, every code.
@Suite struct CommandLinePageTests {
  private static func page() throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent("docs/cli.md"), encoding: .utf8)
  }

  @Test func itNamesEveryFlag() throws {
    let page = try Self.page()
    for row in FlagTable.rows {
      let names = ["`--\(row.name)`", "`--\(row.name) ", "--\(row.name)`", "--\(row.name) "]
      #expect(names.contains { page.contains($0) }, "\(row.name)")
    }
  }

  @Test func itNamesEveryCode() throws {
    let page = try Self.page()
    for code in [ExitStatus.success, .failure, .differences, .partial, .refused, .usage, .interrupted] {
      #expect(page.contains("| \(code.rawValue) | "))
    }
  }

  @Test func whatItSaysOfDecksVariablesIsTrue() throws {
    let lines = try Self.page().split(separator: "\n")
    for row in FlagTable.rows where row.readByDeck {
      #expect(lines.contains { $0.contains("--\(row.name)") && $0.contains("(*deck*)") }, "\(row.name)")
    }
  }
}
