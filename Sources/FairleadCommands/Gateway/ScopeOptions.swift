import ArgumentParser
import Diagnostics
import GatewayModel

/// The flags that say what part of a gateway a verb is about.
struct ScopeOptions: ParsableArguments {
  @Option(name: .customLong("select-tag"), help: "Only entities with these tags, all of them; comma-separated.")
  var selectTags: [String] = []

  @Option(help: "Only these kinds, such as services,routes.")
  var only: [String] = []

  @Option(help: "Leave these kinds alone, and what belongs to them.")
  var skip: [String] = []

  @Flag(name: .customLong("skip-consumers"), help: "Leave consumers, consumer groups and what belongs to them alone.")
  var skipsConsumers = false

  @Flag(name: .customLong("skip-ca-certificates"), help: "Leave CA certificates alone.")
  var skipsAuthorities = false

  @Flag(name: .customLong("rbac-resources-only"), help: "Only RBAC roles and their permissions.")
  var onlyRBAC = false

  /// The scope that these flags make.
  func scope(_ extra: ScopeRules.Extra = ScopeRules.Extra()) throws(DiagnosticError) -> Scope {
    var rules = ScopeRules(only: only, skip: skip, extra: extra)
    rules.selectTags = selectTags
    rules.onlyRBAC = onlyRBAC
    if skipsConsumers { rules.skip += ScopeRules.consumerKinds }
    if skipsAuthorities { rules.skip += ["ca_certificates"] }
    if onlyRBAC, skipsConsumers || !selectTags.isEmpty {
      throw DiagnosticError(
        Diagnostic(
          code: "usage", "--rbac-resources-only goes neither with --skip-consumers nor with --select-tag",
          hint: "RBAC roles have no tags and belong to no consumer"))
    }
    return try rules.scope()
  }
}

/// Makes a scope from the kinds and tags that a user names.
struct ScopeRules {
  /// What few verbs have.
  struct Extra {
    /// Whether cloned and custom plugin definitions take part.
    var includesPluginDefinitions = false
    /// Whether members of consumer groups are left alone.
    var skipsMembers = false
  }

  /// The kinds asked for; empty for all.
  var only: [String] = []
  /// The kinds left alone.
  var skip: [String] = []
  /// What few verbs have.
  var extra = Extra()
  /// The tags asked for.
  var selectTags: [String] = []
  /// Whether only RBAC is asked for.
  var onlyRBAC = false

  /// What decK leaves out together with consumers.
  static let consumerKinds = ["consumers", "consumer_groups"]
  /// Roles and permissions, which take part only when they are asked for.
  static let rbacKinds: Set<String> = ["rbac_roles", "rbac_role_endpoints", "rbac_endpoint_permissions"]
  /// Definitions of plugins, which take part only when they are asked for.
  private static let definitionKinds: Set<String> = ["cloned_plugins", "custom_plugins"]
  /// Never written unless they are asked for by name.
  private static let licenseKinds: Set<String> = ["licenses"]
  /// The gateway takes no more tags than this in one request.
  private static let maximumTags = 5

  /// The scope.
  func scope() throws(DiagnosticError) -> Scope {
    var faults: [Diagnostic] = []
    let chosen = kinds(only, flag: "--only", &faults)
    let skipped = kinds(skip, flag: "--skip", tolerant: ScopeRules.consumerKinds + ["ca_certificates"], &faults)
    if Set(selectTags).count > ScopeRules.maximumTags {
      faults.append(
        Diagnostic(
          code: "usage", "--select-tag takes \(ScopeRules.maximumTags) tags at most: the gateway takes no more"))
    }
    if !faults.isEmpty { throw DiagnosticError(faults) }
    let all = EntityKind.all.filter { kind in
      if !chosen.isEmpty { return chosen.contains(kind) }
      if ScopeRules.rbacKinds.contains(kind.collection) || onlyRBAC {
        return onlyRBAC == ScopeRules.rbacKinds.contains(kind.collection)
      }
      if ScopeRules.definitionKinds.contains(kind.collection) { return extra.includesPluginDefinitions }
      if ScopeRules.licenseKinds.contains(kind.collection) { return false }
      return !(extra.skipsMembers && kind.collection == "consumer_group_consumers")
    }
    let open = all.filter { !skipped.contains($0) && !belongs($0, to: skipped) }
    var tags: [String] = []
    for tag in selectTags where !tags.contains(tag) { tags.append(tag) }
    return Scope(kinds: open, skipped: skipped, selectTags: tags)
  }

  /// Whether entities of a kind always belong to one that is left alone, as credentials to a consumer.
  private func belongs(_ kind: EntityKind, to skipped: Set<EntityKind>) -> Bool {
    kind.references.contains { rule in
      rule.required && rule.onDeletion == .cascade && skipped.contains { $0.collection == rule.collection }
    }
  }

  private func kinds(
    _ names: [String], flag: String, tolerant: [String] = [], _ faults: inout [Diagnostic]
  ) -> Set<EntityKind> {
    var kinds: Set<EntityKind> = []
    for name in names {
      let folded = ScopeRules.folded(name)
      if let kind = EntityKind.all.first(where: { ScopeRules.names(of: $0).contains(folded) }) {
        kinds.insert(kind)
      } else if !tolerant.contains(name) {
        let nearest = NearestName.find(name, among: EntityKind.all.map(\.collection))
        faults.append(
          Diagnostic(
            code: "usage", "\(flag): there is no kind '\(name)'",
            hint: nearest.map { "did you mean '\($0)'?" }
              ?? "kinds are \(EntityKind.all.map(\.collection).joined(separator: ", "))"))
      }
    }
    return kinds
  }

  private static func names(of kind: EntityKind) -> Set<String> {
    [folded(kind.name), folded(kind.collection), folded(kind.listing)]
  }

  private static func folded(_ name: String) -> String {
    name.lowercased().split(separator: "_").joined(separator: "-")
  }
}
