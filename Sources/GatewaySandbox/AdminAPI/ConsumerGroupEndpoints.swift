import Documents
import GatewayModel
import GatewaySchemas

/// `/consumer_groups/x`, its members and its overrides of limits; `/consumers/x/consumer_groups`.
struct ConsumerGroupEndpoints {
  let entities: EntityEndpoints

  private var catalog: Catalog { entities.catalog }

  /// The answer; nil where the path is none of these.
  func response(to request: AdminRequest, in store: inout Store) throws(SandboxRefusal) -> AdminResponse? {
    let path = request.path
    guard let groups = catalog.collection(named: "consumer_groups"),
      let consumers = catalog.collection(named: "consumers"), path.count >= 2
    else { return nil }
    switch (path[0], path.count) {
    case ("consumer_groups", 2) where request.method == "GET" || request.method == "HEAD":
      guard let id = store.find(groups, path[1]) else { return .notFound }
      return .json(200, try wrapped(id, listsConsumers: request.parameter("list_consumers") != "false", store))
    case ("consumer_groups", 3...4) where path[2] == "consumers":
      guard let group = store.find(groups, path[1]) else { return .notFound }
      return try members(of: group, request, consumers, &store)
    case ("consumers", 3...4) where path[2] == "consumer_groups":
      guard let consumer = store.find(consumers, path[1]) else { return .notFound }
      return try memberships(of: consumer, request, groups, &store)
    case ("consumer_groups", 5) where path[2] == "overrides" && path[3] == "plugins":
      guard let group = store.find(groups, path[1]) else { return .notFound }
      return try override(of: group, plugin: path[4], request, &store)
    default:
      return nil
    }
  }

  /// A group with what belongs to it.
  private func wrapped(_ id: UniqueID, listsConsumers: Bool, _ store: Store) throws(SandboxRefusal) -> Node {
    var object = Object([Object.Member(key: "consumer_group", node: entity("consumer_groups", id, store))])
    if listsConsumers {
      let members = try linked(by: "consumer_group", id, to: "consumer", store)
      object["consumers"] = Node(.array(members.map { entity("consumers", $0, store) }))
    }
    let overrides = try store.table("consumer_group_plugins").referring(by: "consumer_group", to: id).all
    let plugins = try store.table("plugins").referring(by: "consumer_group", to: id).all
    object["plugins"] = Node(
      .array(
        overrides.map { entity("consumer_group_plugins", $0, store) } + plugins.map { entity("plugins", $0, store) }))
    return Node(.object(object))
  }

  private func entity(_ kind: String, _ id: UniqueID, _ store: Store) -> Node {
    (try? JSONReader.read(store.presented(kind, id))) ?? .null
  }

  /// The ids at the other end of memberships.
  private func linked(
    by field: String, _ id: UniqueID, to other: String, _ store: Store
  ) throws(SandboxRefusal) -> [UniqueID] {
    try store.table("consumer_group_consumers").referring(by: field, to: id).all
      .compactMap { Table.target(store.entity("consumer_group_consumers", $0)?[other]) }.sorted()
  }

  private func members(
    of group: UniqueID, _ request: AdminRequest, _ consumers: Collection, _ store: inout Store
  ) throws(SandboxRefusal) -> AdminResponse {
    switch (request.method, request.path.count) {
    case ("GET", 3), ("HEAD", 3):
      return try listing(linked(by: "consumer_group", group, to: "consumer", store), "consumers", request, store)
    case ("POST", 3):
      let fields = try Body.fields(of: request)
      let names = fields["consumer"]?.array ?? fields["consumer"].map { [$0] } ?? []
      guard !names.isEmpty else { throw .schema(Violations("consumer", "required field missing")) }
      for name in names {
        guard let consumer = store.find(consumers, name.string ?? "") else { return .notFound }
        try join(consumer, group, &store)
      }
      let members = try linked(by: "consumer_group", group, to: "consumer", store)
      return .json(
        201,
        [
          "consumer_group": entity("consumer_groups", group, store),
          "consumers": Node(.array(members.map { entity("consumers", $0, store) })),
        ])
    case ("DELETE", 3):
      try leave(store.table("consumer_group_consumers").referring(by: "consumer_group", to: group).all, &store)
      return .noContent
    case ("GET", 4), ("HEAD", 4), ("DELETE", 4):
      guard let consumer = store.find(consumers, request.path[3]), let link = membership(consumer, group, store) else {
        return .notFound
      }
      if request.method != "DELETE" { return .json(200, ["consumer": entity("consumers", consumer, store)]) }
      leave([link], &store)
      return .noContent
    default:
      return .methodNotAllowed
    }
  }

  private func memberships(
    of consumer: UniqueID, _ request: AdminRequest, _ groups: Collection, _ store: inout Store
  ) throws(SandboxRefusal) -> AdminResponse {
    switch (request.method, request.path.count) {
    case ("GET", 3), ("HEAD", 3):
      return try listing(
        linked(by: "consumer", consumer, to: "consumer_group", store), "consumer_groups", request, store)
    case ("POST", 3):
      let fields = try Body.fields(of: request)
      guard let group = store.find(groups, fields["group"]?.string ?? "") else { return .notFound }
      try join(consumer, group, &store)
      let own = try linked(by: "consumer", consumer, to: "consumer_group", store)
      return .json(
        201,
        [
          "consumer": entity("consumers", consumer, store),
          "consumer_groups": Node(.array(own.map { entity("consumer_groups", $0, store) })),
        ])
    case ("DELETE", 3):
      try leave(store.table("consumer_group_consumers").referring(by: "consumer", to: consumer).all, &store)
      return .noContent
    case ("DELETE", 4):
      guard let group = store.find(groups, request.path[3]), let link = membership(consumer, group, store) else {
        return .notFound
      }
      leave([link], &store)
      return .noContent
    default:
      return .methodNotAllowed
    }
  }

  private func listing(
    _ members: [UniqueID], _ kind: String, _ request: AdminRequest, _ store: Store
  ) throws(SandboxRefusal) -> AdminResponse {
    var ids = SortedIDs()
    for id in members { ids.insert(id) }
    let path = "/" + request.path.map(PercentEncoding.encoded).joined(separator: "/")
    return try Listing(ids: ids, kind: kind, path: path, isTop: false).response(to: request, from: store)
  }

  private func pair(_ consumer: UniqueID, _ group: UniqueID) -> Object {
    Object([
      Object.Member(key: "consumer", node: ["id": Node(.string("\(consumer)"))]),
      Object.Member(key: "consumer_group", node: ["id": Node(.string("\(group)"))]),
    ])
  }

  private func membership(_ consumer: UniqueID, _ group: UniqueID, _ store: Store) -> UniqueID? {
    store.tables["consumer_group_consumers"]?.id(where: ["consumer", "consumer_group"], are: pair(consumer, group))
  }

  private func join(_ consumer: UniqueID, _ group: UniqueID, _ store: inout Store) throws(SandboxRefusal) {
    guard let members = catalog.collection(named: "consumer_group_consumers") else { return }
    _ = try store.write(members, pair(consumer, group), id: nil, change: .insert)
  }

  private func leave(_ links: [UniqueID], _ store: inout Store) {
    for link in links { store.drop("consumer_group_consumers", link) }
  }

  /// The limits of the rate-limiting-advanced plugin for a group, in their older form.
  private func override(
    of group: UniqueID, plugin: String, _ request: AdminRequest, _ store: inout Store
  ) throws(SandboxRefusal) -> AdminResponse? {
    guard let overrides = catalog.collection(named: "consumer_group_plugins"), plugin == "rate-limiting-advanced" else {
      return nil
    }
    var fields = Object([
      Object.Member(key: "name", node: Node(.string(plugin))),
      Object.Member(key: "consumer_group", node: ["id": Node(.string("\(group)"))]),
    ])
    let found = try store.table(overrides.name).id(where: ["name", "consumer_group"], are: fields)
    switch request.method {
    case "PUT":
      fields["config"] = try Body.fields(of: request)["config"] ?? [:]
      let id = try store.write(overrides, fields, id: found, change: found == nil ? .insert : .upsert)
      let stored = store.entity(overrides.name, id)
      return .json(
        201,
        [
          "config": stored?["config"] ?? .null, "group": store.entity("consumer_groups", group)?["name"] ?? .null,
          "plugin": Node(.string(plugin)),
        ])
    case "DELETE":
      guard let found else { return .notFound }
      store.drop(overrides.name, found)
      return .noContent
    default:
      return .methodNotAllowed
    }
  }
}
