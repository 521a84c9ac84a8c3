import Diagnostics
import Reconciliation

/// The flags that a plan depends on, or that hold when it is carried out: a plan takes them down and brings them along.
enum PlanFlags {
  /// Their names, in the order in which a plan has them.
  private static let names = [
    "workspace", "select-tag", "protect-tag", "only", "skip", "skip-consumers", "skip-consumers-with-consumer-groups",
    "consumer-group-policy-overrides", "skip-ca-certificates", "rbac-resources-only", "include-plugin-definitions",
    "skip-plugin-definitions", "no-mask-deck-env-vars-value", "skip-hash-for-basic-auth", "max-deletes", "allow-empty",
    "on-error",
    "on-drift",
  ]

  /// Those that say nothing to a verb that does not have them.
  private static let idle: Set<String> = ["max-deletes", "allow-empty", "on-drift"]

  /// What is set of them, for a plan that a verb is to carry out.
  ///
  /// - Throws: What is set and means nothing to that verb.
  static func recorded(
    _ settings: ResolvedSettings, for verb: String
  ) throws(DiagnosticError) -> [SavedPlan.Flag] {
    let rows = FlagTable.rows(for: "gateway \(verb)")
    var faults: [Diagnostic] = []
    let flags = names.compactMap { name -> SavedPlan.Flag? in
      let row = rows.first { $0.name == name }
      guard let values = value(of: settings[name]?.values, row) else { return nil }
      if row == nil, !idle.contains(name) { faults.append(missing(name, in: verb)) }
      return SavedPlan.Flag(name: name, values: values)
    }
    if !faults.isEmpty { throw DiagnosticError(faults) }
    return flags
  }

  /// Puts what a plan has taken down into the settings of the verb that carries it out.
  ///
  /// - Throws: What is set otherwise.
  static func impose(
    _ flags: [SavedPlan.Flag], on settings: inout ResolvedSettings, _ command: String
  ) throws(DiagnosticError) {
    let rows = FlagTable.rows(for: command)
    var faults: [Diagnostic] = []
    for name in names {
      let row = rows.first { $0.name == name }
      let wanted = value(of: flags.first { $0.name == name }?.values, row)
      guard let row else {
        if wanted != nil, !idle.contains(name) { faults.append(missing(name, in: String(command.dropFirst(8)))) }
        continue
      }
      if let given = settings[name] {
        let own = value(of: given.values, row)
        if own.map(Set.init) != wanted.map(Set.init) { faults.append(contradiction(given, own, wanted)) }
      } else if let wanted {
        settings.add(Setting(row: row, values: wanted, origin: .plan))
      }
    }
    if !faults.isEmpty { throw DiagnosticError(faults) }
  }

  /// What a flag comes to; nil for one that says nothing.
  private static func value(of values: [String]?, _ row: FlagRow?) -> [String]? {
    let values = (values ?? row?.fallback.map { [$0] } ?? []).filter { !$0.isEmpty }
    return values.isEmpty || row?.form == .toggle && values == ["false"] ? nil : values
  }

  private static func missing(_ name: String, in verb: String) -> Diagnostic {
    Diagnostic(code: "usage", "the plan is one with --\(name), and gateway \(verb) has no such flag")
  }

  private static func contradiction(_ given: Setting, _ own: [String]?, _ wanted: [String]?) -> Diagnostic {
    func words(_ values: [String]?) -> String { values.map { "'\($0.joined(separator: ","))'" } ?? "not set" }
    return Diagnostic(
      code: "usage",
      "--\(given.row.name) is \(words(own)) (\(given.origin.words(for: given.row))), and \(words(wanted)) in the plan",
      hint: "leave it out: what the plan was made with holds")
  }
}
