import Documents
import GatewayModel

/// A control plane: what it is, and the gateway configuration that it holds.
struct HostedControlPlane: Sendable {
  let id: UniqueID
  /// As Konnect answers with it.
  var description: Object
  let gateway: Gateway

  var name: String { description["name"]?.string ?? "" }
  var clusterType: String { description["config"]?["cluster_type"]?.string ?? "" }
}

/// All control planes, in the order in which they were made.
struct ControlPlanes: Sendable {
  /// What a file with their state names as its edition.
  static let edition = "konnect"
  /// The member of a line in such a file that begins a control plane.
  static let lineKey = "control_plane"

  static let notFound = KonnectError.problem(404, "The requested control plane was not found.").response

  private let catalog: Catalog
  private(set) var all: [HostedControlPlane] = []
  private var ownChanges = 0

  init(catalog: Catalog) {
    self.catalog = catalog
  }

  /// The same without any control plane.
  var empty: ControlPlanes { ControlPlanes(catalog: catalog) }

  var last: HostedControlPlane? { all.last }

  /// How many requests have changed something since the start.
  var changes: Int { all.reduce(ownChanges) { $0 + $1.gateway.withState { $0.changes } } }

  func plane(_ id: String) -> HostedControlPlane? {
    guard let id = UniqueID(id) else { return nil }
    return all.first { $0.id == id }
  }

  /// The lines of a file with everything.
  var lines: [[UInt8]] {
    [StateFile.head(edition: Self.edition)]
      + all.flatMap { plane in
        [StateFile.line([Self.lineKey: Node(.object(plane.description))])]
          + plane.gateway.withState { StateFile.rows(of: $0) }
      }
  }

  /// Adds a control plane as it was described before.
  mutating func add(_ description: Object) {
    guard let id = description["id"]?.string.flatMap(UniqueID.init) else { return }
    all.append(
      HostedControlPlane(id: id, description: description, gateway: Gateway(catalog: catalog, hasWebAssembly: true)))
  }

  /// Adds a control plane of a name.
  mutating func add(name: String) {
    add(Self.description(of: ["name": Node(.string(name))]))
  }

  /// The answer to a request concerning control planes; nil where the path is another.
  mutating func response(to request: AdminRequest) throws(KonnectError) -> AdminResponse? {
    let path = request.path
    if path == ["konnect-api", "api", "runtime_groups"] {
      guard request.method == "GET" else { throw .problem(405, "Method not allowed") }
      return try ControlPlaneListing(request).olderPage(of: all)
    }
    guard path.count >= 2, path[0] == "v2", path[1] == "control-planes", path.count <= 3 else { return nil }
    if path.count == 2 {
      switch request.method {
      case "GET": return try ControlPlaneListing(request).page(of: all)
      case "POST": return .json(201, Node(.object(try create(request))))
      default: throw .problem(405, "Method not allowed")
      }
    }
    guard UniqueID(path[2]) != nil else { throw .invalid("id", "invalid ID format") }
    guard let index = all.firstIndex(where: { $0.id == UniqueID(path[2]) }) else { return Self.notFound }
    switch request.method {
    case "GET": return .json(200, Node(.object(all[index].description)))
    case "PATCH": return .json(200, Node(.object(try update(index, request))))
    case "DELETE":
      // What was counted within it stays counted, so that its end is a change.
      ownChanges += 1 + all[index].gateway.withState { $0.changes }
      all.remove(at: index)
      return .noContent
    default: throw .problem(405, "Method not allowed")
    }
  }

  private mutating func create(_ request: AdminRequest) throws(KonnectError) -> Object {
    let fields = try ControlPlaneFields(request, isNew: true)
    try checkName(fields.name, id: nil)
    let description = Self.description(of: fields.object)
    add(description)
    ownChanges += 1
    return description
  }

  private mutating func update(_ index: Int, _ request: AdminRequest) throws(KonnectError) -> Object {
    let fields = try ControlPlaneFields(request, isNew: false)
    try checkName(fields.name, id: all[index].id)
    for name in ["name", "description", "labels"] {
      if let value = fields.object[name] { all[index].description[name] = value }
    }
    all[index].description["updated_at"] = Node(.string(TimeText.timestamp(SystemClock.now())))
    ownChanges += 1
    return all[index].description
  }

  private func checkName(_ name: String?, id: UniqueID?) throws(KonnectError) {
    guard let name, all.contains(where: { $0.name == name && $0.id != id }) else { return }
    throw .problem(409, "Control Plane with provided name already exists.")
  }

  private static func description(of fields: Object) -> Object {
    let now = Node(.string(TimeText.timestamp(SystemClock.now())))
    return [
      "id": Node(.string("\(UniqueID())")), "name": fields["name"] ?? "", "description": fields["description"] ?? "",
      "labels": fields["labels"] ?? [:],
      "config": [
        "control_plane_endpoint": "https://sandbox.cp.example", "telemetry_endpoint": "https://sandbox.tp.example",
        "cluster_type": fields["cluster_type"] ?? "CLUSTER_TYPE_CONTROL_PLANE",
        "auth_type": fields["auth_type"] ?? "pinned_client_certs", "cloud_gateway": fields["cloud_gateway"] ?? false,
        "proxy_urls": fields["proxy_urls"] ?? [],
      ],
      "created_at": now, "updated_at": now,
    ]
  }
}

/// What a request says of a control plane.
struct ControlPlaneFields {
  private static let shared = ["name", "description", "auth_type", "proxy_urls", "labels"]
  private static let types = [
    "CLUSTER_TYPE_CONTROL_PLANE", "CLUSTER_TYPE_K8S_INGRESS_CONTROLLER", "CLUSTER_TYPE_CONTROL_PLANE_GROUP",
    "CLUSTER_TYPE_SERVERLESS", "CLUSTER_TYPE_KAFKA_NATIVE_EVENT_PROXY", "CLUSTER_TYPE_SERVERLESS_V1",
  ]

  let object: Object
  var name: String? { object["name"]?.string }

  init(_ request: AdminRequest, isNew: Bool) throws(KonnectError) {
    guard let object = (try? JSONReader.read(request.body))?.object else {
      throw .invalid("body", "request format is invalid", "Invalid request format")
    }
    let known = Self.shared + (isNew ? ["cluster_type", "cloud_gateway"] : [])
    if let member = object.first(where: { !known.contains($0.key) }) {
      throw .invalid(member.key, "property \(member.key) should not exist", "Request contains unknown property")
    }
    if isNew || object["name"] != nil {
      guard let name = object["name"]?.string, !name.isEmpty else { throw .invalid("name", "cannot be blank") }
      guard (2...256).contains(name.count) else { throw .invalid("name", "must have 2 to 256 characters") }
    }
    if let type = object["cluster_type"], !Self.types.contains(type.string ?? "") {
      throw .invalid("cluster_type", "must be one of \(Self.types.joined(separator: ", "))")
    }
    self.object = object
  }
}
