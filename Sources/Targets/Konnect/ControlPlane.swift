import Documents
import Gathering
import GatewayModel
import GatewaySchemas
import Reconciliation

/// A control plane: found by its name once, for all who ask something of it.
final class ControlPlane: Sendable {
  let settings: KonnectSettings
  let schemas = FetchCache<Schema?>()
  /// JSON schemas of kinds.
  let documents = FetchCache<Node?>()
  private let policy: RequestPolicy
  private let region: AdminReader
  private let finding = Lock<Task<Result<String, AdminError>, Never>?>(nil)

  init(_ settings: KonnectSettings, policy: RequestPolicy) throws(TransportError) {
    try settings.checkAddress()
    var policy = policy
    policy.rateLimitPatience = ControlPlane.rateLimitPatience
    self.settings = settings
    self.policy = policy
    self.region = try AdminReader(settings.connection, policy: policy)
  }

  /// How long too many requests are waited out where a run has no limit of its own.
  private static let rateLimitPatience = Duration.seconds(600)

  /// What messages call it.
  var address: String { "\(region.address) (control plane \(settings.controlPlane))" }

  /// Its core entities, in a workspace or in none.
  func entities(in workspace: String?) async throws(AdminError) -> AdminReader {
    var interface = EntityInterface.konnect
    interface.base = ["v2", "control-planes", try await id(), "core-entities"]
    return AdminReader(
      connection: region.connection, schemas: schemas, roots: region.roots, workspace: workspace, interface: interface)
  }

  /// The organization that the token belongs to.
  func organization() async throws(AdminError) -> Node {
    let reader: AdminReader
    do {
      reader = try AdminReader(settings.global(), policy: policy)
    } catch {
      throw .transport(error)
    }
    let answer = await outcome { () async throws(AdminError) in try await reader.get(["v2", "organizations", "me"]) }
    await reader.shutdown()
    return try answer.get()
  }

  /// The id, which a control plane keeps when its name is changed.
  func id() async throws(AdminError) -> String {
    let task = finding.withLock { task in
      if let task { return task }
      let (region, name) = (region, settings.controlPlane)
      let new = Task { await outcome { () async throws(AdminError) in try await ControlPlaneLookUp.id(name, region) } }
      task = new
      return new
    }
    return try await task.value.get()
  }
}
