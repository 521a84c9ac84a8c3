package import Diagnostics
package import Documents
package import OpenAPI

/// Makes a state file in which the operations of an API are MCP tools: one route with the plugin ai-mcp-proxy.
package struct ToolConversion {
  private static let plugin = "ai-mcp-proxy"

  private let document: APIDocument
  private let options: ToolOptions
  private var extensions: ExtensionReader

  /// Converts a document; nil where an error was found.
  package static func state(
    of document: APIDocument, _ options: ToolOptions, _ diagnostics: inout DiagnosticCollector
  ) -> Node? {
    guard let state = KongConversion.state(of: document, options.conversion, &diagnostics) else { return nil }
    var conversion = ToolConversion(document, options)
    let result = conversion.state(state)
    let found = conversion.extensions.diagnostics
    diagnostics.add(contentsOf: found.diagnostics)
    return found.hasErrors ? nil : result
  }

  private init(_ document: APIDocument, _ options: ToolOptions) {
    self.document = document
    self.options = options
    self.extensions = ExtensionReader(document)
  }

  private mutating func state(_ base: Node) -> Node? {
    guard var state = base.object, var services = state["services"]?.array, var first = services.first?.object,
      let name = first["name"]?.string
    else { return nil }
    if options.mode == .conversion {
      extensions.diagnostics.warning(
        code: "odd-mode", "the mode is written as 'conversion', which gateways call 'conversion-only'",
        hint: "use --mode conversion-only")
    }
    let access = ToolAccess(document, isLenient: options.ignoresSecurityErrors, &extensions)
    let decides = options.mode.decidesAccess
    var config = Object()
    config["mode"] = Node(.string(options.mode.rawValue))
    if decides, let access { config = access.configuration(config) }
    config["tools"] = Node(.array(tools(decides ? access : nil)))
    for member in extensions.object("x-kong-mcp-proxy", in: document.fields) ?? Object() where member.key != "tools" {
      config[member.key] = member.node
    }
    let route = self.route(named: name, tags: first["tags"] ?? Node(.array([])), config)
    if !options.keepsRoutes {
      for position in services.indices {
        guard var service = services[position].object else { continue }
        service["routes"] = Node(.array([]))
        services[position].value = .object(service)
      }
      first["routes"] = Node(.array([]))
      dropPlugins(ofRoutesIn: &state)
    }
    first["routes"] = Node(.array([route] + (first["routes"]?.array ?? [])))
    services[0].value = .object(first)
    state["services"] = Node(.array(services))
    if state["upstreams"]?.array?.isEmpty == true { state.removeValue(forKey: "upstreams") }
    return JSONText.sorted(Node(.object(state)))
  }

  /// A consumer's plugin on a route that is left out has nothing to be on.
  private func dropPlugins(ofRoutesIn state: inout Object) {
    guard let plugins = state["plugins"]?.array?.filter({ $0["route"] == nil }) else { return }
    state["plugins"] = plugins.isEmpty ? nil : Node(.array(plugins))
  }

  private mutating func route(named service: String, tags: Node, _ config: Object) -> Node {
    let name = service + "-mcp"
    var plugin = Object()
    var route = extensions.object("x-kong-route-defaults", in: document.fields) ?? Object()
    route.removeValue(forKey: "service")
    if options.conversion.hasIDs {
      plugin["id"] = Node(.string(NameBasedID.text("\(name).plugin.\(Self.plugin)")))
      route["id"] = Node(.string(NameBasedID.text(name + ".route")))
    }
    plugin["name"] = Node(.string(Self.plugin))
    plugin["tags"] = tags
    plugin["config"] = Node(.object(config))
    route["name"] = Node(.string(name))
    route["paths"] = Node(.array([Node(.string(options.path ?? "/" + name))]))
    route["tags"] = tags
    route["plugins"] = Node(.array([Node(.object(plugin), at: document.place)]))
    return Node(.object(route), at: document.place)
  }

  private mutating func tools(_ access: ToolAccess?) -> [Node] {
    var names = NameRegister(kind: "tool")
    var tools: [Node] = []
    var schemas = ToolSchemas(document)
    for item in document.paths {
      for operation in item.operations where !isExcluded(operation) && isCallable(operation) {
        let wished = name(of: operation, item)
        let name = names.claim(wished, for: operation.place, &extensions.diagnostics)
        var tool = Object()
        tool["name"] = Node(.string(name))
        let summary = operation.text("summary")
        let description =
          extensions.text("x-kong-mcp-tool-description", in: operation.fields) ?? operation.text("description")
          ?? summary
        if let description {
          tool["description"] = Node(.string(description))
        } else {
          extensions.diagnostics.warning(
            code: "no-description", "the tool '\(name)' has no description, which the gateway asks for",
            at: operation.place, hint: "give the operation a summary, a description or x-kong-mcp-tool-description")
        }
        tool["method"] = Node(.string(operation.method.uppercased()))
        tool["path"] = Node(.string(item.path))
        if !item.servers.isEmpty || !operation.servers.isEmpty { remarkServer(of: operation, name) }
        if let summary { tool["annotations"] = ["title": Node(.string(summary))] }
        let parameters = schemas.parameters(of: operation, item, &extensions.diagnostics)
        if !parameters.isEmpty { tool["parameters"] = Node(.array(parameters)) }
        if let body = operation.body { tool["request_body"] = schemas.body(body, &extensions.diagnostics) }
        if let acl = access?.acl(of: operation, item, &extensions) { tool["acl"] = acl }
        tools.append(Node(.object(tool), at: operation.place))
      }
    }
    return tools
  }

  private mutating func remarkServer(of operation: Operation, _ name: String) {
    extensions.diagnostics.warning(
      code: "odd-server", "the tool '\(name)' is called at the first service, not at the operation's own servers",
      at: operation.place, hint: "make a document of its own of what other servers do")
  }

  /// Whether the plugin can call an operation.
  private mutating func isCallable(_ operation: Operation) -> Bool {
    if ["delete", "get", "patch", "post", "put"].contains(operation.method) { return true }
    extensions.diagnostics.warning(
      code: "odd-method", "no tool is made of \(operation.method.uppercased()): the gateway's tools do not call it",
      at: operation.place, hint: "say so with x-kong-mcp-exclude: true")
    return false
  }

  private mutating func isExcluded(_ operation: Operation) -> Bool {
    let key = "x-kong-mcp-exclude"
    guard let node = operation.fields[key], !node.isNull else { return false }
    if let value = node.bool { return value }
    let text = node.string?.lowercased() ?? ""
    if ["yes", "on", "true"].contains(text) { return true }
    if ["no", "off", "false"].contains(text) { return false }
    extensions.diagnostics.error(
      code: "odd-extension", "'\(key)' must be true or false, not \(node.value.kindDescription)", at: node.place)
    return false
  }

  private mutating func name(of operation: Operation, _ item: PathItem) -> String {
    if let name = extensions.text("x-kong-mcp-tool-name", in: operation.fields) { return name }
    if let id = operation.text("operationId") {
      let name = ToolName.kebab(id)
      if !name.isEmpty { return name }
    }
    return ToolName.kebab(operation.method + "-" + item.path)
  }
}
