import Targets
import Documents
import Foundation
import GatewaySandbox
import GatewaySchemas
import Testing

@testable import FairleadCommands

/// What a flag does for some verbs: the table that ``FlagVerbTests`` goes through.
struct FlagCase: Sendable {
  let flag: String
  let verbs: Set<String>
  var edition = SchemaBundle.Edition.oss
  var isSecure = false
  /// Whether a trial takes seconds: then the other forms are tried for one verb alone.
  var isSlow = false
  let check: @Sendable (FlagTrial) async throws -> Void

  static let all = persistent + konnect + scope + planning + output + execution + single + approval

  static let everyVerb: Set<String> = [
    "ping", "diff", "plan", "sync", "apply", "dump", "reset", "undo", "validate", "schemas",
  ]
  static let comparing: Set<String> = ["diff", "plan", "sync", "apply"]
  static let listing: Set<String> = ["diff", "plan", "sync", "dump", "reset"]

  static let state = """
    services: [{name: s, host: h, tags: [t], routes: [{name: r, paths: [/r], tags: [t]}]}]
    consumers: [{username: c, tags: [t]}]
    """

  /// Flags of every verb are read in one place: there one more form tells whether the verb gets them.
  private func isTriedEverywhere(_ form: FlagTrial.Form, _ row: FlagRow) -> Bool {
    !row.isPersistent || form == .variable
  }

  /// Runs the check in each form.
  func run(_ row: FlagRow, _ verb: String) async throws {
    let isSpokesman = verb == verbs.sorted().first
    for form in row.forms where isSpokesman || form == .commandLine || !isSlow && isTriedEverywhere(form, row) {
      var configuration = SandboxConfiguration()
      configuration.edition = edition
      if isSecure { configuration.tls = TLSSettings() }
      try await Gateway.run(configuration) { gateway in
        try gateway.file(FlagCase.state)
        try await check(FlagTrial(row: row, verb: verb, form: form, gateway: gateway))
      }
    }
  }
}

/// A verb with a flag: one row of the test.
struct FlagOfVerb: Sendable, CustomTestStringConvertible {
  let verb: String
  let row: FlagRow
  var testDescription: String { "gateway \(verb) --\(row.name)" }

  /// All there are, as the program's own table of flags has them.
  static let all: [FlagOfVerb] = FlagCase.everyVerb.sorted().flatMap { verb in
    FlagTable.rows(for: "gateway \(verb)").map { FlagOfVerb(verb: verb, row: $0) }
  }
}

/// Every flag of every verb, on the command line, in the environment and in configuration files, with what it does.
@Suite struct FlagVerbTests {
  @Test func everyVerbIsInTheTable() {
    let verbs = Set(FlagTable.rows.flatMap(\.commands).filter { $0.hasPrefix("gateway ") }.map { $0.dropFirst(8) })
    #expect(verbs == Set(FlagCase.everyVerb.map { $0[...] }))
    for entry in FlagCase.all {
      let rows = FlagTable.rows.filter { $0.name == entry.flag }
      let known = Set(
        rows.flatMap { $0.isPersistent ? Array(FlagCase.everyVerb.map { "gateway \($0)" }) : Array($0.commands) })
      #expect(known.isSuperset(of: entry.verbs.map { "gateway \($0)" }), "\(entry.flag)")
    }
  }

  @Test(arguments: FlagOfVerb.all)
  func theFlagDoesWhatItIsFor(flag: FlagOfVerb) async throws {
    let cases = FlagCase.all.filter { $0.flag == flag.row.name && $0.verbs.contains(flag.verb) }
    #expect(cases.count == 1, "each flag of each verb has a case")
    for entry in cases { try await entry.run(flag.row, flag.verb) }
  }
}
