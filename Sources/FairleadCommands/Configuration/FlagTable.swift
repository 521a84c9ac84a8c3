import Targets

/// All flags: a new flag is a row here, and a property of the command that has it.
enum FlagTable {
  /// The rows of every command's flags.
  static let rows: [FlagRow] = persistent + gateway + ai + plans + file + exports + specification

  /// The rows of a command; its own row of a name wins over that of all commands.
  static func rows(for command: String) -> [FlagRow] {
    // It shows what any verb would be told; of two flags of one name it shows that of the verbs for a gateway.
    if command == ConfigCommand.showCommand {
      var names: Set<String> = []
      return rows.filter { names.insert($0.name).inserted }
    }
    let own = rows.filter { $0.commands.contains(command) }
    let names = Set(own.map(\.name))
    return persistent.filter { !names.contains($0.name) } + own
  }

  /// Flags of every command.
  static let persistent: [FlagRow] = [
    FlagRow("config", .text, files: .none),
    FlagRow("verbose", .integer(minimum: 0), deck: true, files: .ownFiles, fallback: "0"),
    FlagRow("no-color", .toggle, deck: true),
    FlagRow("no-snippets", .toggle),
    FlagRow("analytics", .toggle, deck: true, inert: true),
    FlagRow(
      "kong-addr", .text, deck: true, files: .ownFiles, shows: .address, fallback: ConnectionOptions.defaultAddress),
    FlagRow("headers", .headers, deck: true, files: .ownFiles, shows: .headers),
    FlagRow("kong-admin-token", .text, deck: true, files: .ownFiles, shows: .secret),
    FlagRow("target", .choice(["gateway", "konnect"]), files: .ownFiles),
    FlagRow(
      "konnect-addr", .text, deck: true, files: .ownFiles, shows: .address, fallback: KonnectSettings.defaultAddress),
    FlagRow("konnect-token", .text, deck: true, files: .ownFiles, shows: .secret),
    FlagRow("konnect-token-file", .text, deck: true, files: .ownFiles),
    FlagRow("konnect-control-plane-name", .text, deck: true, files: .ownFiles),
    FlagRow("konnect-runtime-group-name", .text, deck: true, files: .ownFiles),
    // Only with it does decK not see differences in what is left out, which are never seen here.
    FlagRow("skip-defaults-fill", .toggle, deck: true, inert: true),
    FlagRow("kong-cookie-jar-path", .text, deck: true, files: .ownFiles),
    FlagRow("ca-cert", .text, deck: true, files: .ownFiles, shows: .secret),
    FlagRow("ca-cert-file", .text, deck: true, files: .ownFiles),
    FlagRow("tls-client-cert", .text, deck: true, files: .ownFiles, shows: .secret),
    FlagRow("tls-client-cert-file", .text, deck: true, files: .ownFiles),
    FlagRow("tls-client-key", .text, deck: true, files: .ownFiles, shows: .secret),
    FlagRow("tls-client-key-file", .text, deck: true, files: .ownFiles),
    FlagRow("tls-server-name", .text, deck: true, files: .ownFiles),
    FlagRow("tls-skip-verify", .toggle, deck: true, files: .ownFiles),
    FlagRow("timeout", .integer(minimum: 0), deck: true, fallback: "10"),
    FlagRow("time-limit", .integer(minimum: 1)),
    FlagRow("skip-workspace-crud", .toggle, deck: true),
  ]

  private static let planning = ["gateway diff", "gateway plan", "gateway sync"]
  private static let reconciling = planning + ["gateway apply"]
  private static let judging = reconciling + ["gateway validate", "file validate", "file render", "file convert"]
  private static let listing = planning + ["gateway dump", "gateway reset"]
  private static let writing = ["gateway sync", "gateway apply", "gateway reset"]
  private static let journaling = writing + ["gateway undo"]
  private static let reporting = reconciling + ["gateway reset", "gateway validate", "gateway undo"]
  private static let speaking = reporting + ["gateway dump", "gateway ping", "gateway schemas"]

  /// Flags of the verbs that speak with a gateway.
  static let gateway: [FlagRow] = [
    FlagRow("workspace", short: "w", .text, on: speaking),
    FlagRow("all-workspaces", .toggle, on: ["gateway dump", "gateway reset"]),
    FlagRow("parallelism", .integer(minimum: 1), on: speaking, fallback: "10"),
    FlagRow("select-tag", .list, on: listing),
    FlagRow("protect-tag", .list, on: reconciling + ["gateway reset"]),
    FlagRow("only", .list, on: listing + ["gateway apply", "gateway validate"]),
    FlagRow("skip", .list, on: listing + ["gateway apply", "gateway validate"]),
    FlagRow("skip-consumers", .toggle, on: listing),
    FlagRow("skip-consumers-with-consumer-groups", .toggle, on: planning + ["gateway dump"]),
    FlagRow("consumer-group-policy-overrides", .toggle, on: planning + ["gateway dump"]),
    FlagRow("skip-ca-certificates", .toggle, on: listing),
    FlagRow("rbac-resources-only", .toggle, on: listing + ["gateway validate"]),
    FlagRow("include-plugin-definitions", .toggle, on: reconciling + ["gateway dump"]),
    FlagRow("skip-plugin-definitions", .toggle, on: ["gateway plan", "gateway reset"]),
    FlagRow("no-mask-deck-env-vars-value", .toggle, on: listing, files: .ownFiles),
    FlagRow("warnings-as-errors", short: "E", .list, on: judging),
    FlagRow("errors-as-warnings", short: "W", .list, on: judging),
    FlagRow("preflight", .toggle, on: reconciling),
    FlagRow("skip-hash-for-basic-auth", .toggle, on: reconciling, files: .ownFiles),
    FlagRow("json-output", .toggle, on: reporting),
    FlagRow("silence-events", .toggle, on: reporting),
    FlagRow("report", .list, on: reporting + ["file lint", "file validate"], files: .ownFiles),
    FlagRow("non-zero-exit-code", .toggle, on: ["gateway diff", "gateway plan"]),
    FlagRow("max-deletes", .text, on: ["gateway plan", "gateway sync"], files: .ownFiles, fallback: "30%"),
    FlagRow("on-error", .choice(["continue", "stop"]), on: writing + ["gateway plan"], fallback: "continue"),
    FlagRow("for", .choice(["sync", "apply", "reset"]), on: ["gateway plan"], fallback: "sync"),
    FlagRow("base", .texts, on: planning, files: .ownFiles),
    FlagRow(
      "on-drift", .choice(["overwrite", "keep", "refuse"]), on: planning, files: .ownFiles, fallback: "overwrite"),
    FlagRow("drift-only", .toggle, on: ["gateway diff"]),
    FlagRow("plan-out", .path, on: ["gateway diff", "gateway undo"], files: .ownFiles),
    FlagRow("target-name", .text, on: writing + ["gateway diff", "gateway plan"]),
    FlagRow("verify", .toggle, on: writing),
    FlagRow("journal", .path, on: journaling, files: .ownFiles),
    FlagRow("journal-dir", .path, on: journaling, files: .ownFiles),
    FlagRow("atomic", .toggle, on: ["gateway sync", "gateway apply"], variable: false, files: .none),
    FlagRow(
      "on-conflict", .choice(["keep", "overwrite"]), on: ["gateway undo"], variable: false, files: .none,
      fallback: "keep"),
    FlagRow("dry-run", .toggle, on: ["gateway reset", "gateway undo"]),
    FlagRow("db-update-propagation-delay", .integer(minimum: 0), on: writing, inert: true),
    FlagRow("online-entities-list", .list, on: ["gateway validate"]),
    FlagRow("konnect-compatibility", .toggle, on: ["gateway validate"]),
    FlagRow("format", .choice(["yaml", "json"]), on: ["gateway dump"], deck: true, fallback: "yaml"),
    FlagRow(
      "output-file", short: "o", .text, on: ["gateway dump", "gateway plan", "gateway schemas", "manual"],
      files: .ownFiles),
    FlagRow("with-id", .toggle, on: ["gateway dump"]),
    FlagRow("skip-defaults", .toggle, on: ["gateway dump"]),
    FlagRow("sanitize", .toggle, on: ["gateway dump"]),
    FlagRow("sanitization-salt", .text, on: ["gateway dump"], files: .ownFiles, shows: .secret),
    // What can lose data is asked for on the command line, each time.
    FlagRow("plan", .path, on: writing, variable: false, files: .none),
    FlagRow(
      "yes", .toggle, on: ["gateway diff", "gateway sync", "gateway apply", "gateway dump", "gateway undo"],
      variable: false, files: .none),
    FlagRow("force", short: "f", .toggle, on: ["gateway reset"], variable: false, files: .none),
    FlagRow("allow-empty", .toggle, on: ["gateway plan", "gateway sync"], variable: false, files: .none),
  ]

  /// Flags of the verbs on saved plans.
  static let plans: [FlagRow] = [
    FlagRow("format", .choice(["text", "markdown", "html", "json"]), on: ["plan show"], fallback: "text"),
    FlagRow("output-file", short: "o", .text, on: ["plan show"], files: .ownFiles),
  ]

  private static let selecting = [
    "file add-plugins", "file patch", "file add-tags", "file list-tags", "file remove-tags", "file namespace",
  ]
  private static let rewriting = selecting.filter { $0 != "file list-tags" } + ["file format", "file convert"]
  private static let documents = rewriting + ["file merge"]

  /// Flags of the verbs that work on files alone.
  static let file: [FlagRow] = [
    FlagRow(
      "output-file", short: "o", .text, on: documents + ["file render", "file list-tags", "file lint"],
      files: .ownFiles),
    FlagRow(
      "format", .choice(["yaml", "json"]), on: documents.filter { $0 != "file format" } + ["file render"], deck: true),
    FlagRow("format", .choice(["yaml", "json"]), on: ["file format"]),
    FlagRow("format", .choice(["plain", "yaml", "json"]), on: ["file list-tags", "file lint"], deck: true),
    FlagRow("state", short: "s", .text, on: selecting + ["file lint"]),
    FlagRow("fail-severity", short: "F", .text, on: ["file lint"]),
    FlagRow("display-only-failures", short: "D", .toggle, on: ["file lint"]),
    FlagRow("builtin", .toggle, on: ["file lint"]),
    FlagRow("off", .list, on: ["file lint"]),
    FlagRow("from", .text, on: ["file convert"]),
    FlagRow("to", .text, on: ["file convert"]),
    FlagRow("input-file", .texts, on: ["file convert"]),
    FlagRow("expand-env-vars", .toggle, on: ["file convert"], files: .ownFiles),
    FlagRow("no-expand-env-vars", .toggle, on: ["file convert"]),
    FlagRow("selector", .texts, on: selecting),
    FlagRow("sort-keys", .toggle, on: documents),
    // What can lose data is asked for on the command line, each time.
    FlagRow("in-place", .toggle, on: rewriting, variable: false, files: .none),
    FlagRow("config", .texts, on: ["file add-plugins"], variable: false, files: .none),
    FlagRow("overwrite", .toggle, on: ["file add-plugins"]),
    FlagRow("value", .texts, on: ["file patch"]),
    FlagRow("keep-empty-array", .toggle, on: ["file remove-tags"]),
    FlagRow("keep-only", .toggle, on: ["file remove-tags"]),
    FlagRow("path-prefix", short: "p", .text, on: ["file namespace"]),
    FlagRow("host", .texts, on: ["file namespace"]),
    FlagRow("clear-hosts", short: "c", .toggle, on: ["file namespace"]),
    FlagRow("allow-empty-selectors", .toggle, on: ["file namespace"]),
    FlagRow("on-duplicate", .choice(["error", "first", "last", "keep"]), on: ["file merge"], fallback: "keep"),
    FlagRow("populate-env-vars", .toggle, on: ["file render"], files: .ownFiles),
    FlagRow("dbless", .toggle, on: ["file render"]),
    FlagRow("yes", .toggle, on: ["file render", "file convert"], variable: false, files: .none),
    FlagRow("workspace", short: "w", .text, on: ["file validate"]),
    FlagRow("parallelism", .integer(minimum: 1), on: ["file validate"]),
    FlagRow("online-entities-list", .list, on: ["file validate"]),
    FlagRow("konnect-compatibility", .toggle, on: ["file validate"]),
    FlagRow("schemas", .list, on: ["file validate"]),
    FlagRow("rbac-resources-only", .toggle, on: ["file validate"]),
  ]
}
