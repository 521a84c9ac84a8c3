import Documents
import GatewayModel
import Reconciliation

extension TargetError {
  /// What an error of Konnect means for a run; a token that it quotes is shown to nobody.
  init(konnect error: AdminError, _ settings: KonnectSettings) {
    switch error {
    case .transport(let error):
      self = .unanswered(Silence(error, error.description, hint: error.hint))
    case .unexpectedAnswer(let status, let reason):
      self = .unanswered(
        Silence(
          "the answer with status \(status) is not one of Konnect: \(settings.hidingToken(reason))",
          hint: "is --konnect-addr the address of a region, such as \(KonnectSettings.defaultAddress)?", isLost: false))
    case .refused(var refusal):
      refusal.speaker = "Konnect"
      refusal.message = settings.hidingToken(refusal.message)
      for index in refusal.details.indices {
        refusal.details[index].messages = refusal.details[index].messages.map(settings.hidingToken)
      }
      self = .refused(Refusal(refusal, hint: refusal.konnectHint))
    }
  }
}

extension GatewayRefusal {
  fileprivate var konnectHint: String? {
    switch status {
    case 401: "check the token, and whether it has expired"
    case 403: "check what the roles of the token's owner permit in this control plane"
    case 404 where message.hasPrefix("control plane not found"):
      "--konnect-control-plane-name or '_konnect' names it, --konnect-addr the region that it is in"
    case 429: "lower --parallelism, or raise --time-limit"
    default: nil
    }
  }
}

extension KonnectSettings {
  fileprivate func hidingToken(_ text: String) -> String {
    guard let token, !token.isEmpty else { return text }
    return text.replacing(token, with: Secrets.mask)
  }
}
