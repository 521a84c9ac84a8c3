import Documents
import GatewayModel
import GatewaySchemas
import StateFiles
import Testing

@testable import Reconciliation
@testable import Targets

@Suite("Reading from a control plane")
struct KonnectReaderTests {
  private typealias Script = ControlPlaneScript

  @Test("the control plane is looked up once, by its name, for all who ask")
  func lookUp() async throws {
    try await withServer(try ScriptedServer { request, _ in Script.usual(request) }) { server in
      let reader = try KonnectReader(Script.settings(server))
      async let first = reader.state(in: Scope())
      async let second = reader.inWorkspace("team").hasWorkspace()
      _ = try await (first, second)
      _ = try await reader.information()
      let lookUps = server.requests.filter { $0.path == "/v2/control-planes" }
      #expect(
        lookUps.map(\.target) == [
          "/v2/control-planes?filter%5Bname%5D%5Beq%5D=default&page%5Bsize%5D=100&page%5Bnumber%5D=1"
        ])
      #expect(server.requests.allSatisfy { $0.headers["authorization"] == "Bearer kpat-secret" })
      #expect(server.requests.contains { $0.path == "\(Script.base)/workspaces/team" })
      let listed = Set(server.requests.map(\.path))
      #expect(listed.contains("\(Script.base)/targets") && listed.contains("\(Script.base)/snis"))
      for missing in ["oauth2", "licenses", "rbac/roles"] { #expect(!listed.contains("\(Script.base)/\(missing)")) }
    }
  }

  @Test("pages of control planes are gone through, those of the older list where there is no other")
  func pages() async throws {
    let server = try ScriptedServer { request, _ in
      let page = Int(request.parameter("page") ?? "") ?? 0
      return switch request.path {
      case "/v2/control-planes": .status(404)
      case "/konnect-api/api/runtime_groups":
        .json(
          #"{"data":[{"id":"\#(page == 3 ? Script.id : "x")","name":"\#(page == 3 ? "Orders" : "orders")"}],"#
            + #""page":\#(page),"pageCount":3}"#)
      default: Script.usual(request)
      }
    }
    try await withServer(server) { server in
      _ = try await KonnectReader(Script.settings(server, name: "Orders")).information()
      let pages = server.requests.filter { $0.path.hasPrefix("/konnect-api") }.map { $0.parameter("page") }
      #expect(pages == ["1", "2", "3"], "upper and lower case are different")
      let error = await #expect(throws: TargetError.self) {
        try await KonnectReader(Script.settings(server, name: "ORDERS")).information()
      }
      #expect(error?.description.contains("control plane not found: ORDERS") == true)
    }
  }

  @Test("pages that do not tell how many there are are gone through while they are full")
  func uncountedPages() async throws {
    let server = try ScriptedServer { request, _ in
      guard request.path == "/v2/control-planes" else { return Script.usual(request) }
      let isFirst = request.parameter("page[number]") == "1" || request.target.contains("number%5D=1")
      let others = (0..<100).map { #"{"id":"\#($0)","name":"plane-\#($0)"}"# }.joined(separator: ",")
      return .json(#"{"data":[\#(isFirst ? others : #"{"id":"\#(Script.id)","name":"default"}"#)]}"#)
    }
    try await withServer(server) { server in
      _ = try await KonnectReader(Script.settings(server)).information()
      #expect(server.requests.count == 2)
    }
  }

  @Test("a list without items may be null, and an offset without text is none")
  func nullLists() async throws {
    let server = try ScriptedServer { request, _ in
      switch request.path {
      case "\(Script.base)/services": .json(#"{"data":[{"id":"a","name":"a"}],"offset":"","next":""}"#)
      case let path where path.hasPrefix("\(Script.base)/v1"): Script.usual(request)
      case let path where path.hasPrefix(Script.base): .json(#"{"data":null}"#)
      default: Script.usual(request)
      }
    }
    try await withServer(server) { server in
      let state = try await KonnectReader(Script.settings(server)).state(in: Scope())
      #expect(state.all(.service).map(\.id) == ["a"] && state.all(.route).isEmpty)
      let workspaces = try await KonnectReader(Script.settings(server)).workspaces()
      #expect(workspaces.isEmpty)
    }
  }

  @Test("workspaces are listed page by page, at a path that ends with a slash or without")
  func workspacePages() async throws {
    for path in ["\(Script.base)/workspaces/", "\(Script.base)/workspaces"] {
      let server = try ScriptedServer { request, _ in
        switch request.path {
        case path where request.parameter("offset") == nil: .json(#"{"data":[{"name":"b"}],"offset":"x"}"#)
        case path: .json(#"{"data":[{"name":"a"}],"offset":null}"#)
        case let other where other.hasPrefix("\(Script.base)/workspaces"): .status(404)
        default: Script.usual(request)
        }
      }
      try await withServer(server) { server in
        let workspaces = try await KonnectReader(Script.settings(server)).workspaces()
        #expect(workspaces == ["a", "b"])
      }
    }
  }

  @Test("what Konnect manages is not seen, nor what belongs to it")
  func managed() async throws {
    let server = try ScriptedServer { request, _ in
      switch request.path {
      case "\(Script.base)/services":
        .json(#"{"data":[{"id":"a","name":"a","tags":["konnect-managed"]},{"id":"b","name":"b"}],"offset":null}"#)
      case "\(Script.base)/routes":
        .json(#"{"data":[{"id":"r","service":{"id":"a"}},{"id":"q","service":{"id":"b"}}]}"#)
      case "\(Script.base)/plugins":
        .json(
          #"{"data":[{"id":"p","name":"cors","route":{"id":"r"}},{"id":"o","name":"cors"},"#
            + #"{"id":"m","name":"cors","tags":["konnect-managed-plugin"]}]}"#)
      case "\(Script.base)/consumers": .json(#"{"data":[{"id":"c","username":"c","tags":["konnect-managed"]}]}"#)
      default: Script.usual(request)
      }
    }
    try await withServer(server) { server in
      let state = try await KonnectReader(Script.settings(server)).state(in: Scope())
      #expect(state.all(.service).map(\.id) == ["b"])
      #expect(state.all(.route).map(\.id) == ["q"])
      #expect(state.all(.plugin).map(\.id) == ["o"])
      #expect(state.all(.consumer).map(\.id) == ["c"])
    }
  }

  @Test("paths of old where the described ones are not there: members within the group, costs by service, targets")
  func olderPaths() async throws {
    let server = try ScriptedServer { request, _ in
      switch request.path {
      case "\(Script.base)/consumer_groups": .json(#"{"data":[{"id":"g","name":"gold"}]}"#)
      case "\(Script.base)/consumer_groups/g":
        .json(#"{"consumer_group":{"id":"g"},"consumers":[{"id":"c"}],"plugins":[]}"#)
      case "\(Script.base)/consumers": .json(#"{"data":[{"id":"c","username":"c"}]}"#)
      case "\(Script.base)/services": .json(#"{"data":[{"id":"s","name":"s"}]}"#)
      case "\(Script.base)/services/s/graphql-rate-limiting-advanced/costs":
        .json(#"{"data":[{"id":"d","type_path":"Query.a"}]}"#)
      case "\(Script.base)/upstreams": .json(#"{"data":[{"id":"u","name":"u"}]}"#)
      case "\(Script.base)/upstreams/u/targets": .json(#"{"data":[{"id":"t","target":"a:80"}]}"#)
      case "\(Script.base)/consumer_groups/g/consumers", "\(Script.base)/graphql-rate-limiting-advanced/costs",
        "\(Script.base)/targets", "\(Script.base)/filter-chains":
        .status(404)
      default: Script.usual(request)
      }
    }
    try await withServer(server) { server in
      let state = try await KonnectReader(Script.settings(server)).state(in: Scope())
      #expect(state.all(.groupMember).map { $0.referenceID("consumer") } == ["c"])
      #expect(state.all(.costDecoration).map { $0.referenceID("service") } == ["s"])
      #expect(state.all(.target).map { $0.referenceID("upstream") } == ["u"])
      #expect(state.absent.contains(.filterChain) && !state.absent.contains(.target))
    }
  }

  @Test("where there is no list of services there is no control plane")
  func noControlPlane() async throws {
    let server = try ScriptedServer { request, _ in
      request.path.hasPrefix(Script.base) ? .status(404) : Script.usual(request)
    }
    try await withServer(server) { server in
      let error = await #expect(throws: TargetError.self) {
        try await KonnectReader(Script.settings(server)).state(in: Scope())
      }
      #expect(error?.description.contains("the control plane lists no") == true)
    }
  }

  @Test("defaults of kinds come from their JSON schemas, those of plugins from Lua's form, in the workspace")
  func schemas() async throws {
    let server = try ScriptedServer { request, _ in
      switch request.path {
      case "\(Script.base)/v1/schemas/json/service":
        .json(
          #"{"properties":{"retries":{"type":"integer","default":9},"host":{"type":"string"},"#
            + #""new":{"type":"string","default":"x"}}}"#)
      case "\(Script.base)/v1/schemas/json/hmac-auth":
        .json(#"{"properties":{"value":{"type":"object","properties":{"username":{"type":"string","enum":["u"]}}}}}"#)
      case "\(Script.base)/team/schemas/plugins/cors":
        .json(#"{"fields":[{"config":{"type":"record","fields":[{"max_age":{"type":"number","default":5}}]}}]}"#)
      default: Script.usual(request)
      }
    }
    try await withServer(server) { server in
      let reader = try KonnectReader(Script.settings(server), workspace: "team")
      let set = try await reader.schemas(
        kinds: [.service, .hmacAuth, .keyAuth], configurations: [["plugins", "cors"], ["vaults", "env"]])
      let service = set.entities["services"]?.root
      #expect(service?["retries"]?.defaultValue == 9 && service?["new"]?.defaultValue == "x")
      #expect(service?["connect_timeout"]?.defaultValue == 60000, "what is not told otherwise is as on a gateway")
      #expect(set.entities["hmacauth_credentials"]?.root["username"]?.attributes["one_of"] == ["u"])
      #expect(set.entities["keyauth_credentials"] != nil && set.configurations["vaults"]?["env"] != nil)
      #expect(set.plugins["cors"]?.config?.record?["max_age"]?.defaultValue == 5)
    }
  }

  @Test("details are told field by field, and a token that is quoted is not")
  func refusals() async throws {
    let server = try ScriptedServer { request, _ in
      switch request.method {
      case "PUT":
        .json(
          #"{"code":3,"message":"validation error","details":[{"type":"ERROR_TYPE_FIELD","#
            + #""field":"value.rsa_public_key","messages":["no key"]},{"type":"ERROR_TYPE_FIELD","#
            + #""field":"paths[1]","messages":["bad","worse"]}]}"#,
          status: 400)
      case _ where request.path.hasSuffix("/services"):
        .json(#"{"status":403,"title":"Forbidden","detail":"kpat-secret may not"}"#, status: 403)
      default: Script.usual(request)
      }
    }
    try await withServer(server) { server in
      let writer = try KonnectWriter(Script.settings(server))
      var change = Change(action: .create, kind: .service, label: "s", id: "a")
      change.fields = ["name": "s", "host": "h"]
      let refused = await #expect(throws: TargetError.self) {
        try await writer.write(EntityWrite(change, id: "a", ids: []))
      }
      guard case .refused(let refusal) = refused else { return #expect(Bool(false)) }
      #expect(
        refusal.faults.map { "\($0.path): \($0.message)" } == [
          "rsa_public_key: no key", "paths[1]: bad", "paths[1]: worse",
        ])
      #expect(refusal.reason == .invalid)
      let state = try await writer.reader.state(in: Scope(onlyCollections: ["services"]))
      #expect(state.unreadable[.service] == "status 403")
      let error = await #expect(throws: TargetError.self) {
        try await writer.reader.ask { (reader) async throws(AdminError) in _ = try await reader.get(["services"]) }
      }
      #expect(error?.description.hasPrefix("Konnect does not permit this (status 403): [masked] may not") == true)
    }
  }

  @Test(
    "an organization is asked of the global sibling; other addresses are their own",
    arguments: [
      ("https://eu.api.konghq.com", "https://global.api.konghq.com"),
      ("https://us.api.konghq.tech/", "https://global.api.konghq.tech"),
      ("https://us.svc.konghq.com/api/x", "https://global.svc.konghq.com/api/x"),
      ("http://127.0.0.1:8001", "http://127.0.0.1:8001"),
      ("https://proxy.example.com/us.api.konghq.com", "https://proxy.example.com/us.api.konghq.com"),
      ("https://evilapi.konghq.com", "https://evilapi.konghq.com"),
    ])
  func siblings(address: String, global: String) throws {
    let settings = KonnectSettings(
      connection: ConnectionSettings(address: address, version: "0"), controlPlane: "default")
    #expect(try settings.global().address == global)
  }

  @Test(
    "a token goes over https, or to this machine",
    arguments: [
      ("https://us.api.konghq.com", true), ("http://localhost:1", true), ("http://127.0.0.1", true),
      ("http://[::1]:80", true), ("http://us.api.konghq.com", false), ("http://127.evil.example", false),
      ("http://127.0.0.1.evil.example", false), ("https://user@us.api.konghq.com", false),
    ])
  func addresses(address: String, isFine: Bool) {
    let settings = KonnectSettings(
      connection: ConnectionSettings(address: address, version: "0"), controlPlane: "default")
    #expect(((try? settings.checkAddress()) != nil) == isFine)
  }

  @Test("neither a redirect nor `next` leads a token elsewhere")
  func elsewhere() async throws {
    try await withServer(try ScriptedServer { request, _ in Script.usual(request) }) { other in
      let server = try ScriptedServer { request, _ in
        switch request.path {
        case "\(Script.base)/services":
          .json(#"{"data":[],"next":"\#(other.address)/steal"}"#)
        case "\(Script.base)/v1/schemas/json/service": .answer(302, [("Location", "\(other.address)/steal")], "")
        default: Script.usual(request)
        }
      }
      try await withServer(server) { server in
        let reader = try KonnectReader(Script.settings(server))
        _ = try await reader.state(in: Scope())
        await #expect(throws: TargetError.self) {
          try await reader.schemas(kinds: [.service], configurations: [])
        }
        #expect(other.requests.isEmpty)
      }
    }
  }
}
