package import Diagnostics
package import Documents
package import OpenAPI

/// Makes a state file of an API document: a service for each set of servers, a route for each operation, and plugins.
package struct KongConversion {
  let document: APIDocument
  let options: ConversionOptions
  let naming: Naming
  let services: ServiceBuilder
  var extensions: ExtensionReader
  var drafts: [ServiceDraft] = []
  var upstreams: [Node] = []
  var serviceNames = NameRegister(kind: "service")
  var routeNames = NameRegister(kind: "route")
  /// Services of paths and of operations that others with equal servers and defaults may share.
  var shared: [Level.Depth: [ServiceKey: Int]] = [:]

  /// Converts a document; nil where an error was found.
  package static func state(
    of document: APIDocument, _ options: ConversionOptions, _ diagnostics: inout DiagnosticCollector
  ) -> Node? {
    var found = DiagnosticCollector()
    if !options.ignoresCircles { CircularSchemas.find(in: document, &found) }
    ExtensionCheck.find(in: document, &found)
    var extensions = ExtensionReader(document)
    let tags = options.tags ?? extensions.texts("x-kong-tags", in: document.fields) ?? []
    var conversion = KongConversion(document, options, tags: tags, extensions)
    conversion.convert()
    found.add(contentsOf: conversion.extensions.diagnostics.diagnostics)
    diagnostics.add(contentsOf: found.diagnostics)
    return found.hasErrors ? nil : conversion.state()
  }

  private init(_ document: APIDocument, _ options: ConversionOptions, tags: [String], _ extensions: ExtensionReader) {
    self.document = document
    self.options = options
    self.naming = Naming(isInso: options.isInso)
    self.extensions = extensions
    self.services = ServiceBuilder(
      tags: Node(.array(tags.map { Node(.string($0)) })), hasIDs: options.hasIDs && !options.isInso)
  }

  private mutating func convert() {
    guard let root = rootLevel() else { return }
    for item in document.paths {
      guard let path = level(of: item, within: root) else { continue }
      for operation in item.operations { convert(operation, of: item, within: path, root) }
    }
    dropEmptyRoot()
  }

  /// A document without servers of its own needs no service of its own where others have all routes.
  private mutating func dropEmptyRoot() {
    guard document.servers.isEmpty, drafts.count > 1, drafts[0].routes.isEmpty else { return }
    drafts.removeFirst()
  }

  private func state() -> Node {
    var assembly = StateAssembly(tags: services.tags, hasIDs: services.hasIDs)
    let finished = drafts.map { assembly.service($0) }
    var state = Object()
    state["_format_version"] = "3.0"
    state["services"] = Node(.array(finished))
    state["upstreams"] = Node(.array(upstreams))
    if !assembly.bound.isEmpty { state["plugins"] = Node(.array(assembly.sortedBound)) }
    return JSONText.sorted(Node(.object(state)))
  }
}
