import AIGateway
import Diagnostics
import Documents
import GatewayModel
import Reconciliation
import StateFiles
import Targets

/// How to reach a target, as far as that can be said before state files are read: the one place that knows which kinds of
/// target there are.
struct Connection {
  /// Address, headers, security of a gateway.
  var settings: ConnectionSettings
  /// Pace and repetition.
  var policy: RequestPolicy
  /// The workspace; nil for the default one.
  var workspace: String?
  /// What shows requests and answers; nil where that is not asked for.
  var log: RequestLog?
  /// What is set for Konnect.
  var konnect: KonnectOptions
  /// All that is set, and where.
  var resolved: ResolvedSettings
  /// What the state files say of the target; nil where none were read.
  private var header: StateHeader?
  /// Where files have what belongs to the model of an AI gateway; nil where they have nothing of it.
  private var aiContent: SourcePlace?

  init(
    settings: ConnectionSettings, policy: RequestPolicy, workspace: String?, log: RequestLog?, konnect: KonnectOptions,
    resolved: ResolvedSettings
  ) {
    self.settings = settings
    self.policy = policy
    self.workspace = workspace
    self.log = log
    self.konnect = konnect
    self.resolved = resolved
  }

  /// How many requests are under way at a time.
  var parallelism: Int { policy.parallelism }

  /// The same for what these files are for.
  func aimed(by desired: DesiredState) -> Connection {
    var copy = self
    copy.header = desired.header
    copy.aiContent = AIGatewayConversion.place(in: desired)
    return copy
  }

  /// The same for the model of an AI gateway.
  var forAIGateway: Connection {
    var copy = self
    copy.aiContent = SourcePlace.none
    return copy
  }

  /// The target.
  ///
  /// - Throws: Contradicting wishes, and what is wrong with the settings.
  func target() throws(DiagnosticError) -> ChosenTarget {
    let choice = try TargetChoice(resolved, header?.konnect)
    let hashes = try HashWish(resolved, header, choice.target)
    var target = ChosenTarget(gateway: settings, policy: policy, workspace: workspace, notes: choice.notes)
    var shown = settings
    if case .konnect(let name) = choice.target {
      if let aiContent { throw DiagnosticError(.aiContent(at: aiContent)) }
      guard !resolved.isOn("rbac-resources-only") else {
        throw DiagnosticError(
          Diagnostic(
            code: "target", "Konnect manages roles itself: --rbac-resources-only is for a gateway",
            hint: "--target gateway, or leave the option out"))
      }
      var konnect = try konnectSettings(controlPlane: name)
      konnect.sendsHashes = hashes.isGranted
      target.konnect = konnect
      shown = konnect.connection
    }
    log?.announce(shown)
    return target
  }

  /// Makes sure that the address is one, without speaking with anybody.
  func checkAddress() throws(DiagnosticError) {
    do { try settings.checkAddress() } catch { throw DiagnosticError(Diagnostic(error)) }
  }

  /// What goes to Konnect: its own token alone, and of the headers none that is a gateway's secret.
  private func konnectSettings(controlPlane: String) throws(DiagnosticError) -> KonnectSettings {
    var connection = settings
    connection.address = konnect.address ?? KonnectSettings.defaultAddress
    connection.unixSocket = nil
    connection.cookieFile = nil
    connection.headers.removeAll { ["kong-admin-token", "cookie"].contains($0.name.lowercased()) }
    var target = KonnectSettings(connection: connection, controlPlane: controlPlane)
    do { try target.checkAddress() } catch { throw DiagnosticError(Diagnostic(error)) }
    if !connection.headers.contains(where: { $0.name.lowercased() == "authorization" }) {
      guard let token = try konnect.readToken() else {
        throw DiagnosticError(
          Diagnostic(
            code: "konnect-token", "Konnect takes no request without a token, and there is none",
            hint: "--konnect-token-file FILE, --konnect-token TOKEN, or the variable DECK_KONNECT_TOKEN"))
      }
      target.token = token
      target.connection.headers.append(HTTPHeader("Authorization", "Bearer \(token)"))
    }
    return target
  }
}

/// A target that was chosen, ready to be reached.
struct ChosenTarget {
  fileprivate var gateway: ConnectionSettings
  /// The control plane; nil for a gateway.
  fileprivate(set) var konnect: KonnectSettings?
  private var policy: RequestPolicy
  private var workspace: String?
  /// What is worth knowing of how it was chosen.
  let notes: [Diagnostic]

  fileprivate init(gateway: ConnectionSettings, policy: RequestPolicy, workspace: String?, notes: [Diagnostic]) {
    self.gateway = gateway
    self.policy = policy
    self.workspace = workspace
    self.notes = notes
  }

  /// Whether it is a control plane of Konnect.
  var isKonnect: Bool { konnect != nil }

  /// The same for the way back of a run that failed: no limit of time cuts it, and the target is known to be there.
  var forTheWayBack: ChosenTarget {
    var copy = self
    copy.policy.timeLimit = nil
    copy.policy.isInterrupted = { false }
    copy.policy.hasAnswered = true
    return copy
  }

  /// The reading face, for everything that only looks.
  func reader() throws(DiagnosticError) -> any TargetReader {
    do {
      if let konnect { return try KonnectReader(konnect, workspace: workspace, policy: policy) }
      return try GatewayReader(gateway, workspace: workspace, policy: policy)
    } catch {
      throw DiagnosticError(Diagnostic(error))
    }
  }

  /// The writing face.
  func writer() throws(DiagnosticError) -> any TargetWriter {
    do {
      if let konnect { return try KonnectWriter(konnect, workspace: workspace, policy: policy) }
      return try GatewayWriter(gateway, workspace: workspace, policy: policy)
    } catch {
      throw DiagnosticError(Diagnostic(error))
    }
  }
}

/// Whether passwords for basic authentication are to be kept as the hashes that they are.
private struct HashWish {
  let isGranted: Bool

  /// - Throws: That a gateway cannot be asked for it.
  init(_ settings: ResolvedSettings, _ header: StateHeader?, _ target: TargetChoice.Target) throws(DiagnosticError) {
    let place = header?.hashPlace
    isGranted = place != nil || settings.isOn("skip-hash-for-basic-auth")
    guard isGranted, target == .gateway else { return }
    throw DiagnosticError(
      Diagnostic(
        code: "target",
        (place == nil ? "--skip-hash-for-basic-auth" : "'_info.skip_hash_for_basic_auth'")
          + " can be used with Konnect only: a gateway hashes every password",
        at: place ?? .none, hint: "take it out, and write the passwords themselves"))
  }
}

extension AIGatewayConversion {
  /// Where files have what is managed as the model of an AI gateway; nil where they have nothing of it.
  fileprivate static func place(in desired: DesiredState) -> SourcePlace? {
    if desired.scope.selectTags.contains(tag) { return desired.header.selectTagsPlace }
    for entity in desired.entities {
      if let node = entity.fields["tags"]?.array?.first(where: { $0.string == tag }) { return node.place }
    }
    return nil
  }
}

extension Diagnostic {
  fileprivate static func aiContent(at place: SourcePlace) -> Diagnostic {
    Diagnostic(
      code: "target",
      "what is managed as the model of an AI gateway, by the tag '\(AIGatewayConversion.tag)', is for a gateway alone",
      at: place, hint: "kongctl manages AI gateways of Konnect; --target gateway is for a gateway of your own")
  }

  /// What is wrong with the settings of a connection.
  init(_ error: TransportError) {
    self.init(code: "connection-settings", error.description, hint: error.hint)
  }
}
