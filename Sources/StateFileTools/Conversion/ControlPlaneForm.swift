import Diagnostics
import Documents
import StateFiles

/// What a control plane of Konnect takes: the ordinary form, without what is not there or done otherwise.
enum ControlPlaneForm {
  private static let absent = [
    "licenses": "licences are managed by Konnect itself", "rbac_roles": "roles are managed by Konnect itself",
    "_workspace": "a control plane stands for a workspace",
    "oauth2_credentials": "there are no OAuth 2.0 credentials on a control plane",
  ]
  private static let impossible = [
    "jwt-signer": "openid-connect may do", "oauth2": "openid-connect with an identity provider may do",
    "openwhisk": "it comes with no gateway any more", "vault-auth": "key-auth or openid-connect may do",
  ]
  private static let counting: Set<String> = ["rate-limiting", "rate-limiting-advanced", "response-ratelimiting"]
  /// What counts in the database by itself, and cannot do so on a gateway alone.
  private static let countingTogether = "graphql-rate-limiting-advanced"

  static func convert(_ documents: inout [Node], _ report: inout ConversionReport) {
    checkVersion(of: documents, &report)
    var renamed: Set<SourcePlace> = []
    for index in documents.indices {
      for key in absent.keys.sorted() where key != "oauth2_credentials" {
        drop(key, from: &documents[index], &report)
      }
      EntityWalk.items(&documents[index], "consumers") { consumer, place in
        var node = Node(.object(consumer), at: place)
        drop("oauth2_credentials", from: &node, &report)
        consumer = node.object ?? consumer
      }
      drop("oauth2_credentials", from: &documents[index], &report)
      EntityWalk.routes(&documents[index]) { route, _ in
        guard route["expression"].map({ !$0.isNull }) ?? false else { return }
        for field in ["path_handling", "regex_priority"] {
          guard let member = route.member(field) else { continue }
          route.removeValue(forKey: field)
          report.changed("\(field) of a route by expression is gone", at: member.keyPlace)
        }
      }
      EntityWalk.plugins(&documents[index]) { plugin, place in
        if convert(&plugin, place, &report) { renamed.insert(place) }
      }
      removePlugins(named: "application-registration", from: &documents[index], &report)
    }
    checkScopes(of: renamed, in: documents, &report)
    PluginConfigurations.change(&documents) { configuration, use in
      if use.plugin == countingTogether { adviseOnCounting(configuration, use, &report) }
      guard counting.contains(use.plugin) else { return }
      countLocally(in: &configuration, use.plugin, &report)
    }
    if !documents.contains(where: { $0["_format_version"] != nil }) { VersionThree.setVersion(&documents, &report) }
  }

  private static func checkVersion(of documents: [Node], _ report: inout ConversionReport) {
    for document in documents {
      guard let version = document["_format_version"],
        let major = version.scalarText?.split(separator: ".").first.flatMap({ Int($0) }), major < 3
      else { continue }
      report.impossible(
        "a control plane takes files of version 3.0 and later", at: version.place,
        hint: "convert it first: --from kong-gateway-2.x --to kong-gateway-3.x")
    }
  }

  private static func drop(_ key: String, from node: inout Node, _ report: inout ConversionReport) {
    node.changeObject { object in
      guard let member = object.member(key) else { return }
      object.removeValue(forKey: key)
      report.changed("\(key) is gone: \(absent[key] ?? "")", at: member.keyPlace)
      if key == "oauth2_credentials" || key == "rbac_roles" {
        report.byHand("\(key) cannot be taken along", at: member.keyPlace, hint: absent[key])
      }
    }
  }

  /// Returns whether the plugin has another name now.
  private static func convert(_ plugin: inout Object, _ place: SourcePlace, _ report: inout ConversionReport) -> Bool {
    guard let member = plugin.member("name"), let name = member.node.string else { return false }
    if let hint = impossible[name] {
      report.impossible("plugin \(name) is not there on a control plane", at: place, hint: hint)
    }
    guard name == "key-auth-enc" else { return false }
    plugin["name"] = "key-auth"
    report.changed("plugin key-auth-enc is now key-auth: Konnect keeps keys encrypted anyway", at: member.node.place)
    return true
  }

  /// Tells of plugins that are the second of their name on a scope now that they have another name.
  private static func checkScopes(
    of renamed: Set<SourcePlace>, in documents: [Node], _ report: inout ConversionReport
  ) {
    guard !renamed.isEmpty else { return }
    var found = DiagnosticCollector()
    _ = StateFileLoader.load(made: documents, &found)
    for fault in found.diagnostics where fault.code == "duplicate-entity" {
      let places = [fault.place] + fault.notes.map(\.place)
      guard places.contains(where: renamed.contains) else { continue }
      report.impossible(
        "plugin key-auth-enc becomes a second key-auth on one scope", at: fault.place,
        hint: "keep one of the two", notes: fault.notes)
    }
  }

  /// Removes a plugin whose work Konnect does without it.
  private static func removePlugins(named name: String, from node: inout Node, _ report: inout ConversionReport) {
    node.change(at: DocumentPath([.key("plugins")])) { list in
      guard let items = list.array, items.contains(where: { $0["name"]?.string == name }) else { return }
      for item in items where item["name"]?.string == name {
        report.changed("plugin \(name) is gone: Konnect does its work without it", at: item.place)
      }
      list.value = .array(items.filter { $0["name"]?.string != name })
    }
    for holder in ["services", "routes"] {
      node.change(at: DocumentPath([.key(holder)])) { list in
        list.changeItems { _, item in removePlugins(named: name, from: &item, &report) }
      }
    }
  }

  private static func adviseOnCounting(
    _ configuration: Node?, _ use: PluginConfigurations.Use, _ report: inout ConversionReport
  ) {
    let own = configuration?["strategy"]
    // What plugins share is looked at where it stands, once for each that uses it.
    guard own?.string == "cluster" || own == nil && !use.isShared && use.shared?["strategy"] == nil else { return }
    report.byHand(
      "plugin \(use.plugin) cannot count in a database on a control plane", at: own?.place ?? use.place,
      hint: "set config.strategy to redis, and config.redis to where that is")
  }

  /// Counters are kept by each data plane: there is no database between them.
  private static func countLocally(in configuration: inout Node?, _ plugin: String, _ report: inout ConversionReport) {
    configuration?.changeObject { object in
      for field in ["policy", "strategy"] {
        guard let value = object[field], value.string == "cluster" else { continue }
        object[field] = "local"
        // With counters of its own a gateway has nothing to exchange.
        if field == "strategy" { object.removeValue(forKey: "sync_rate") }
        report.changed("\(field) of plugin \(plugin) is now local", at: value.place)
        report.byHand(
          "plugin \(plugin) now counts on each data plane by itself", at: value.place,
          hint: "use redis, where they are to count together")
      }
    }
  }
}
