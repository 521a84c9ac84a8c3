/// The verbs on files: each reads the whole state file, or an OpenAPI document, and writes its result.
struct FileVerbs {
  let tool: String
  let repetitions: Int
  /// The state file.
  let file: String
  /// An OpenAPI document.
  let apiFile: String
  /// Files of patches and of rules.
  let patches: String
  let rules: String

  /// How many operations the OpenAPI document has.
  static let operations = 2_000

  static let patchesText = """
    patches:
    - selectors: ['$.services[*]']
      values: {read_timeout: 15000}
    - selectors: ['$..routes[?@.name=="route-7"]']
      values: {strip_path: false}

    """

  static let rulesText = """
    rules:
      hosts: {description: Backends are ours, severity: warn, given: '$.services[*].host', then: {function: pattern, functionOptions: {match: '^backend-'}}}
      names: {description: Names are in kebab case, severity: warn, given: '$..name', then: {function: casing, functionOptions: {type: kebab}}}
      paths: {description: Routes have paths, severity: warn, given: '$.services[*].routes[*]', then: {field: paths, function: schema, functionOptions: {schema: {type: array, minItems: 1}}}}

    """

  /// The verbs, how each is called, and what it may end with.
  private var calls: [(name: String, arguments: [String], statuses: Set<Int32>)] {
    let editing: [(String, [String])] = [
      ("render", [file]),
      ("merge", [file, patches]),
      ("patch, one value", ["-s", file, "--selector", "$.services[0]", "--value", "port:9090"]),
      ("patch, each service", ["-s", file, patches]),
      ("add-plugins, each service", ["-s", file, "--selector", "$.services[*]", "--config", "{name: cors}"]),
      ("add-tags, each entity", ["-s", file, "checked"]),
      ("remove-tags", ["-s", file, "production"]),
      ("list-tags", ["-s", file]),
      ("namespace", ["-s", file, "--path-prefix", "/v2"]),
      ("format dbless", ["dbless", file]),
      ("lint", ["-s", file, rules]),
      ("lint --builtin", ["--builtin", file]),
      ("convert 2.x to 3.x", ["--from", "kong-gateway-2.x", "--to", "kong-gateway-3.x", "--input-file", file]),
      ("convert 3.4 to 3.10", ["--from", "3.4", "--to", "3.10", "--input-file", file]),
      ("convert 3.10 to 3.14", ["--from", "3.10", "--to", "3.14", "--input-file", file]),
      ("kong2kic", ["-s", file]),
      ("kong2tf", ["-s", file]),
      ("openapi2kong, \(Self.operations) operations", ["-s", apiFile]),
      ("openapi2mcp, \(Self.operations) operations", ["-s", apiFile]),
    ]
    return editing.map { name, arguments in
      let verb = String(name.prefix { $0 != " " && $0 != "," })
      return (name, ["file", verb] + arguments, verb == "lint" ? [0, 1] : [0])
    }
  }

  /// Runs each verb, and tells its time in terms of `file validate` of the same run.
  func run() throws -> [WholeCommands.Row] {
    let validate = try repeated(["file", "validate", file], allowing: [0])
    var rows = [WholeCommands.Row(name: "file validate", measurement: validate)]
    for call in calls {
      let measurement = try repeated(call.arguments, allowing: call.statuses)
      rows.append(
        WholeCommands.Row(
          name: "file \(call.name)", measurement: measurement,
          remark: "\(ratio(measurement.seconds, validate.seconds)) × file validate"))
    }
    return rows
  }

  private func repeated(_ arguments: [String], allowing statuses: Set<Int32>) throws -> Measurement {
    Measurement.median(
      try (0..<repetitions).map { _ in try Measurement.run(tool, arguments, allowing: statuses) })
  }
}
