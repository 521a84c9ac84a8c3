import ArgumentParser
import Diagnostics

/// The settings of the connection, looked at by verbs that have none: what is wrong with them is told early in a pipeline
/// that ends at a gateway.
enum ConnectionCheck {
  /// Throws what is wrong with address, headers or client certificate.
  static func run(in context: CommandContext) throws(DiagnosticError) {
    // Nobody is spoken with, so there is nothing to show.
    let rows = context.settings.settings.filter { $0.row.isPersistent && $0.row.name != "verbose" }
    let arguments = rows.flatMap(\.arguments)
    let options: ConnectionOptions
    do { options = try ConnectionOptions.parse(arguments) } catch {
      throw DiagnosticError(Diagnostic(code: "usage", ConnectionOptions.message(for: error)))
    }
    try options.connection(in: context).checkAddress()
  }
}
