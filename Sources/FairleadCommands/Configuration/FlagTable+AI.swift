extension FlagTable {
  /// Flags of the verbs for AI gateways: each verb has those of its twin for any gateway, but for what its files and its
  /// tag settle.
  static let ai: [FlagRow] = {
    let shared: Set<String> = [
      "workspace", "parallelism", "json-output", "silence-events", "report", "yes", "max-deletes", "allow-empty",
      "on-error", "verify", "non-zero-exit-code", "format", "output-file",
    ]
    let verbs = ["diff", "sync", "dump"]
    return gateway.filter { shared.contains($0.name) }.compactMap { row in
      // Nothing is asked before a diff.
      let own = verbs.filter { row.commands.contains("gateway \($0)") && !(row.name == "yes" && $0 == "diff") }
      return own.isEmpty ? nil : row.on(own.map { "ai \($0)" })
    }
  }()
}
