import Diagnostics
import StateFiles
import Targets

/// Which target a run is for, of all that command line, environment, configuration files and state files wish for.
struct TargetChoice {
  /// What is spoken to.
  enum Target: Equatable {
    /// A gateway's own Admin API.
    case gateway
    /// The control plane of a name.
    case konnect(controlPlane: String)
  }

  /// What is spoken to.
  let target: Target
  /// What is worth knowing of how it was chosen.
  private(set) var notes: [Diagnostic] = []

  private static let konnectSettings = ["konnect-token", "konnect-token-file", "konnect-addr"]

  /// Chooses.
  ///
  /// - Parameters:
  ///   - settings: What is set, and where.
  ///   - section: The section for Konnect of the state files; nil where there is none, or where no files are read.
  /// - Throws: Wishes that contradict each other, with where each of them comes from.
  init(_ settings: ResolvedSettings, _ section: KonnectSection?) throws(DiagnosticError) {
    let address = settings.stated("kong-addr")
    // As with decK, the address that holds anyway is no wish.
    let isElsewhere = address.map { $0.values != [ConnectionOptions.defaultAddress] } ?? false
    let konnect = TargetChoice.konnectSettings.lazy.compactMap { settings.stated($0) }.first
    switch settings["target"]?.values.last {
    case "gateway":
      target = .gateway
      if let section {
        notes.append(
          Diagnostic(
            .warning, code: "target", "the '_konnect' section is ignored, since the target is to be a gateway",
            at: section.place))
      }
      return
    case "konnect":
      (target, notes) = try TargetChoice.controlPlane(settings, section)
      return
    default: break
    }
    if let section, let address, isElsewhere { throw TargetChoice.contradiction(section, address) }
    if section != nil || konnect != nil && !isElsewhere {
      (target, notes) = try TargetChoice.controlPlane(settings, section)
      if let address {
        notes.append(
          Diagnostic(
            .warning, code: "target",
            "\(address.source) names the address that holds anyway, and so none: the target is Konnect",
            hint: "--target gateway to speak with that gateway"))
      }
      return
    }
    target = .gateway
    if let konnect, let address {
      notes.append(
        Diagnostic(
          .warning, code: "target",
          "both \(address.source) and \(konnect.source) are set: the target is the gateway",
          hint: "--target says which is meant; the token is not sent to the gateway"))
    }
  }

  private static func contradiction(_ section: KonnectSection, _ address: Setting) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "target",
        "the files are for Konnect, as their '_konnect' section says, and \(address.source) names a gateway",
        at: section.place, hint: "--target gateway or --target konnect says which is meant",
        notes: address.place.map { [Diagnostic.Note("the address here", at: $0)] } ?? []))
  }

  /// The control plane that is meant.
  private static func controlPlane(
    _ settings: ResolvedSettings, _ section: KonnectSection?
  ) throws(DiagnosticError) -> (Target, [Diagnostic]) {
    var notes: [Diagnostic] = []
    var chosen = settings.stated("konnect-control-plane-name")
    if let older = settings.stated("konnect-runtime-group-name") {
      let isOverruled = chosen?.origin == .commandLine && older.origin != .commandLine
      if let newer = chosen, newer.values != older.values {
        notes.append(
          Diagnostic(
            .warning, code: "target",
            "\(newer.source) and \(older.source) name different control planes: the "
              + (isOverruled ? "first" : "second") + " one counts"))
      }
      if !isOverruled { chosen = older }
    }
    return (.konnect(controlPlane: try name(chosen, section)), notes)
  }

  /// The name that flags and files agree on. Apart from the choice of the flag: in one function with it, the compiler's
  /// optimiser ends with an error of its own (Swift 6.3.1).
  private static func name(_ chosen: Setting?, _ section: KonnectSection?) throws(DiagnosticError) -> String {
    let given = chosen?.values.last
    guard let section, let own = section.controlPlane else { return given ?? KonnectSettings.defaultControlPlane }
    guard let chosen, given != own else { return own }
    throw disagreement(own, section, chosen)
  }

  private static func disagreement(_ own: String, _ section: KonnectSection, _ chosen: Setting) -> DiagnosticError {
    let given = chosen.values.last ?? ""
    return DiagnosticError(
      Diagnostic(
        code: "target", "the files are for the control plane '\(own)', and \(chosen.source) names '\(given)'",
        at: section.namePlace, hint: "take one of the two out, or name the same in both",
        notes: chosen.place.map { [Diagnostic.Note("'\(given)' here", at: $0)] } ?? []))
  }
}

extension ResolvedSettings {
  /// What is set for a flag that takes a text; an empty one, as a script has it whose variable is not set, is nothing.
  fileprivate func stated(_ name: String) -> Setting? {
    self[name].flatMap { $0.values.last?.isEmpty ?? true ? nil : $0 }
  }
}

extension Setting {
  /// Where it is set, in words.
  fileprivate var source: String {
    switch origin {
    case .commandLine, .fallback, .plan: "--\(row.name)"
    case .variable(let name): "the variable \(name)"
    case .file: "'\(row.name)' in a configuration file"
    }
  }

  /// Where it is set, if that is a place in a file.
  fileprivate var place: SourcePlace? { if case .file(let place) = origin { place } else { nil } }
}
