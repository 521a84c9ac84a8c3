import ArgumentParser
import Diagnostics
import GatewayModel
import Reconciliation
import Reporting
import StateFiles

/// `gateway validate`: would the gateway take these files?
struct ValidateCommand: ReportingVerb {

  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check files against the gateway's own schemas, without changing anything.",
    discussion: """
      Most is checked here, against schemas that are fetched once; the gateway is asked what only it can decide. All \
      faults are reported at once, each at its line.

      EXAMPLES
        fairlead gateway validate kong.yaml
        fairlead gateway validate --online-entities-list Services,Plugins states/
        fairlead gateway validate --report junit=validation.xml kong.yaml
      """)

  @Argument(help: "State files, directories of such, or - for standard input.")
  var files: [String] = []

  @Option(
    name: .customLong("online-entities-list"),
    help: "Check only these, by decK's names, such as Services,Routes,Plugins; comma-separated.")
  var onlineEntities: [String] = []

  @Flag(name: .customLong("konnect-compatibility"), help: "Also tell what Konnect would not take.")
  var konnectCompatibility = false

  @Flag(name: .customLong("rbac-resources-only"), help: "Only RBAC roles and their permissions.")
  var onlyRBAC = false

  @Option(help: "Only these kinds, such as services,routes.")
  var only: [String] = []

  @Option(help: "Leave these kinds alone, and what belongs to them.")
  var skip: [String] = []

  @OptionGroup var severity: SeverityOptions

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  var isPreview: Bool { true }

  func run(in context: CommandContext, _ output: RunOutput) async throws(DiagnosticError) -> ExitStatus {
    let severities = try severity.rules()
    let scope = try chosenScope()
    guard !konnectCompatibility || connection.workspace == nil && !onlyRBAC else {
      throw DiagnosticError(
        Diagnostic(
          code: "usage", "--konnect-compatibility goes neither with --workspace nor with --rbac-resources-only"))
    }
    let connection = try connection.connection(in: context)
    try output.open()
    let found = severities.weigh(try await findings(scope, severities, connection, output, context))
    output.note(found)
    output.begin()
    return output.finish(found.contains { $0.severity == .error } ? .failure : .success)
  }

  private func chosenScope() throws(DiagnosticError) -> Scope {
    var names = only
    if !onlineEntities.isEmpty { names += try OnlineEntityNames.collections(onlineEntities) }
    var scope = try KindNames.scope(only: names, skip: skip)
    scope.isForRBAC = onlyRBAC
    scope.includesDefinitions = true
    scope.workspace = connection.workspaceName
    return scope
  }

  private func findings(
    _ scope: Scope, _ severities: SeverityRules, _ connection: Connection, _ output: RunOutput,
    _ context: CommandContext
  ) async throws(DiagnosticError) -> [Diagnostic] {
    var collector = DiagnosticCollector()
    let texts = InputFiles.read(files, &collector)
    let environment = TemplateEnvironment.expand { context.environment[$0] }
    let loaded = StateFileLoader.load(texts, environment: environment, scope: scope, &collector)
    var found = collector.diagnostics
    guard let desired = loaded else { throw DiagnosticError(severities.weigh(found)) }
    connection.log?.hide(desired)
    let target = try connection.aimed(by: desired).target()
    output.note(target.notes)
    if konnectCompatibility || target.isKonnect {
      found += KonnectCompatibility.findings(
        desired, knowsControlPlane: target.isKonnect || KonnectCompatibility.namesControlPlane(connection.resolved))
    }
    let reader = try target.reader().inWorkspace(desired.scope.workspace)
    output.reached(reader)
    let isThere: Bool
    do throws(TargetError) {
      isThere = self.connection.skipsWorkspaceCheck ? true : try await reader.hasWorkspace()
      if isThere {
        return found + (try await OnlineValidation.check(desired, reader: reader, parallelism: connection.parallelism))
      }
    } catch {
      throw DiagnosticError(severities.weigh(found) + [Diagnostic(error)])
    }
    throw DiagnosticError(severities.weigh(found + [.missingWorkspace(reader.workspace ?? "")]))
  }
}

/// The names that decK gives to kinds in `--online-entities-list`.
enum OnlineEntityNames {
  private static let table: [String: String] = [
    "ACLGroups": "acls", "BasicAuths": "basicauth_credentials", "CACertificates": "ca_certificates",
    "Certificates": "certificates", "Consumers": "consumers", "FilterChains": "filter_chains",
    "HMACAuths": "hmacauth_credentials", "JWTAuths": "jwt_secrets", "KeyAuths": "keyauth_credentials",
    "Oauth2Creds": "oauth2_credentials", "Partials": "partials", "Plugins": "plugins",
    "RBACEndpointPermissions": "rbac_role_endpoints", "RBACRoles": "rbac_roles", "Routes": "routes", "SNIs": "snis",
    "Services": "services", "Targets": "targets", "Upstreams": "upstreams", "Vaults": "vaults",
    // Kinds that decK does not check, under names of the same make.
    "ConsumerGroups": "consumer_groups", "Keys": "keys", "KeySets": "key_sets", "MTLSAuths": "mtls_auth_credentials",
  ]

  /// The collections of names; those that this program knows no kind for are left out.
  static func collections(_ names: [String]) throws(DiagnosticError) -> [String] {
    try names.map { name throws(DiagnosticError) in
      guard let collection = table[name] else {
        let nearest = NearestName.find(name, among: table.keys.sorted())
        throw DiagnosticError(
          Diagnostic(
            code: "usage", "--online-entities-list: there is no '\(name)'",
            hint: nearest.map { "did you mean '\($0)'?" } ?? "it takes \(table.keys.sorted().joined(separator: ", "))"))
      }
      return collection
    }
  }
}
