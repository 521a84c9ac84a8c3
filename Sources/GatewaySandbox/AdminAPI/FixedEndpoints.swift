import Documents

/// Endpoints whose answer depends on how the gateway is set up: with a database, not in a cluster, most often
/// without WebAssembly.
enum FixedEndpoints {
  /// The answer; nil where the path is none of these.
  static func response(
    to request: AdminRequest, hasWebAssembly: Bool, hasDatabase: Bool
  ) -> AdminResponse? {
    let path = request.path
    let method = request.method == "HEAD" ? "GET" : request.method
    switch path.first {
    case "config" where path.count == 1 && hasDatabase:
      return method == "GET" || method == "POST"
        ? .message(400, "this endpoint is only available when Kong is configured to not use a database")
        : .methodNotAllowed
    case "clustering" where path.count == 2 && ["status", "data-planes"].contains(path[1]):
      return method == "GET"
        ? .message(
          400, "this endpoint is only available when Kong is configured to run as Control Plane for the cluster")
        : .methodNotAllowed
    case "debug" where path == ["debug", "node", "log-level"]:
      return method == "GET" ? .message(200, "log level: notice") : .methodNotAllowed
    case "debug" where path.starts(with: ["debug", "node", "log-level"]) && path.count == 4:
      return method == "PUT" ? .message(200, "log level changed to \(path[3])") : .methodNotAllowed
    case "debug" where path.starts(with: ["debug", "cluster", "log-level"]) && path.count == 4:
      return method == "PUT" ? .message(200, "log level changed to \(path[3])") : .methodNotAllowed
    case "cache" where path.count == 1:
      return method == "DELETE" ? .noContent : .methodNotAllowed
    case "cache" where path.count == 2:
      return method == "DELETE" ? .noContent : method == "GET" ? .notFound : .methodNotAllowed
    case "timers" where path.count == 1:
      return method == "GET"
        ? .json(200, ["worker": ["id": 0, "count": 1], "stats": ["timers": [:]]]) : .methodNotAllowed
    case "proxy-cache" where path.count == 1:
      return method == "DELETE" ? .noContent : .methodNotAllowed
    case "status" where path == ["status", "dns"]:
      return .message(501, "not implemented with the legacy DNS client")
    case "filter-chains":
      return hasWebAssembly ? nil : withoutWasm
    default:
      if hasWebAssembly { return nil }
      let isFilter = path.count > 2 && ["filter-chains", "filters"].contains(path[2])
      let isFilterSchema = path.count == 3 && path[0] == "schemas" && path[1] == "filters"
      return isFilter && ["services", "routes"].contains(path[0]) || isFilterSchema ? withoutWasm : nil
    }
  }

  private static let withoutWasm = AdminResponse.message(
    400, "this endpoint is only available when wasm is enabled")
}
