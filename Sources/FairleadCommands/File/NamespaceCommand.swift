import ArgumentParser
import Diagnostics
import Documents
import StateFileTools

/// `file namespace`: routes put below a path, or bound to hosts.
struct NamespaceCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "namespace", abstract: "Put the routes of a state file below a path or on hosts.",
    discussion: """
      Upstreams are asked for the same paths as before: where a route passes the whole path on, the prefix is taken out \
      of the service's path, or by a pre-function plugin.

      EXAMPLES
        fairlead file namespace -s kong.yaml --path-prefix /team-a
        fairlead file namespace -s kong.yaml --host a.example.com --clear-hosts
        fairlead file namespace -s kong.yaml -p /v2 --selector '$..routes[?@.name=="orders"]'
      """)

  @Argument(help: ArgumentHelp("Accepted and without effect.", visibility: .hidden))
  var ignored: [String] = []

  @OptionGroup var input: StateInput
  @OptionGroup var selection: SelectorOptions

  @Option(name: [.customShort("p"), .customLong("path-prefix")], help: "Path to put the routes below.")
  var pathPrefix: String?

  @Option(name: .customLong("host"), help: "Host to add to the routes; may be repeated.")
  var hosts: [String] = []

  @Flag(name: [.customShort("c"), .customLong("clear-hosts")], help: "Take away the hosts that routes have.")
  var clearsHosts = false

  @Flag(name: .customLong("allow-empty-selectors"), help: "Let it pass that there is no route to change.")
  var allowsNoRoutes = false

  @OptionGroup var editing: EditingOptions

  func run(in context: CommandContext) async -> ExitStatus {
    FileRun.perform(in: context) { run throws(DiagnosticError) in
      try ConnectionCheck.run(in: context)
      let selectors = try selection.selectors()
      let prefix = try prefix()
      var file = try run.edited(input.state, for: editing)
      if let prefix {
        let namespace = PathNamespace(prefix: prefix, selectors: selectors)
        try change(&file) { document throws(DiagnosticError) in try namespace.apply(to: &document) }
      }
      if !hosts.isEmpty || clearsHosts {
        let namespace = HostNamespace(hosts: hosts, clearsHosts: clearsHosts, selectors: selectors)
        try change(&file) { document throws(DiagnosticError) in try namespace.apply(to: &document) }
      }
      try run.write(file, editing)
    }
  }

  private func prefix() throws(DiagnosticError) -> PathPrefix? {
    guard let pathPrefix, !pathPrefix.isEmpty else { return nil }
    guard let prefix = PathPrefix(pathPrefix) else {
      throw DiagnosticError(
        Diagnostic(
          code: "usage", "'\(pathPrefix)' is no prefix of paths",
          hint: "it begins with one slash, and there is more behind it"))
    }
    return prefix
  }

  /// Changes every document; there has to be a route in one of them.
  private func change(
    _ file: inout EditedFile, _ apply: (inout Node) throws(DiagnosticError) -> Bool
  ) throws(DiagnosticError) {
    var hasRoutes = false
    for index in file.documents.indices where try apply(&file.documents[index]) { hasRoutes = true }
    guard !hasRoutes, !allowsNoRoutes else { return }
    throw DiagnosticError(
      Diagnostic(
        code: "no-route", "there is no route, or none that the selectors mean",
        at: file.documents.first?.place ?? .none, hint: "--allow-empty-selectors lets that pass"))
  }
}
