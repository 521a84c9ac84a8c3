import Diagnostics
import Documents
import OpenAPI

extension KongConversion {
  /// The document's own level, with its service.
  mutating func rootLevel() -> Level? {
    let base = documentBase()
    var level = Level(depth: .document, base: base, servers: document.servers)
    _ = takeDefaults(from: document.fields, &level)
    guard let service = addService(for: level, place: document.place, keepsUpstream: true, above: nil) else {
      return nil
    }
    level.service = service
    var plugins = PluginCollector.plugins(of: document.fields, &extensions)
    if options.generatesSecurity, case .plugin(var plugin)? = outcome(of: document.security) {
      plugin.isForWholeDocument = true
      plugins.put(plugin)
    }
    level.validator = plugins.take(RequestValidator.name)
    level.plugins = plugins
    drafts[service].plugins = plugins
    return level
  }

  private mutating func documentBase() -> String {
    let names = [options.base, extensions.text("x-kong-name", in: document.fields), document.title]
    for name in names.compactMap({ $0 }) {
      let slug = naming.slug(name)
      if !slug.isEmpty { return slug }
    }
    let content = JSONText.of(Node(.object(document.fields)))
    extensions.diagnostics.warning(
      code: "no-name", "the document has no name: names and ids are made of its content, and change with it",
      at: document.place,
      hint: "give it a title, or a name with --uuid-base")
    return naming.slug(NameBasedID.text(content))
  }

  /// The level of a path, within that of the document.
  mutating func level(of item: PathItem, within root: Level) -> Level? {
    var level = Level(
      depth: .path,
      base: naming.base(
        ofPath: item.path, named: extensions.text("x-kong-name", in: item.fields), document: root.base),
      servers: root.servers, serviceDefaults: root.serviceDefaults, upstreamDefaults: root.upstreamDefaults,
      routeDefaults: root.routeDefaults, service: root.service, validator: root.validator)
    let needs = takeDefaults(from: item.fields, &level)
    let needsUpstream = takeServers(item.servers, &level) || needs.upstream
    let own = PluginCollector.plugins(of: item.fields, &extensions)
    level.hasOwnService = needs.service || needsUpstream
    guard level.hasOwnService else {
      level.plugins = own
      if let validator = level.plugins.take(RequestValidator.name) { level.validator = validator }
      return level
    }
    if let position = sharedService(for: level, isAllowed: own.isEmpty) {
      level.service = position
      return level
    }
    guard let service = addService(for: level, place: item.place, keepsUpstream: needsUpstream, above: root.service)
    else { return nil }
    share(service, for: level, isAllowed: own.isEmpty)
    level.service = service
    level.base = drafts[service].base
    var plugins = own.reduce(into: root.plugins) { $0.put($1) }
    if let validator = plugins.take(RequestValidator.name) { level.validator = validator }
    drafts[service].plugins = plugins
    return level
  }

  /// The level of an operation: only what concerns its service.
  mutating func level(of operation: Operation, base: String, within path: Level) -> Level? {
    var level = Level(
      depth: .operation, base: base, servers: path.servers, serviceDefaults: path.serviceDefaults,
      upstreamDefaults: path.upstreamDefaults, routeDefaults: path.routeDefaults, service: path.service,
      validator: path.validator)
    let needs = takeDefaults(from: operation.fields, &level)
    let needsUpstream = takeServers(operation.servers, &level) || needs.upstream
    level.hasOwnService = needs.service || needsUpstream
    guard level.hasOwnService else { return level }
    if let position = sharedService(for: level, isAllowed: true) {
      level.service = position
      return level
    }
    guard
      let service = addService(
        for: level, place: operation.place, keepsUpstream: needsUpstream, above: path.service)
    else { return nil }
    share(service, for: level, isAllowed: true)
    level.service = service
    return level
  }

  /// Takes over the defaults that a level has; whether they ask for a service or an upstream of its own.
  private mutating func takeDefaults(from fields: Object, _ level: inout Level) -> (service: Bool, upstream: Bool) {
    let service = extensions.object("x-kong-service-defaults", in: fields)
    let upstream = extensions.object("x-kong-upstream-defaults", in: fields)
    if let service { level.serviceDefaults = service }
    if let upstream { level.upstreamDefaults = upstream }
    if let route = extensions.object("x-kong-route-defaults", in: fields) { level.routeDefaults = route }
    return (service != nil, upstream != nil)
  }

  private func takeServers(_ servers: [Server], _ level: inout Level) -> Bool {
    if servers.isEmpty { return false }
    level.servers = servers
    return true
  }

  /// Adds the service of a level; an upstream that the level did not ask for is that of the level above.
  private mutating func addService(
    for level: Level, place: SourcePlace, keepsUpstream: Bool, above: Int?
  ) -> Int? {
    let base = serviceNames.claim(level.base, for: place, &extensions.diagnostics)
    let parts = ServiceBuilder.Parts(
      base: base, servers: level.servers, serviceDefaults: level.serviceDefaults,
      upstreamDefaults: level.upstreamDefaults)
    guard let built = services.build(parts, &extensions.diagnostics) else { return nil }
    var fields = built.service
    if let upstream = built.upstream {
      if keepsUpstream { upstreams.append(Node(.object(upstream))) }
      if !keepsUpstream, let above { fields["host"] = drafts[above].fields["host"] }
    }
    drafts.append(ServiceDraft(fields: fields, base: base, place: place))
    return drafts.count - 1
  }

  private mutating func sharedService(for level: Level, isAllowed: Bool) -> Int? {
    guard options.reusesServices, isAllowed else { return nil }
    return key(of: level).flatMap { shared[level.depth]?[$0] }
  }

  private mutating func share(_ service: Int, for level: Level, isAllowed: Bool) {
    guard options.reusesServices, isAllowed, let key = key(of: level) else { return }
    shared[level.depth, default: [:]][key] = service
  }

  private mutating func key(of level: Level) -> ServiceKey? {
    guard let addresses = ServiceBuilder.addresses(level.servers, &extensions.diagnostics) else { return nil }
    return ServiceKey(
      addresses: addresses.map { $0.completed(scheme: "https") },
      serviceDefaults: level.serviceDefaults.map { JSONText.of(Node(.object($0))) },
      upstreamDefaults: level.upstreamDefaults.map { JSONText.of(Node(.object($0))) })
  }

  /// What security requirements come to; nil where there are none to speak of.
  mutating func outcome(of requirements: [SecurityRequirement]?) -> SecurityPlugins.Outcome? {
    requirements.map {
      SecurityPlugins(document, isLenient: options.ignoresSecurityErrors).outcome(of: $0, &extensions)
    }
  }
}
