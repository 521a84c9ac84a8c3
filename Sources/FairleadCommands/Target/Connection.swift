import Diagnostics
import Reconciliation
import Targets

/// How to reach a target, all choices made: the one place that knows which kinds of target there are.
struct Connection {
  /// Address, headers, security.
  var settings: ConnectionSettings
  /// Pace and repetition.
  var policy: RequestPolicy
  /// The workspace; nil for the default one.
  var workspace: String?
  /// What shows requests and answers; nil where that is not asked for.
  var log: RequestLog?

  /// How many requests are under way at a time.
  var parallelism: Int { policy.parallelism }

  /// The same for the way back of a run that failed: no limit of time cuts it, and the target is known to be there.
  var forTheWayBack: Connection {
    var copy = self
    copy.policy.timeLimit = nil
    copy.policy.isInterrupted = { false }
    copy.policy.hasAnswered = true
    return copy
  }

  /// The reading face, for everything that only looks.
  func reader() throws(DiagnosticError) -> any TargetReader {
    do {
      return try GatewayReader(settings, workspace: workspace, policy: policy)
    } catch {
      throw DiagnosticError(Diagnostic(error))
    }
  }

  /// Makes sure that the address is one, without speaking with anybody.
  func checkAddress() throws(DiagnosticError) {
    do { try settings.checkAddress() } catch { throw DiagnosticError(Diagnostic(error)) }
  }

  /// The writing face.
  func writer() throws(DiagnosticError) -> any TargetWriter {
    do {
      return try GatewayWriter(settings, workspace: workspace, policy: policy)
    } catch {
      throw DiagnosticError(Diagnostic(error))
    }
  }
}

extension Diagnostic {
  /// What is wrong with the settings of a connection.
  init(_ error: TransportError) {
    self.init(code: "connection-settings", error.description, hint: error.hint)
  }
}
