import Diagnostics
import Documents

/// What of 2.8 means something else in 3.4, and has to be decided by a person.
enum ThreeFourAdvice {
  static func find(in documents: [Node], _ report: inout ConversionReport) {
    var documents = documents
    for index in documents.indices {
      EntityWalk.routes(&documents[index]) { route, _ in adviseOnRoute(route, &report) }
      EntityWalk.plugins(&documents[index]) { plugin, place in adviseOnPlugin(plugin, place, &report) }
    }
  }

  private static func adviseOnRoute(_ route: Object, _ report: inout ConversionReport) {
    if let handling = route["path_handling"], handling.string == "v1" {
      report.byHand(
        "path_handling v1 works with the traditional router alone", at: handling.place,
        hint: "set it to v0, or choose that router in the gateway's own configuration")
    }
    for path in route["paths"]?.array ?? [] {
      guard let text = path.string, ["(?=", "(?!", "(?<=", "(?<!"].contains(where: text.contains) else { continue }
      report.byHand(
        "only the traditional router knows look-ahead and look-behind in paths", at: path.place,
        hint: "rewrite the expression, or choose that router in the gateway's own configuration")
    }
  }

  private static func adviseOnPlugin(_ plugin: Object, _ place: SourcePlace, _ report: inout ConversionReport) {
    let configuration = plugin["config"]
    switch plugin["name"]?.string {
    case "http-log":
      for member in configuration?["headers"]?.object ?? Object() where member.node.array != nil {
        report.byHand(
          "a header of http-log is a text since 3.0, not a list", at: member.node.place, hint: "join its values")
      }
    case "statsd-advanced":
      report.byHand("statsd-advanced is no longer kept up", at: place, hint: "statsd has all that it can do")
    case "acme":
      guard let vault = configuration?["storage_config"]?["vault"], vault["auth_method"] == nil else { return }
      report.byHand(
        "the vault of acme now takes a token where auth_method does not say otherwise", at: vault.place,
        hint: "set storage_config.vault.auth_method")
    case "prometheus":
      report.byHand(
        "prometheus measures less by itself since 3.0: metrics with many labels are off", at: place,
        hint:
          "switch on what is needed: status_code_metrics, latency_metrics, bandwidth_metrics, upstream_health_metrics")
    case "aws-lambda":
      guard configuration?["aws_region"] == nil else { return }
      report.byHand(
        "aws-lambda needs a region", at: configuration?.place ?? place,
        hint: "set config.aws_region, or AWS_REGION in the gateway's environment")
    default: break
    }
  }
}

/// What of 3.4 means something else in 3.10, and has to be decided by a person.
enum ThreeTenAdvice {
  private static let counting: Set<String> = [
    "ai-rate-limiting-advanced", "graphql-proxy-cache-advanced", "graphql-rate-limiting-advanced",
    "proxy-cache-advanced", "rate-limiting-advanced",
  ]

  static func find(in documents: [Node], _ report: inout ConversionReport) {
    var documents = documents
    for index in documents.indices {
      if let version = documents[index]["_format_version"], version.scalarText != "3.0" {
        report.byHand("a gateway of version 3 takes files of format 3.0", at: version.place, hint: "set it to \"3.0\"")
      }
      EntityWalk.plugins(&documents[index]) { plugin, place in advise(on: plugin, place, &report) }
    }
  }

  private static func advise(on plugin: Object, _ place: SourcePlace, _ report: inout ConversionReport) {
    let name = plugin["name"]?.string ?? ""
    let configuration = plugin["config"]
    if name == "session", configuration?["read_body_for_logout"]?.bool != true {
      report.byHand(
        "session no longer reads bodies for logout_post_arg", at: configuration?.place ?? place,
        hint: "set config.read_body_for_logout to true, where logging out by a body is needed")
    }
    if name == "azure-functions", configuration?["routeprefix"] == nil {
      report.byHand(
        "azure-functions no longer passes on the request's own path", at: configuration?.place ?? place,
        hint: "set config.routeprefix to what is to stand before the function's name")
    }
    if counting.contains(name), let timeout = configuration?["redis"]?["timeout"], !timeout.isNull {
      report.byHand(
        "redis.timeout of \(name) is on its way out", at: timeout.place,
        hint: "set connect_timeout, send_timeout and read_timeout")
    }
    for target in (configuration?["targets"]?.array ?? []) + [configuration?["llm"]].compactMap({ $0 }) {
      guard let path = target["model"]?["options"]?["upstream_path"] else { continue }
      report.byHand("upstream_path of \(name) is now upstream_url, a whole address", at: path.place)
    }
  }
}
