import Documents
import Foundation
import GatewaySandbox
import GatewaySchemas
import Testing

/// apply, reset, validate, schemas, and the flags that narrow a run.
@Suite struct VerbTests {
  private static let state = """
    services:
    - name: mcp
      host: h
      tags: [team-a]
      routes:
      - name: mcp
        paths: [/mcp]
        tags: [team-a]
    - name: chat
      host: h
    consumers:
    - username: alice
      keyauth_credentials:
      - key: key-of-alice
    plugins:
    - name: rate-limiting
      consumer: alice
      config: {minute: 5}
    - name: correlation-id
    """

  @Test func applyNeverDeletesAndRefersToWhatIsThere() async throws {
    try await Gateway.run { gateway in
      _ = try await gateway.fairlead("sync", try gateway.file(Self.state))
      let part = try gateway.file(
        "routes:\n- {name: extra, service: {name: mcp}, paths: [/extra]}\nplugins:\n- {name: key-auth, service: chat}\n",
        named: "part.yaml")
      let run = try await gateway.fairlead("apply", part)
      #expect(run.status == 0, "\(run.errors)")
      #expect(
        run.output == """
          creating route extra
          creating plugin key-auth for service chat
          Summary:
            Created: 2
            Updated: 0
            Deleted: 0
            Kept: 7 (1 consumers, 1 keyauth_credentials, 2 plugins, 1 routes, 2 services)

          """)
      let route = try await gateway.get("routes", "extra")
      #expect(route["service"]?["id"] == (try await gateway.get("services", "mcp")["id"]))
      #expect(try await gateway.fairlead("apply", part).output.hasPrefix("Summary:\n  Created: 0\n  Updated: 0\n"))
      let unknown = try await gateway.fairlead(
        "apply", try gateway.file("routes:\n- {name: x, service: {name: nowhere}, paths: [/x]}\n"))
      #expect(unknown.status == 1)
      #expect(unknown.errors.contains("refers to service 'nowhere', which does not exist"))
    }
  }

  @Test func resetShowsAndAsksBeforeItDeletes() async throws {
    try await Gateway.run { gateway in
      _ = try await gateway.fairlead("sync", try gateway.file(Self.state))
      let dry = try await gateway.fairlead("reset", "--dry-run")
      #expect(dry.status == 0)
      #expect(dry.output.contains("deleting service mcp\n") && dry.output.contains("Deleted: 7\n"))
      let unasked = try await gateway.fairlead("reset")
      #expect(unasked.status == 4)
      #expect(unasked.errors.contains("--force"))
      #expect(try await gateway.list("services").count == 2)
      #expect(try await gateway.fairlead("reset", "-f", "--skip-consumers").status == 0)
      #expect(try await gateway.list("services").isEmpty)
      #expect(try await gateway.list("consumers").count == 1)
      #expect(try await gateway.list("key-auths").count == 1)
      #expect(try await gateway.list("plugins").map { $0["name"] } == ["rate-limiting"])
      #expect(try await gateway.fairlead("reset", "--force").status == 0)
      #expect(try await gateway.list("plugins").isEmpty)
    }
  }

  @Test func validateFindsEveryFaultAtItsPlaceAndWritesNothing() async throws {
    try await Gateway.run { gateway in
      let text = """
        services:
        - name: a
          host: h
          retries: many
        routes:
        - name: r
          service: {name: nowhere}
          paths: ["~/("]
        plugins:
        - name: rate-limiting
          config: {minutes: 5}
        - name: no-such-plugin
        """
      try await gateway.resetCounters()
      let run = try await gateway.fairlead("validate", try gateway.file(text))
      #expect(run.status == 1)
      for line in [
        "kong.yaml:5:12: error: service a: retries: expected a whole number, found 'many'",
        "kong.yaml:8:19: error: route r refers to service 'nowhere'",
        "kong.yaml:9:11: error: ", "kong.yaml:12:12: error: ", "kong.yaml:13:9: error: ",
      ] { #expect(run.errors.contains(line), "\(line) is missing in \(run.errors)") }
      #expect(try await gateway.writes() == 0)
      #expect(try await gateway.fairlead("validate", try gateway.file(Self.state)).status == 0)
      let services = try await gateway.fairlead(
        "validate", "--online-entities-list", "Services", try gateway.file(text))
      #expect(services.errors.contains("service a") && !services.errors.contains("rate-limiting"))
      let misspelt = try await gateway.fairlead("validate", "--online-entities-list", "services", "kong.yaml")
      #expect(misspelt.status == 64)
      #expect(misspelt.errors.contains("did you mean 'Services'?"))
    }
  }

  @Test func konnectCompatibilityListsAllFindings() async throws {
    try await Gateway.run { gateway in
      let text =
        "plugins:\n- {name: oauth2}\n- {name: rate-limiting, config: {minute: 5, policy: cluster}}\n"
        + "- {name: response-ratelimiting, enabled: false, config: {limits: {a: {minute: 5}}, policy: cluster}}\n"
      let run = try await gateway.fairlead("validate", "--konnect-compatibility", try gateway.file(text))
      #expect(run.status == 1)
      #expect(run.errors.contains("no file has a '_konnect' section"))
      #expect(run.errors.contains("kong.yaml:3:3: error: plugin oauth2 (global): Konnect has no plugin 'oauth2'"))
      let cluster = "kong.yaml:4:53: error: plugin rate-limiting (global): Konnect does not take 'policy'"
      #expect(run.errors.contains(cluster), "\(run.errors)")
      #expect(!run.errors.contains("plugin response-ratelimiting"), "it is off: \(run.errors)")
    }
  }

  @Test func selectTagsAreAddedComparedAndDeletedWithin() async throws {
    try await Gateway.run { gateway in
      _ = try await gateway.fairlead("sync", try gateway.file(Self.state))
      let mine = try gateway.file("services:\n- {name: mcp, host: h}\n", named: "mine.yaml")
      let run = try await gateway.fairlead("sync", "--select-tag", "team-a", mine)
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output.hasPrefix("deleting route mcp\nSummary:"))
      #expect(try await gateway.get("services", "mcp")["tags"] == ["team-a"])
      #expect(try await gateway.list("services").count == 2)
      let added = try gateway.file(
        "services:\n- {name: mcp, host: h}\n- {name: new, host: h, tags: [x]}\n", named: "mine.yaml")
      #expect(try await gateway.fairlead("sync", "--select-tag", "team-a", added).status == 0)
      #expect(try await gateway.get("services", "new")["tags"] == ["x", "team-a"])
      let six = try await gateway.fairlead("diff", "--select-tag", "1,2,3,4,5,6", mine)
      #expect(six.status == 64)
    }
  }

  @Test func kindsAreChosenAndLeftAlone() async throws {
    try await Gateway.run { gateway in
      _ = try await gateway.fairlead("sync", try gateway.file(Self.state))
      let routes = try gateway.file(
        "services:\n- name: mcp\n  host: changed\n  routes:\n  - {name: mcp, paths: [/other], tags: [team-a]}\n")
      let run = try await gateway.fairlead("sync", "--only", "routes", routes)
      #expect(run.output.hasPrefix("updating route mcp\n  paths: [\"/mcp\"] -> [\"/other\"]"), "\(run.everything)")
      #expect(try await gateway.get("services", "mcp")["host"] == "h")
      #expect(try await gateway.list("consumers").count == 1)
      let skipped = try await gateway.fairlead("diff", "--skip-consumers", try gateway.file("services: []\n"))
      #expect(!skipped.output.contains("alice") && skipped.output.contains("deleting plugin correlation-id (global)"))
      let general = try await gateway.fairlead("diff", "--skip", "consumers,routes,services", "kong.yaml")
      #expect(general.output.hasPrefix("deleting plugin correlation-id (global)\nSummary:"))
      let dump = try await gateway.fairlead("dump", "--only", "routes,plugins")
      #expect(dump.output.contains("service:") && !dump.output.contains("services:"), "\(dump.output)")
      let wrong = try await gateway.fairlead("diff", "--only", "rutes", "kong.yaml")
      #expect(wrong.status == 64 && wrong.errors.contains("did you mean 'routes'?"))
    }
  }

  @Test func protectedEntitiesAreNeitherChangedNorDeleted() async throws {
    try await Gateway.run { gateway in
      _ = try await gateway.fairlead("sync", try gateway.file(Self.state))
      let other = try gateway.file("services:\n- {name: chat, host: h}\n", named: "other.yaml")
      let run = try await gateway.fairlead("sync", "--protect-tag", "team-a", other)
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.errors.contains("service mcp is not deleted: it carries the protect tag 'team-a'"))
      #expect(run.errors.contains("route mcp is not deleted"))
      #expect(try await gateway.list("services").count == 2)
      #expect(try await gateway.list("routes").count == 1)
      #expect(try await gateway.list("consumers").isEmpty)
      let change = try gateway.file(
        "services:\n- {name: mcp, host: changed, tags: [team-a]}\n- {name: chat, host: h}\n")
      let update = try await gateway.fairlead("sync", "--protect-tag", "team-a", change)
      #expect(update.errors.contains("kong.yaml:3:3: warning: service mcp is not updated"))
      #expect(try await gateway.get("services", "mcp")["host"] == "h")
      let inFile = try gateway.file(
        "_info: {protect_tags: [team-a]}\nservices:\n- {name: chat, host: h}\n", named: "protecting.yaml")
      let protecting = try await gateway.fairlead("sync", inFile)
      #expect(protecting.errors.contains("service mcp is not deleted: it carries the protect tag 'team-a'"))
      #expect(try await gateway.list("services").count == 2)
    }
  }

  @Test func valuesFromTheEnvironmentAreShownOnlyWhenAskedAndNeverSecrets() async throws {
    try await Gateway.run { gateway in
      let text = """
        services:
        - name: a
          host: '${{ env "DECK_HOST" }}'
        consumers:
        - username: alice
          keyauth_credentials:
          - key: '${{ env "DECK_KEY" }}'
        """
      let file = try gateway.file(text)
      _ = try await gateway.fairlead("sync", file, environment: ["DECK_HOST": "one.example", "DECK_KEY": "key-one"])
      let environment = ["DECK_HOST": "two.example", "DECK_KEY": "key-two"]
      let masked = try await gateway.fairlead("diff", file, environment: environment)
      #expect(!masked.everything.contains("example"))
      let shown = try await gateway.fairlead("diff", "--no-mask-deck-env-vars-value", file, environment: environment)
      #expect(shown.output.contains("host: \"one.example\" -> \"two.example\""))
      #expect(!shown.everything.contains("key-one") && !shown.everything.contains("key-two"))
    }
  }

  @Test func verifyReadsWhatWasWrittenOnceMore() async throws {
    try await Gateway.run { gateway in
      let file = try gateway.file(Self.state)
      #expect(try await gateway.fairlead("sync", file).status == 0)
      #expect(try await gateway.count(["sync", "--verify", file]).writes == 0)
      let changed = try gateway.file(Self.state.replacing("minute: 5", with: "minute: 6"))
      #expect(try await gateway.count(["sync", "--verify", "--on-error", "stop", changed]).of("PUT ") == 1)
    }
  }

  @Test func schemasAreSavedForOfflineUse() async throws {
    try await Gateway.run { gateway in
      let run = try await gateway.fairlead("schemas", "-o", "saved/schemas")
      #expect(run.status == 0, "\(run.errors)")
      let service = try JSONReader.read(Array(try gateway.scratch.read("saved/schemas/entities/services.json").utf8))
      #expect(service["fields"]?.array?.isEmpty == false)
      #expect(try gateway.scratch.read("saved/schemas/plugins/key-auth.json").contains("key_names"))
    }
  }

  @Test func workspacesAreCreatedBySyncAloneAndNeverByAPreview() async throws {
    var configuration = SandboxConfiguration()
    configuration.edition = .enterprise
    try await Gateway.run(configuration) { gateway in
      let file = try gateway.file("services:\n- {name: a, host: h}\n")
      let diff = try await gateway.fairlead("diff", "-w", "team", file)
      #expect(diff.output.hasPrefix("Creating workspace team\ncreating service a\n"), "\(diff.everything)")
      #expect(try await gateway.list("workspaces").count == 1)
      let dump = try await gateway.fairlead("dump", "-w", "team")
      #expect(dump.status == 1 && dump.errors.contains("the gateway has no workspace 'team'"))
      let sync = try await gateway.fairlead("sync", "--workspace", "team", file)
      #expect(sync.status == 0, "\(sync.errors)")
      #expect(try await gateway.list("team", "services").count == 1)
      #expect(try await gateway.list("services").isEmpty)
      #expect(try await gateway.fairlead("diff", "--non-zero-exit-code", "-wteam", file).status == 0)
      let all = try await gateway.fairlead("dump", "--all-workspaces")
      #expect(all.status == 0, "\(all.errors)")
      #expect(try gateway.scratch.read("team.yaml").contains("name: a"))
      let again = try await gateway.fairlead("dump", "--all-workspaces")
      #expect(again.status == 1 && again.errors.contains("already exists"))
      #expect(try await gateway.fairlead("reset", "--all-workspaces", "--force").status == 0)
      #expect(try await gateway.list("team", "services").isEmpty)
    }
  }

  @Test func aCommunityGatewayHasNoWorkspaces() async throws {
    try await Gateway.run { gateway in
      let run = try await gateway.fairlead("sync", "-w", "team", try gateway.file("services:\n- {name: a, host: h}\n"))
      #expect(run.status == 1)
      #expect(run.errors.contains("a gateway of the community edition has no workspaces"))
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionsNameTheVerbs(shell: String) async throws {
    let run = try await Program.fairlead("completion", shell)
    #expect(run.status == 0)
    for word in ["validate", "kong-addr", "max-deletes"] { #expect(run.output.contains(word)) }
  }

  @Test func manualPagesAreMadeFromTheCommands() async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let run = try await Program.run("fairlead", ["manual", "-o", "man"], in: scratch.folder)
    #expect(run.status == 0)
    let page = try scratch.read("man/fairlead-gateway-sync.1")
    #expect(page.hasPrefix(".TH \"FAIRLEAD-GATEWAY-SYNC\" 1"))
    for text in [".SH EXAMPLES", "\\-\\-max\\-deletes", ".SH EXIT STATUS"] { #expect(page.contains(text)) }
  }
}
