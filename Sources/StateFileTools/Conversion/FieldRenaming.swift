import Diagnostics
import Documents

/// Fields of plugins that have another name in a later version.
enum FieldRenaming {
  private typealias Path = [String]

  /// The names of 3.4, for files of 2.8.
  static func toThreeFour(_ documents: inout [Node], _ report: inout ConversionReport) {
    PluginConfigurations.change(&documents) { configuration, use in
      rename(["blacklist"], to: ["deny"], in: &configuration, use, &report)
      rename(["whitelist"], to: ["allow"], in: &configuration, use, &report)
      switch use.plugin {
      case "aws-lambda": remove("proxy_scheme", from: &configuration, use, &report)
      case "pre-function", "post-function": rename(["functions"], to: ["access"], in: &configuration, use, &report)
      default: break
      }
    }
  }

  private static let clustered: Set<String> = [
    "ai-rate-limiting-advanced", "graphql-proxy-cache-advanced", "graphql-rate-limiting-advanced",
    "proxy-cache-advanced", "rate-limiting-advanced",
  ]
  private static let models: Set<String> = [
    "ai-proxy", "ai-proxy-advanced", "ai-rag-injector", "ai-request-transformer", "ai-response-transformer",
    "ai-semantic-cache", "ai-semantic-prompt-guard",
  ]

  /// The names of 3.10, for files of 3.4.
  static func toThreeTen(_ documents: inout [Node], _ report: inout ConversionReport) {
    PluginConfigurations.change(&documents) { configuration, use in
      if clustered.contains(use.plugin) {
        for role in ["cluster", "sentinel"] {
          let hasChanged = rename(
            ["redis", "\(role)_addresses"], to: ["redis", "\(role)_nodes"], in: &configuration, use, &report)
          guard hasChanged, let nodes = configuration?["redis"]?["\(role)_nodes"] else { continue }
          report.byHand(
            "redis.\(role)_nodes of plugin \(use.plugin) holds addresses, where records are expected", at: nodes.place,
            hint: role == "cluster" ? "write {ip: …, port: …} for each" : "write {host: …, port: …} for each")
        }
      }
      if use.plugin == "ai-rate-limiting-advanced" { wrapLimits(in: &configuration, use, &report) }
      if models.contains(use.plugin) {
        rename(
          ["model", "options", "upstream_path"], to: ["model", "options", "upstream_url"], in: &configuration, use,
          &report)
      }
    }
  }

  /// Single limits of providers become lists.
  private static func wrapLimits(
    in configuration: inout Node?, _ use: PluginConfigurations.Use, _ report: inout ConversionReport
  ) {
    guard let providers = configuration?["llm_providers"] else { return }
    for field in ["window_size", "limit"] {
      for provider in providers.array ?? [] {
        guard let value = provider[field], value.array == nil else { continue }
        report.byHand(
          "\(field) of a provider of plugin ai-rate-limiting-advanced is a list since 3.10", at: value.place,
          hint: "write [\(value.scalarText ?? "…")]")
      }
      guard providers.object != nil, let value = providers[field], value.array == nil else { continue }
      configuration?.change(at: DocumentPath([.key("llm_providers"), .key(field)])) { node in
        node = Node(.array([value]))
      }
      report.changed("llm_providers.\(field) of plugin ai-rate-limiting-advanced is now a list", at: value.place)
    }
  }

  // MARK: One field

  /// Gives a field another name, and tells whether it did: not where it is not there, and not where both names are filled,
  /// which nobody but a person can settle.
  @discardableResult
  private static func rename(
    _ old: Path, to new: Path, in configuration: inout Node?, _ use: PluginConfigurations.Use,
    _ report: inout ConversionReport
  ) -> Bool {
    let names = (old.joined(separator: "."), new.joined(separator: "."))
    let parent = DocumentPath(old.dropLast().map { .key($0) })
    var found: SourcePlace?
    var isConflict = false
    var isDropped = false
    configuration?.change(at: parent) { node in
      node.changeObject { object in
        guard let oldName = old.last, let newName = new.last, let member = object.member(oldName) else { return }
        found = member.keyPlace
        if let value = object[newName] {
          isDropped = isEmpty(member.node)
          isConflict = !isDropped && !isEmpty(value)
          if isConflict { return }
          object.removeValue(forKey: isDropped ? oldName : newName)
          if isDropped { return }
        }
        object.rename(oldName, to: newName)
      }
    }
    guard let found else { return false }
    if isConflict {
      report.impossible(
        "plugin \(use.plugin) has values for \(names.0) and for \(names.1), which stands for the same", at: found,
        hint: "keep one of them")
    } else if isDropped {
      report.changed("\(names.0) of plugin \(use.plugin), which was empty, is gone", at: found)
    } else {
      report.changed("\(names.0) of plugin \(use.plugin) is now \(names.1)", at: found)
    }
    return !isConflict && !isDropped
  }

  private static func remove(
    _ field: String, from configuration: inout Node?, _ use: PluginConfigurations.Use, _ report: inout ConversionReport
  ) {
    configuration?.changeObject { object in
      guard let member = object.member(field) else { return }
      object.removeValue(forKey: field)
      report.changed("\(field) of plugin \(use.plugin), which is no more, is gone", at: member.keyPlace)
    }
  }

  private static func isEmpty(_ node: Node) -> Bool {
    switch node.value {
    case .null: true
    case .array(let items): items.isEmpty
    case .object(let object): object.isEmpty
    default: false
    }
  }
}
