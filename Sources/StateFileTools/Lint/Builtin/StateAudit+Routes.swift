import Diagnostics
import Documents

extension StateAudit {
  private static let criteria = [
    "hosts", "paths", "methods", "headers", "snis", "sources", "destinations", "expression",
  ]
  private static let adminNames: Set<String> = [
    "actuator", "admin", "console", "debug", "internal", "management", "metrics", "phpmyadmin", "private",
  ]

  mutating func checkRoutes() {
    let guarded = inventory.guarded()
    for (index, route) in inventory.routes.enumerated() {
      let title = Self.title("route", route)
      if route.owner == .nobody {
        tell(
          "route-without-service", .warn, "\(title) leads to no service", at: route.place, route.ignored,
          hint: "nest it in a service, or name one with 'service', unless a plugin answers")
      }
      let isGuarded = StateInventory.owners(of: route, at: index).contains { guarded.contains($0) }
      if !isGuarded {
        tell(
          "unauthenticated-route", .info, "no plugin on \(title), its service or all routes asks for credentials",
          at: route.place, route.ignored)
      }
      checkMatching(of: route, title)
      checkPaths(of: route, title, isGuarded: isGuarded)
      let protocols = route.texts("protocols").compactMap(\.string)
      if protocols.contains("http"), !protocols.contains("https") {
        tell(
          "plaintext-route", .warn, "\(title) takes requests without encryption alone",
          at: route.place(of: "protocols"),
          route.ignored, hint: "add https, or https alone with https_redirect_status_code")
      }
    }
  }

  private mutating func checkMatching(of route: StateInventory.Item, _ title: String) {
    let used = Self.criteria.filter { field in
      switch route.fields[field]?.value {
      case .array(let items): !items.isEmpty
      case .object(let object): !object.isEmpty
      case .string(let text): !text.isEmpty
      default: false
      }
    }
    let isRoot = route.texts("paths").contains { $0.string == "/" }
    if used.isEmpty || (used == ["paths"] && isRoot) {
      tell(
        "catch-all-route", .warn, "\(title) matches every request that no other route does",
        at: used.isEmpty ? route.place : route.place(of: "paths"), route.ignored, hint: "name hosts or paths")
    }
    for host in route.texts("hosts") where host.string?.contains("*") ?? false {
      tell("wildcard-host", .info, "\(title) matches any host like \(host.string ?? "")", at: host.place, route.ignored)
    }
  }

  private mutating func checkPaths(of route: StateInventory.Item, _ title: String, isGuarded: Bool) {
    for path in route.texts("paths") {
      guard let text = path.string else { continue }
      if text.hasPrefix("~"), !text.hasSuffix("$"), !text.contains("${{") {
        tell(
          "unanchored-regex-path", .info, "\(title) matches whatever follows this expression", at: path.place,
          route.ignored, hint: "end it with $, where nothing may follow")
      }
      let names = text.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
      if !isGuarded, names.contains(where: Self.adminNames.contains) {
        tell(
          "admin-path", .warn, "\(title) opens a path for administrators to everybody", at: path.place, route.ignored,
          hint: "put an authenticating plugin or ip-restriction on it")
      }
    }
  }

  // MARK: Duplicates

  mutating func checkDuplicateRoutes() {
    var first: [[String]: StateInventory.Item] = [:]
    for route in inventory.routes {
      let signature = (Self.criteria + ["regex_priority", "priority", "protocols"]).map { field in
        route.fields[field].map(Self.signature) ?? ""
      }
      guard signature.prefix(Self.criteria.count).contains(where: { !$0.isEmpty }) else { continue }
      guard let other = first[signature] else {
        first[signature] = route
        continue
      }
      tell(
        "duplicate-route", .warn,
        "\(Self.title("route", route)) matches the same requests as \(Self.title("route", other)) of line \(other.place.line)",
        at: route.place, route.ignored, hint: "which of them is taken is left to chance")
    }
  }

  /// A text that is the same for the same criteria, whatever their order.
  private static func signature(_ node: Node) -> String {
    let items = node.array ?? [node.object.map { Node(.object($0.sorted())) } ?? node]
    return items.map { String(decoding: JSONWriter.write($0), as: UTF8.self) }.sorted().joined(separator: ",")
  }

  // MARK: Names and tags

  mutating func checkNames() {
    let named: [(String, [StateInventory.Item])] = [("service", inventory.services), ("route", inventory.routes)]
    for (kind, items) in named {
      for item in items where item.fields["name"]?.string?.isEmpty ?? true {
        tell(
          "missing-name", .warn, "a \(kind) has no name", at: item.place, item.ignored,
          hint: "plans and errors can then say which one they mean")
      }
    }
    guard !inventory.hasSelectTags else { return }
    for (kind, items) in named + [("consumer", inventory.consumers)] {
      for item in items where item.texts("tags").isEmpty {
        tell(
          "missing-tags", .hint, "\(Self.title(kind, item)) has no tags", at: item.place, item.ignored,
          hint: "tags tell who owns what; _info.select_tags gives some to all")
      }
    }
  }
}
