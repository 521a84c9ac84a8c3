import Diagnostics
import Documents
import GatewayModel
import StateFileTools
import StateFiles

/// A rendered file without what equals its default, as a dump leaves it out.
enum BriefRendering {
  static func of(_ text: String) -> String {
    var diagnostics = DiagnosticCollector()
    var scope = Scope()
    scope.includesDefinitions = true
    let input = InputText(name: "rendered", bytes: Array(text.utf8))
    guard let desired = StateFileLoader.load([input], environment: .mock, scope: scope, &diagnostics) else {
      return diagnostics.diagnostics.map(\.message).joined(separator: "\n")
    }
    var options = DumpOptions()
    options.skipsDefaults = true
    options.schemas = OfflineSchemas([], &diagnostics).schemas(for: desired)
    options.header["_info"] = desired.header.info.isEmpty ? nil : Node(.object(desired.header.info))
    return String(decoding: YAMLWriter.write(StateDump.document(of: GatewayState(desired), options)), as: UTF8.self)
  }
}
