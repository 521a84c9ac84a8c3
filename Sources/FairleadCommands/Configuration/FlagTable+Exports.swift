extension FlagTable {
  private static let exporting = ["file kong2kic", "file kong2tf"]

  /// Flags of the verbs that turn files into other forms, or make them of such.
  static let exports: [FlagRow] = [
    FlagRow("state", short: "s", .text, on: exporting),
    FlagRow("source", short: "s", .text, on: ["file ai2kong"], files: .ownFiles),
    FlagRow("output-file", short: "o", .text, on: exporting + ["file ai2kong"], files: .ownFiles),
    FlagRow("format", .choice(["yaml", "json"]), on: ["file ai2kong"], deck: true),
    FlagRow("format", short: "f", .choice(["yaml", "json"]), on: ["file kong2kic"], deck: true, fallback: "yaml"),
    FlagRow("kic-version", .choice(["2", "3"]), on: ["file kong2kic"], fallback: "3"),
    FlagRow("class-name", .text, on: ["file kong2kic"], fallback: "kong"),
    FlagRow("ingress", .toggle, on: ["file kong2kic"]),
    FlagRow("generate-imports-for-control-plane-id", short: "g", .text, on: ["file kong2tf"]),
    FlagRow("ignore-credential-changes", .toggle, on: ["file kong2tf"]),
  ]
}
