import Diagnostics

/// Requests for Konnect are refused, so that nothing meant for it is ever sent to another address.
enum KonnectRefusal {
  private static let names: Set<String> = [
    "konnect-token", "konnect-token-file", "konnect-addr", "konnect-control-plane-name", "konnect-runtime-group-name",
  ]

  /// Whether a flag's name, without dashes, asks for Konnect.
  static func isKonnect(_ name: String) -> Bool {
    name.hasPrefix("konnect-") && name != "konnect-compatibility" || name == "skip-hash-for-basic-auth"
  }

  /// What to say where the environment asks for Konnect.
  static func diagnostics(for environment: [String: String]) -> [Diagnostic] {
    names.sorted().flatMap { name -> [Diagnostic] in
      let suffix = name.uppercased().split(separator: "-").joined(separator: "_")
      return ["FAIRLEAD_\(suffix)", "DECK_\(suffix)"].compactMap { variable in
        guard let value = environment[variable], !value.isEmpty else { return nil }
        return Diagnostic(
          code: "konnect", "the variable \(variable) asks for Konnect, which is not supported",
          hint: "unset it to work with a gateway's own Admin API")
      }
    }
  }
}
