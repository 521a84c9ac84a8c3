import Diagnostics
import Documents
import OpenAPI

extension KongConversion {
  /// Makes the routes of an operation, on the service that is its own or that of a level above.
  mutating func convert(_ operation: Operation, of item: PathItem, within path: Level, _ root: Level) {
    let wished = naming.base(
      ofMethod: operation.method, named: extensions.text("x-kong-name", in: operation.fields),
      id: operation.text("operationId"), path: path.base, document: root.base)
    let base = routeNames.claim(wished, for: operation.place, &extensions.diagnostics)
    guard let level = level(of: operation, base: base, within: path) else { return }
    var plugins = PluginCollector.plugins(
      of: operation.fields, inherited: inherited(by: level, item, path, root), &extensions)
    let isOpen = secure(&plugins, operation)
    if let validator = plugins.take(RequestValidator.name) ?? level.validator,
      let complete = RequestValidator(document, naming: naming).plugin(
        validator, for: operation, in: item, &extensions.diagnostics)
    {
      plugins.put(complete)
    }
    guard let route = route(operation, of: item, level) else { return }
    for fields in variants(of: route, operation, item) {
      let pluginBase = fields["headers"].map { base + JSONText.of($0) } ?? base
      drafts[level.service].routes.append(
        RouteDraft(
          fields: fields, plugins: plugins, base: fields["name"] == route["name"] ? base : pluginBase,
          place: operation.place, isOpen: isOpen))
    }
  }

  /// The plugins of the levels above that the operation's service does not have.
  private mutating func inherited(
    by level: Level, _ item: PathItem, _ path: Level, _ root: Level
  ) -> [PluginDraft] {
    if level.hasOwnService {
      return PluginCollector.plugins(of: item.fields, inherited: root.plugins, &extensions)
    }
    return path.hasOwnService ? [] : path.plugins
  }

  /// Gives an operation the plugin that its own security asks for; tells whether it asks for none.
  private mutating func secure(_ plugins: inout [PluginDraft], _ operation: Operation) -> Bool {
    guard options.generatesSecurity else { return false }
    switch outcome(of: operation.security) {
    case .open?:
      plugins.removeAll { $0.isForWholeDocument }
      return true
    case .plugin(let plugin)?:
      let general = drafts[0].plugins.first { $0.isForWholeDocument }
      if general?.fields != plugin.fields { plugins.put(plugin) }
      return false
    case .unknown?, nil: return false
    }
  }

  private mutating func route(_ operation: Operation, of item: PathItem, _ level: Level) -> Object? {
    var fields = level.routeDefaults ?? Object()
    fields.removeValue(forKey: "service")
    fields.removeValue(forKey: "plugins")
    let path = RoutePath(item.path, naming: naming) { mayBeEmpty($0, operation, item) }
    check(path, item)
    if services.hasIDs { fields["id"] = Node(.string(NameBasedID.text(level.base + ".route"))) }
    fields["name"] = Node(.string(level.base))
    fields["methods"] = Node(.array([Node(.string(operation.method.uppercased()))]))
    fields["paths"] = Node(.array([Node(.string(path.expression), at: item.place)]), at: item.place)
    fields["tags"] = services.tags
    fields.complete("strip_path", false)
    guard let priority = priority(fields["regex_priority"], hasCaptures: !path.captures.isEmpty) else { return nil }
    fields["regex_priority"] = Node(.integer(priority))
    return fields
  }

  /// A path without parameters outranks one that has some.
  private mutating func priority(_ given: Node?, hasCaptures: Bool) -> Int? {
    guard let given, !given.isNull else { return hasCaptures ? 100 : 200 }
    guard let priority = PlainNumbers.of(given).integer else {
      extensions.diagnostics.error(
        code: "odd-extension", "'regex_priority' must be an integer, not \(given.value.kindDescription)",
        at: given.place)
      return nil
    }
    return hasCaptures ? priority.subtractingReportingOverflow(1).partialValue : priority
  }

  private func mayBeEmpty(_ name: String, _ operation: Operation, _ item: PathItem) -> Bool {
    let named = (operation.parameters + item.parameters).filter { $0.name == name }
    let schema = (named.first { $0.location == "path" } ?? named.first)?.schema
    return schema.map(document.references.resolved)?["minLength"]?.integer == 0
  }

  private mutating func check(_ path: RoutePath, _ item: PathItem) {
    var names: [String: String] = [:]
    for (parameter, name) in path.captures {
      if name.utf8.count > RoutePath.longestCapture {
        extensions.diagnostics.error(
          code: "long-parameter",
          "the name of the path parameter '\(parameter)' has more than \(RoutePath.longestCapture) characters",
          at: item.place)
      }
      if let other = names.updateValue(parameter, forKey: name) {
        extensions.diagnostics.warning(
          code: "same-parameter",
          other == parameter
            ? "the path has the parameter '\(parameter)' twice: the gateway may refuse the route"
            : "the path parameters '\(other)' and '\(parameter)' are alike in a route: the gateway may refuse it",
          at: item.place)
      }
    }
  }

  /// A route for each combination of header values, and the one for all other requests.
  private mutating func variants(of route: Object, _ operation: Operation, _ item: PathItem) -> [Object] {
    guard !options.skipsHeaderRoutes else { return [route] }
    let routing = HeaderRouting(operation, in: item, document.references)
    guard routing.count <= HeaderRouting.maximumRoutes else {
      extensions.diagnostics.error(
        code: "too-large",
        "the values of required headers make more than \(HeaderRouting.maximumRoutes) routes of one operation",
        at: operation.place, hint: "make one route of it with --skip-route-by-header")
      return []
    }
    let base = route["name"]?.string ?? ""
    return routing.combinations.enumerated().map { number, headers in
      var variant = route
      let name = routeNames.claim("\(base)_\(number)", for: operation.place, &extensions.diagnostics)
      if services.hasIDs { variant["id"] = Node(.string(NameBasedID.text(name))) }
      variant["name"] = Node(.string(name))
      variant["headers"] = Node(.object(headers))
      return variant
    } + [route]
  }
}
