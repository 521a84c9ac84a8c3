import Diagnostics
@testable import StateFiles
import Testing

@testable import FairleadCommands

/// The rules by which a run chooses between a gateway and a control plane of Konnect.
@Suite struct TargetChoiceTests {
  /// Where a wish comes from.
  enum Source: Sendable {
    case flag, variable, file
  }

  /// What is wished for, and what comes of it.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var wishes: [(String, String, Source)] = []
    /// The files' section as it is written; nil for none.
    var section: String?
    /// The target in words, or what is wrong.
    var outcome: String
    /// What a note says.
    var note: String?

    init(
      _ name: String, _ wishes: [(String, String, Source)], section: String? = nil, is outcome: String,
      note: String? = nil
    ) {
      self.name = name
      self.wishes = wishes
      self.section = section
      self.outcome = outcome
      self.note = note
    }

    var testDescription: String { name }
  }

  private static let address = ("kong-addr", "http://gateway:8001", Source.flag)
  private static let token = ("konnect-token", "kpat-secret", Source.variable)

  static let cases: [Case] = [
    Case("nothing", [], is: "gateway"),
    Case("an address", [address], is: "gateway"),
    Case("a token", [token], is: "konnect default"),
    Case("a token in a file", [("konnect-token-file", "token", .file)], is: "konnect default"),
    Case(
      "Konnect's own address", [("konnect-addr", "https://us.api.konghq.com", .variable)], is: "konnect default"),
    Case("a name alone", [("konnect-control-plane-name", "orders", .flag)], is: "gateway"),
    Case("a name alone with a section", [("konnect-control-plane-name", "a", .flag)], section: "", is: "konnect a"),
    Case("an empty address", [("kong-addr", "", .flag), token], is: "konnect default"),
    Case(
      "a token and an address", [token, address], is: "gateway",
      note: "both --kong-addr and the variable DECK_X are set: the target is the gateway"),
    Case(
      "a token and the address that holds anyway", [token, ("kong-addr", "http://localhost:8001", .file)],
      is: "konnect default", note: "names the address that holds anyway"),
    Case(
      "the same address otherwise written", [token, ("kong-addr", "http://localhost:8001/", .flag)], is: "gateway",
      note: "the target is the gateway"),
    Case("a section", [], section: "control_plane_name: orders", is: "konnect orders"),
    Case("an empty section", [], section: "", is: "konnect default"),
    Case("a section of old", [], section: "runtime_group_name: orders", is: "konnect orders"),
    Case(
      "a section and an address of a flag", [address], section: "control_plane_name: orders",
      is: "the files are for Konnect, as their '_konnect' section says, and --kong-addr names a gateway"),
    Case(
      "a section and an address of a variable", [("kong-addr", "http://gateway:8001", .variable)], section: "",
      is: "the files are for Konnect, as their '_konnect' section says, and the variable DECK_X names a gateway"),
    Case(
      "a section and an address of a file", [("kong-addr", "http://gateway:8001", .file)], section: "",
      is:
        "the files are for Konnect, as their '_konnect' section says, and 'kong-addr' in a configuration file names a "
        + "gateway"),
    Case(
      "a gateway, whatever the section says", [("target", "gateway", .flag), address],
      section: "control_plane_name: orders", is: "gateway", note: "the '_konnect' section is ignored"),
    Case("a gateway, whatever the token", [("target", "gateway", .variable), token], is: "gateway"),
    Case("Konnect, whatever the address", [("target", "konnect", .file), address], is: "konnect default"),
    Case(
      "Konnect, and another name", [("target", "konnect", .flag), ("konnect-control-plane-name", "a", .flag)],
      section: "control_plane_name: b", is: "the files are for the control plane 'b', and --konnect-control-plane-name"),
    Case(
      "two names", [token, ("konnect-control-plane-name", "a", .variable), ("konnect-runtime-group-name", "b", .file)],
      is: "konnect b", note: "name different control planes: the second one counts"),
    Case(
      "two names, one of them of the command line",
      [token, ("konnect-control-plane-name", "a", .flag), ("konnect-runtime-group-name", "b", .variable)],
      is: "konnect a", note: "name different control planes: the first one counts"),
    Case(
      "the name of the section and the same name",
      [token, ("konnect-control-plane-name", "orders", .flag)], section: "control_plane_name: orders",
      is: "konnect orders"),
    Case(
      "the name of the section and another one", [("konnect-runtime-group-name", "a", .variable)],
      section: "control_plane_name: b", is: "the files are for the control plane 'b', and the variable DECK_X names 'a'"
    ),
  ]

  @Test(arguments: cases) func theTargetIsChosen(one: Case) throws {
    let settings = try one.wishes.reduce(into: ResolvedSettings()) { settings, wish in
      let row = try #require(FlagTable.persistent.first { $0.name == wish.0 })
      let origin: Setting.Origin =
        switch wish.2 {
        case .flag: .commandLine
        case .variable: .variable("DECK_X")
        case .file: .file(SourcePlace(line: 1, column: 1, source: SourceID(name: "settings.yaml")))
        }
      settings.add(Setting(row: row, values: [wish.1], origin: origin))
    }
    let section = try one.section.map { text in
      try #require(try Self.header("_konnect: {\(text)}").konnect)
    }
    let words: String
    var notes: [Diagnostic] = []
    do {
      let choice = try TargetChoice(settings, section)
      notes = choice.notes
      words =
        switch choice.target {
        case .gateway: "gateway"
        case .konnect(let name): "konnect \(name)"
        }
    } catch {
      words = error.diagnostics.map(\.message).joined()
      #expect(section == nil || error.diagnostics.allSatisfy { $0.place.isKnown })
    }
    #expect(words.hasPrefix(one.outcome))
    let said = notes.map(\.message).joined()
    #expect(one.note.map(said.contains) ?? said.isEmpty, "\(said)")
    #expect(!words.contains("kpat-secret") && !said.contains("kpat-secret"))
  }

  private static func header(_ text: String) throws -> StateHeader {
    var collector = DiagnosticCollector()
    let input = InputText(name: "kong.yaml", bytes: Array("_format_version: \"3.0\"\n\(text)\n".utf8))
    let state = StateFileLoader.load([input], environment: .expand { _ in nil }, &collector)
    #expect(collector.diagnostics.isEmpty)
    return try #require(state).header
  }

  @Test(arguments: [
    ("_konnect: 3\n", "2:11: '_konnect' is a mapping"),
    ("_konnect: {control_plane: a}\n", "2:12: unknown key '_konnect.control_plane'"),
    ("_konnect: {control_plane_name: [a]}\n", "2:32: '_konnect.control_plane_name' is the name of a control plane"),
    (
      "_konnect: {control_plane_name: a, runtime_group_name: b}\n",
      "2:35: a '_konnect' section names a control plane twice"
    ),
    (
      "_konnect: {control_plane_name: a}\n---\n_konnect: {control_plane_name: b}\n",
      "4:32: the files are for different control planes, 'a' and 'b'"
    ),
  ])
  func aFaultySectionIsToldAtItsPlace(text: String, says: String) {
    var collector = DiagnosticCollector()
    let input = InputText(name: "kong.yaml", bytes: Array("_format_version: \"3.0\"\n\(text)".utf8))
    _ = StateFileLoader.load([input], environment: .expand { _ in nil }, &collector)
    let said = collector.diagnostics.map { "\($0.place.line):\($0.place.column): \($0.message)" }
    #expect(said.count == 1 && said.allSatisfy { $0.hasPrefix(says) }, "\(said)")
  }
}
