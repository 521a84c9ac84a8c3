import Documents
import Testing

@testable import Targets

/// A control plane on a scripted server: what is not answered otherwise is the look-up, and lists of nothing.
enum ControlPlaneScript {
  static let id = "7f9fd312-a987-4628-b4c5-bb4f4fddd5f7"
  static let base = "/v2/control-planes/\(id)/core-entities"

  /// An answer where it is no matter of the case.
  static func usual(_ request: ScriptedServer.Received) -> ScriptedServer.Reply {
    switch request.path {
    case "/v2/control-planes":
      .json(#"{"data":[{"id":"\#(id)","name":"default"}],"meta":{"page":{"number":1,"size":100,"total":1}}}"#)
    case let path where path.hasPrefix("\(base)/v1/schemas"): .json(#"{"properties":{}}"#)
    case _ where request.method == "GET": .json(#"{"data":[]}"#)
    default: .json(request.text.isEmpty ? "{}" : request.text)
    }
  }

  static func settings(_ server: ScriptedServer, name: String = "default") -> KonnectSettings {
    var connection = ConnectionSettings(address: server.address, version: "0")
    connection.headers = [HTTPHeader("Authorization", "Bearer kpat-secret")]
    var settings = KonnectSettings(connection: connection, controlPlane: name)
    settings.token = "kpat-secret"
    return settings
  }
}
