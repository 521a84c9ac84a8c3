import Documents
import Foundation
import Testing

/// Questions that are asked on the terminal itself, whatever standard input is.
@Suite struct TerminalTests {
  private func seeded(_ body: (Gateway) async throws -> Void) async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file("consumers: [{username: a}, {username: b}]\n", named: "both.yaml")
      #expect(try await gateway.fairlead("sync", file).status == 0)
      try gateway.file("consumers: [{username: a}]\n")
      try await body(gateway)
    }
  }

  private func atTerminal(
    _ gateway: Gateway, _ arguments: [String], answer: String, input: String? = nil
  ) async throws -> (status: Int32, screen: String) {
    try await Program.runAtTerminal(
      "fairlead", ["gateway"] + arguments, input: input, answer: answer,
      environment: ["FAIRLEAD_KONG_ADDR": gateway.address], in: gateway.scratch.folder)
  }

  /// `\u{4}` is what Ctrl-D types: nothing more to come.
  @Test(arguments: [("y\n", 1), ("YES\n", 1), ("n\n", 2), ("\n", 2), ("perhaps\n", 2), ("\u{4}", 2)])
  func aSyncThatDeletesAsks(answer: String, left: Int) async throws {
    try await seeded { gateway in
      let run = try await atTerminal(gateway, ["sync", "kong.yaml"], answer: answer)
      #expect(run.status == 0, "\(run.screen)")
      #expect(run.screen.contains("deleting consumer b"))
      #expect(run.screen.contains("Delete 1 entity? [y/N] "))
      #expect(run.screen.contains("Nothing was changed.") == (left == 2), "\(run.screen)")
      #expect(try await gateway.list("consumers").count == left)
    }
  }

  /// The state itself comes on standard input: the answer must not be taken from there.
  @Test func theAnswerIsNotTakenFromStandardInput() async throws {
    try await seeded { gateway in
      let state = "_format_version: \"3.0\"\nconsumers: [{username: a}]\n"
      let no = try await atTerminal(gateway, ["sync", "-"], answer: "n\n", input: state + "# y\n")
      #expect(no.status == 0 && no.screen.contains("[y/N] "), "\(no.screen)")
      #expect(try await gateway.list("consumers").count == 2)
      let yes = try await atTerminal(gateway, ["sync", "-"], answer: "y\n", input: state)
      #expect(yes.status == 0)
      #expect(try await gateway.list("consumers").count == 1)
    }
  }

  @Test func nothingIsAskedWhereNothingIsDeletedOrTheAnswerIsGiven() async throws {
    try await seeded { gateway in
      let creates = try await atTerminal(gateway, ["sync", "both.yaml"], answer: "n\n")
      #expect(creates.status == 0 && !creates.screen.contains("[y/N]"))
      let applies = try await atTerminal(gateway, ["apply", "kong.yaml"], answer: "n\n")
      #expect(applies.status == 0 && !applies.screen.contains("[y/N]"))
      let agreed = try await atTerminal(gateway, ["sync", "--yes", "kong.yaml"], answer: "n\n")
      #expect(agreed.status == 0 && !agreed.screen.contains("[y/N]"))
      #expect(try await gateway.list("consumers").count == 1)
    }
  }

  @Test(arguments: [("yes\n", 0), ("no\n", 2), ("\u{4}", 2)])
  func aResetAsks(answer: String, left: Int) async throws {
    try await seeded { gateway in
      let run = try await atTerminal(gateway, ["reset"], answer: answer)
      #expect(run.status == 0, "\(run.screen)")
      #expect(run.screen.contains("deleting consumer a") && run.screen.contains("Delete 2 entities? [y/N] "))
      #expect(try await gateway.list("consumers").count == left)
      let forced = try await atTerminal(gateway, ["reset", "--force"], answer: "n\n")
      #expect(forced.status == 0 && !forced.screen.contains("[y/N]"))
      #expect(try await gateway.list("consumers").isEmpty)
    }
  }

  @Test(arguments: [("y\n", true), ("n\n", false)])
  func aDumpAsksBeforeItReplacesAFile(answer: String, isReplaced: Bool) async throws {
    try await seeded { gateway in
      let before = try gateway.scratch.read("kong.yaml")
      let run = try await atTerminal(gateway, ["dump", "-o", "kong.yaml"], answer: answer)
      #expect(run.screen.contains("kong.yaml") && run.screen.contains("[y/N]"), "\(run.screen)")
      #expect(run.status == 0, "\(run.screen)")
      #expect((try gateway.scratch.read("kong.yaml") != before) == isReplaced)
    }
  }

  /// Colours and progress are for terminals, unless somebody objects.
  @Test func coloursAreForTerminals() async throws {
    try await seeded { gateway in
      let plain = try await gateway.fairlead("diff", "kong.yaml")
      #expect(!plain.everything.contains("\u{1B}"))
      let coloured = try await atTerminal(gateway, ["diff", "kong.yaml"], answer: "")
      #expect(coloured.screen.contains("\u{1B}["))
      let objected = try await atTerminal(gateway, ["diff", "--no-color", "kong.yaml"], answer: "")
      #expect(!objected.screen.contains("\u{1B}"))
      let variable = try await Program.runAtTerminal(
        "fairlead", ["gateway", "diff", "kong.yaml"], answer: "",
        environment: ["FAIRLEAD_KONG_ADDR": gateway.address, "NO_COLOR": "1"], in: gateway.scratch.folder)
      #expect(!variable.screen.contains("\u{1B}"))
    }
  }
}
