import Targets
import Documents
import Foundation
import GatewaySandbox
import GatewaySchemas

@testable import FairleadCommands

/// One verb run with one flag in one of its forms, against a gateway of its own.
struct FlagTrial: Sendable {
  /// Where a flag may stand.
  enum Form: String, CaseIterable, Sendable {
    case commandLine, variable, deckVariable, file, deckFile
  }

  let row: FlagRow
  let verb: String
  let form: Form
  let gateway: Gateway

  /// Runs the verb with the flag in its form; without it where the value is nil.
  ///
  /// Where files and flags are not given, the verb gets what it needs to do its work.
  func run(
    _ value: String?, _ more: String..., files: [String] = ["kong.yaml"], environment: [String: String] = [:],
    input: String = "", address: String? = nil
  ) async throws -> Program.Run {
    let (arguments, variables) = try call(value, more, files, environment, address)
    return try await Program.run(
      "fairlead", arguments, input: input, environment: variables, in: gateway.scratch.folder)
  }

  /// The same with further arguments as a list.
  func run(_ value: String?, _ more: [String]) async throws -> Program.Run {
    let (arguments, variables) = try call(value, more, ["kong.yaml"], [:], nil)
    return try await Program.run("fairlead", arguments, environment: variables, in: gateway.scratch.folder)
  }

  /// The same at a terminal, where nobody answers anything but no.
  func runAtTerminal(_ value: String?) async throws -> (status: Int32, screen: String) {
    let (arguments, variables) = try call(value, [], ["kong.yaml"], [:], nil)
    return try await Program.runAtTerminal(
      "fairlead", arguments, answer: "n\n", environment: variables, in: gateway.scratch.folder)
  }

  private func call(
    _ value: String?, _ more: [String], _ files: [String], _ environment: [String: String], _ address: String?
  ) throws -> ([String], [String: String]) {
    var arguments = ["gateway", verb]
    switch verb {
    case "diff", "sync", "apply", "validate": arguments += files
    case "plan":
      arguments += row.name == "for" && value == "reset" ? [] : files
      if row.name != "output-file" { arguments += ["-o", "plan.json"] }
    case "reset" where row.name != "force": arguments.append("--force")
    case "undo":
      try writeJournal(value, more, address)
      arguments.append("run.journal")
      if row.name != "yes" { arguments.append("--yes") }
    case "schemas" where row.name != "output-file": arguments += ["-o", "schemas"]
    default: break
    }
    if row.name != "kong-addr" { arguments += ["--kong-addr", address ?? gateway.address] }
    arguments += more
    var variables = environment
    variables["HOME"] = gateway.scratch.url("home").path
    let key = row.name.uppercased().replacing("-", with: "_")
    for name in [".fairlead.yaml", ".deck.yaml"] {
      try? FileManager.default.removeItem(at: gateway.scratch.url("home/\(name)"))
    }
    if let value {
      // JSON's texts are YAML's as well.
      let text = String(decoding: JSONWriter.write(Node(.string(value))), as: UTF8.self)
      let line = "\(row.name): \(row.form == .toggle ? value : text)\n"
      switch form {
      case .commandLine: arguments += ["--\(row.name)=\(value)"]
      case .variable: variables["FAIRLEAD_\(key)"] = value
      case .deckVariable: variables["DECK_\(key)"] = value
      case .file: try gateway.scratch.write("home/.fairlead.yaml", line)
      case .deckFile: try gateway.scratch.write("home/.deck.yaml", line)
      }
    }
    return (arguments, variables)
  }

  /// The journal of a run that did nothing, unless a run of the trial's own has left one.
  private func writeJournal(_ value: String?, _ more: [String], _ address: String?) throws {
    if let text = try? gateway.scratch.read("run.journal"), text.contains("\"write\"") { return }
    let target = row.name == "kong-addr" ? value ?? gateway.address : address ?? gateway.address
    let flag = more.firstIndex(of: "-w").map { more[$0 + 1] }
    let workspace = row.name == "workspace" ? value : flag
    let header: Node = [
      "schema": "fairlead-journal/1", "command": "gateway sync", "read_seconds": 0,
      "target": ["id": Node(.string(target)), "workspace": workspace.map { Node(.string($0)) } ?? .null],
    ]
    try gateway.scratch.write("run.journal", String(decoding: JSONWriter.write(header), as: UTF8.self) + "\n")
  }

  /// Puts entities into the gateway, as a state file says them.
  func seed(_ text: String, _ flags: String...) async throws {
    let file = try gateway.file(text, named: "seed.yaml")
    let run = try await Program.run(
      "fairlead", ["gateway", "sync", "--kong-addr", gateway.address, file] + flags, in: gateway.scratch.folder)
    guard run.status == 0 else { throw Unseeded(text: run.everything) }
  }

  struct Unseeded: Error, CustomStringConvertible {
    let text: String
    var description: String { text }
  }

  /// Whether the verb writes what the files say.
  var writes: Bool { verb == "sync" || verb == "apply" }

  /// The names of a collection's entities.
  func names(_ path: String...) async throws -> Set<String> {
    Set(try await gateway.api.reader.listAll(path).items.compactMap { ($0["name"] ?? $0["username"])?.string })
  }
}

extension FlagRow {
  /// The forms that the flag has.
  var forms: [FlagTrial.Form] {
    var forms: [FlagTrial.Form] = [.commandLine]
    if hasVariable { forms.append(.variable) }
    if readByDeck { forms.append(.deckVariable) }
    if files != .none { forms.append(.file) }
    if readByDeck, files != .none { forms.append(.deckFile) }
    return forms
  }
}
