import ArgumentParser
import Diagnostics
import StateFiles
import Targets

/// The flags that choose between a gateway and a control plane of Konnect, and say which.
struct KonnectOptions: ParsableArguments {
  @Option(name: .customLong("target"), help: "gateway or konnect, whatever else is set.")
  var target: String?

  @Option(name: .customLong("konnect-token"), help: "Token of a person or a system account.")
  var token: String?

  @Option(name: .customLong("konnect-token-file"), help: "File with the token.")
  var tokenFile: String?

  @Option(name: .customLong("konnect-addr"), help: "Address of the region. (default: https://us.api.konghq.com)")
  var address: String?

  @Option(
    name: .customLong("konnect-control-plane-name"), help: "Name of the control plane. (default: default)")
  var controlPlane: String?

  @Option(name: .customLong("konnect-runtime-group-name"), help: .hidden)
  var runtimeGroup: String?

  /// The token as it is given, else as its file has it; nil where neither is.
  func readToken() throws(DiagnosticError) -> String? {
    if let token, !token.isEmpty { return token }
    guard let tokenFile, !tokenFile.isEmpty else { return nil }
    var bytes: [UInt8]
    do {
      bytes = try InputFiles.text(tokenFile).bytes
    } catch {
      throw DiagnosticError(
        [Diagnostic(code: "konnect-token", "the file with the Konnect token, '\(tokenFile)', cannot be read")]
          + error.diagnostics)
    }
    while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
    guard !bytes.isEmpty else {
      throw DiagnosticError(
        Diagnostic(code: "konnect-token", "the file with the Konnect token, '\(tokenFile)', is empty"))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
