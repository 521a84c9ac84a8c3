import AdminAPI
import Diagnostics

extension Diagnostic {
  /// What keeps a command from speaking with the gateway.
  init(_ error: AdminError) {
    self.init(code: "gateway-error", error.description, hint: error.hint)
  }

  /// What is wrong with the settings of a connection.
  init(_ error: TransportError) {
    self.init(code: "connection-settings", error.description, hint: error.hint)
  }
}
