import ArgumentParser
import Diagnostics
import GatewayModel
import Targets

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
  ///
  /// - Parameters:
  ///   - workspace: The workspace, if one is named.
  ///   - includesDefinitions: Whether cloned and custom plugin definitions take part.
  ///   - groups: What is said of consumer groups; nil for verbs that say nothing of them.
  func scope(
    workspace: String?, includesDefinitions: Bool, _ groups: GroupOptions? = nil
  ) throws(DiagnosticError) -> Scope {
    var scope = try KindNames.scope(only: only, skip: skip)
    for tag in selectTags where !scope.selectTags.contains(tag) { scope.selectTags.append(tag) }
    scope.workspace = workspace
    scope.includesDefinitions = includesDefinitions
    scope.skipsGroupMembers = groups?.skipsMembers ?? false
    scope.usesPolicyOverrides = groups?.usesPolicyOverrides ?? false
    scope.skipsConsumers = skipsConsumers
    scope.skipsCACertificates = skipsAuthorities
    scope.isForRBAC = onlyRBAC
    if scope.selectTags.count > ScopeOptions.maximumTags {
      throw DiagnosticError(
        Diagnostic(
          code: "usage", "--select-tag takes \(ScopeOptions.maximumTags) tags at most: the gateway takes no more"))
    }
    if onlyRBAC, skipsConsumers || !selectTags.isEmpty {
      throw DiagnosticError(
        Diagnostic(
          code: "usage", "--rbac-resources-only goes neither with --skip-consumers nor with --select-tag",
          hint: "RBAC roles have no tags and belong to no consumer"))
    }
    return scope
  }

  /// The gateway takes no more tags than this in one request.
  private static let maximumTags = 5
}

/// Kinds as a user names them (`--only`, `--skip`).
enum KindNames {
  /// The scope that only or all but these kinds make.
  static func scope(only: [String], skip: [String]) throws(DiagnosticError) -> Scope {
    var faults: [Diagnostic] = []
    var scope = Scope()
    scope.onlyCollections = collections(only, flag: "--only", &faults)
    scope.skippedCollections = collections(skip, flag: "--skip", &faults)
    if !faults.isEmpty { throw DiagnosticError(faults) }
    return scope
  }

  private static func collections(_ names: [String], flag: String, _ faults: inout [Diagnostic]) -> Set<String> {
    var found: Set<String> = []
    for name in names {
      if let kind = EntityKind.all.first(where: { self.names(of: $0).contains(folded(name)) }) {
        found.insert(kind.collection)
      } else {
        let nearest = NearestName.find(name, among: EntityKind.all.map(\.collection))
        faults.append(
          Diagnostic(
            code: "usage", "\(flag): there is no kind '\(name)'",
            hint: nearest.map { "did you mean '\($0)'?" }
              ?? "kinds are \(EntityKind.all.map(\.collection).joined(separator: ", "))"))
      }
    }
    return found
  }

  private static func names(of kind: EntityKind) -> Set<String> {
    var names: Set<String> = [folded(kind.name), folded(kind.collection)]
    if let name = kind.listingName { names.insert(folded(name)) }
    return names
  }

  private static func folded(_ name: String) -> String {
    name.lowercased().split(separator: "_").joined(separator: "-")
  }
}
