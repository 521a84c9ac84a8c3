import Diagnostics

/// Requests for Konnect are refused, so that nothing meant for it is ever sent to another address.
enum KonnectRefusal {
  private static let names: Set<String> = [
    "konnect-token", "konnect-token-file", "konnect-addr", "konnect-control-plane-name", "konnect-runtime-group-name",
  ]

  private static let hashing = "skip-hash-for-basic-auth"

  /// Whether a flag's name, without dashes, asks for Konnect.
  static func isKonnect(_ name: String) -> Bool {
    name.hasPrefix("konnect-") && name != "konnect-compatibility" || name == hashing
  }

  /// What to say where the environment asks for Konnect.
  static func diagnostics(for environment: [String: String]) -> [Diagnostic] {
    // What decK has as a flag of single verbs alone is no setting under its prefix, but may be a value for templates.
    (names.sorted() + [hashing]).flatMap { name -> [Diagnostic] in
      let suffix = name.uppercased().split(separator: "-").joined(separator: "_")
      let prefixes = name == hashing ? ["FAIRLEAD_"] : ["FAIRLEAD_", "DECK_"]
      return prefixes.map { $0 + suffix }.compactMap { variable in
        guard let value = environment[variable], !value.isEmpty else { return nil }
        return Diagnostic(
          code: "konnect", "the variable \(variable) asks for Konnect, which is not supported",
          hint: "unset it to work with a gateway's own Admin API")
      }
    }
  }
}
