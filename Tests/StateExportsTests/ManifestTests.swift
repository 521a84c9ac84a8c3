import Diagnostics
import Documents
import Testing

@testable import StateExports

/// A state as manifests for Kubernetes.
@Suite struct ManifestTests {
  @Test func aServiceOutsideIsAnExternalName() throws {
    let manifests = try Manifests(
      """
      services:
      - {name: Orders_Svc, url: "https://orders.example/v1", retries: 3, read_timeout: 10, tags: [a, b], client_certificate: c}
      - {name: dns, host: 10.0.0.1, protocol: udp, port: 53}
      - {name: bare}
      """)
    let expected = try yaml(
      """
      - apiVersion: v1
        kind: Service
        metadata:
          name: orders-svc
          annotations:
            konghq.com/protocol: https
            konghq.com/path: /v1
            konghq.com/retries: "3"
            konghq.com/read-timeout: "10"
            konghq.com/tags: a,b
            konghq.com/client-cert: c
        spec: {type: ExternalName, externalName: orders.example, ports: [{protocol: TCP, port: 443, targetPort: 443}]}
      - apiVersion: v1
        kind: Service
        metadata: {name: dns, annotations: {konghq.com/protocol: udp}}
        spec: {type: ExternalName, externalName: 10.0.0.1, ports: [{protocol: UDP, port: 53, targetPort: 53}]}
      - {apiVersion: v1, kind: Service, metadata: {name: bare}, spec: {selector: {app: bare}}}
      """)
    #expect(Node(.array(manifests.all)) == expected)
    #expect(manifests.messages == [])
  }

  private static let balanced = """
    services: [{name: s, host: U.example}]
    upstreams:
    - name: u.EXAMPLE
      algorithm: consistent-hashing
      slots: 10
      hash_on: header
      hash_on_header: X
      hash_fallback: query_arg
      hash_fallback_query_arg: q
      host_header: h
      healthchecks: {active: {http_path: /h, headers: {X-Under_score: [a]}, unhealthy: {tcp_failures: 1}}}
    """

  @Test func anUpstreamIsAPolicyOfItsService() throws {
    let manifests = try Manifests(Self.balanced)
    #expect(
      try manifests.of("KongUpstreamPolicy").first
        == yaml(
          """
          apiVersion: configuration.konghq.com/v1beta1
          kind: KongUpstreamPolicy
          metadata: {name: s-upstream}
          spec:
            algorithm: consistent-hashing
            slots: 10
            hashOn: {input: header, header: X}
            hashOnFallback: {input: query_arg, queryArg: q}
            healthchecks:
              threshold: 0
              active: {httpPath: /h, headers: {X-Under_score: [a]}, unhealthy: {tcpFailures: 1}}
          """))
    let service = manifests.of("Service").first
    #expect(service?["metadata"]?["annotations"]?["konghq.com/upstream-policy"] == "s-upstream")
    #expect(service?["spec"]?["selector"]?["app"] == "s" && service?["spec"]?["externalName"] == nil)
  }

  @Test func anUpstreamIsAnOverrideInVersionTwo() throws {
    let manifests = try Manifests(Self.balanced, KICOptions(version: .two, className: "mine"))
    let ingress = manifests.of("KongIngress").first
    #expect(ingress?["metadata"]?["annotations"]?["kubernetes.io/ingress.class"] == "mine")
    #expect(ingress?["upstream"]?["hash_fallback_query_arg"] == "q" && ingress?["upstream"]?["host_header"] == "h")
    #expect(ingress?["upstream"]?["healthchecks"]?["active"]?["http_path"] == "/h")
    #expect(
      manifests.of("Service").first?["metadata"]?["annotations"]?["konghq.com/override"] == "s-upstream")
  }

  private static let routed = """
    services:
    - name: my svc
      host: h
      port: 80
      routes:
      - name: r_1
        hosts: [a.example]
        paths: [/p, ~/q$]
        methods: [GET, PUT]
        headers: {x-b: ['~*^v'], X-A: [one, two]}
        strip_path: false
        protocols: [https]
        plugins: [{name: cors}]
      - {name: hosts, hosts: [b.example]}
      - {id: 10000000-0000-4000-8000-000000000001, paths: [/unnamed]}
    """

  @Test func aRouteHasARuleForEachPathAndMethod() throws {
    let manifests = try Manifests(Self.routed)
    let route = manifests.of("HTTPRoute").first
    #expect(route?["apiVersion"] == "gateway.networking.k8s.io/v1")
    #expect(route?["metadata"]?.text("name") == "my-svc-r-1")
    #expect(try route?["metadata"]?["annotations"] == yaml("{konghq.com/strip-path: 'false'}"))
    #expect(try route?["spec"]?["hostnames"] == yaml("[a.example]"))
    let rules = route?["spec"]?.items("rules") ?? []
    let matches: [[String?]] = rules.map { rule in
      let match = rule.items("matches").first
      return [match?["path"]?.text("type"), match?["path"]?.text("value"), match?.text("method")]
    }
    #expect(
      matches == [
        ["PathPrefix", "/p", "GET"], ["PathPrefix", "/p", "PUT"], ["RegularExpression", "/q$", "GET"],
        ["RegularExpression", "/q$", "PUT"],
      ])
    #expect(
      try rules.first
        == yaml(
          """
          backendRefs: [{name: my-svc, port: 80}]
          filters: [{type: ExtensionRef, extensionRef: {group: configuration.konghq.com, kind: KongPlugin, name: my-svc-r-1-cors}}]
          matches:
          - path: {type: PathPrefix, value: /p}
            method: GET
            headers: [{name: X-A, type: Exact, value: "one,two"}, {name: x-b, type: RegularExpression, value: ^v}]
          """))
    #expect(
      manifests.messages == [
        "15 route 'hosts' has neither paths nor methods, and gets no rule", "16 a route without a name is left out",
      ])
    let old = try Manifests(Self.routed, KICOptions(version: .two))
    #expect(old.of("HTTPRoute").first?["apiVersion"] == "gateway.networking.k8s.io/v1beta1")
  }

  @Test func anIngressHasAPathForEachHostAndPath() throws {
    let manifests = try Manifests(Self.routed, KICOptions(usesIngress: true, className: "inner"))
    let ingress = manifests.of("Ingress").first
    #expect(
      try ingress?["metadata"]?["annotations"]
        == yaml(
          """
          konghq.com/strip-path: "false"
          konghq.com/protocols: https
          konghq.com/methods: GET,PUT
          konghq.com/headers.x-b: ~*^v
          konghq.com/headers.X-A: one,two
          konghq.com/plugins: my-svc-r-1-cors
          """))
    let backend = "{service: {name: my-svc, port: {number: 80}}}"
    #expect(
      try ingress?["spec"]
        == yaml(
          """
          ingressClassName: inner
          rules:
          - host: a.example
            http:
              paths:
              - {path: /p, pathType: ImplementationSpecific, backend: \(backend)}
              - {path: /~/q$, pathType: ImplementationSpecific, backend: \(backend)}
          """))
    #expect(try manifests.of("Ingress").last?["spec"]?["rules"] == yaml("[{host: b.example, http: {paths: []}}]"))
  }

  @Test func pluginsGoToWhatTheyAreFor() throws {
    let manifests = try Manifests(
      """
      services:
      - {name: s, id: 10000000-0000-4000-8000-000000000001, host: h, routes: [{name: r, paths: [/]}]}
      consumers: [{username: c}]
      consumer_groups: [{name: g, plugins: [{name: acl, config: {allow: [x]}, tags: [t]}]}]
      plugins:
      - {name: cors, service: 10000000-0000-4000-8000-000000000001, enabled: false, run_on: first, protocols: [http]}
      - {name: acl, route: r, ordering: {before: {access: [cors]}}}
      - {name: jwt, consumer: c}
      - {name: rate-limiting, service: s, consumer: c}
      - {name: session, consumer_group: g}
      - {name: prometheus, tags: [g]}
      - {name: cors, service: nobody}
      """)
    #expect(
      manifests.names("KongPlugin") == [
        "s-cors", "s-rate-limiting", "s-r-acl", "c-jwt", "g-acl", "g-session",
      ])
    #expect(manifests.names("KongClusterPlugin") == ["prometheus"])
    func plugins(_ kind: String) -> String? {
      manifests.of(kind).first?["metadata"]?["annotations"]?.text("konghq.com/plugins")
    }
    #expect(plugins("Service") == "s-cors,s-rate-limiting")
    #expect(plugins("KongConsumer") == "c-jwt,s-rate-limiting", "what is for both is one object that both name")
    #expect(plugins("KongConsumerGroup") == "g-acl,g-session")
    #expect(
      try manifests.of("KongPlugin").first
        == yaml(
          """
          apiVersion: configuration.konghq.com/v1
          kind: KongPlugin
          metadata: {name: s-cors, annotations: {kubernetes.io/ingress.class: kong}}
          plugin: cors
          config: null
          disabled: true
          run_on: first
          protocols: [http]
          """))
    #expect(
      manifests.messages == ["13 plugin 'cors' refers to service 'nobody', which no file has, and is left out"])
  }

  @Test func eachCredentialIsASecretOfItsOwn() throws {
    let state = """
      consumers:
      - username: a
        groups: [{name: left}]
        keyauth_credentials: [{key: one}, {key: two}]
        oauth2_credentials: [{name: n, client_id: i, client_secret: s, hash_secret: true}]
        mtls_auth_credentials: [{id: 10000000-0000-4000-8000-000000000001, subject_name: cn, ca_certificate: {id: x}}]
      - {username: a-2, keyauth_credentials: [{key: three}]}
      - {custom_id: nameless}
      consumer_groups: [{name: right side, consumers: [{username: a}]}, {name: left}]
      """
    let manifests = try Manifests(state)
    #expect(
      manifests.names("Secret") == ["key-auth-a", "key-auth-a-2", "oauth2-a", "mtls-auth-a", "key-auth-a-2-2"])
    let consumer = manifests.of("KongConsumer").first
    #expect(
      try consumer?["credentials"] == yaml("[key-auth-a, key-auth-a-2, oauth2-a, mtls-auth-a]"))
    #expect(try consumer?["consumerGroups"] == yaml("[right-side, left]"))
    #expect(
      try manifests.of("Secret")[2]
        == yaml(
          """
          apiVersion: v1
          kind: Secret
          type: Opaque
          metadata:
            name: oauth2-a
            annotations: {kubernetes.io/ingress.class: kong}
            labels: {konghq.com/credential: oauth2}
          stringData: {name: n, client_id: i, client_secret: s, hash_secret: "true"}
          """))
    #expect(manifests.messages == ["9 a consumer without a username is left out"])
    let old = try Manifests(state, KICOptions(version: .two)).of("Secret").first
    #expect(try old?["stringData"] == yaml("{key: one, kongCredType: key-auth}"))
    #expect(old?["metadata"]?["labels"] == nil)
  }

  @Test func whatKubernetesCannotTakeIsTold() throws {
    let left = try Manifests("vaults: [{name: env, prefix: e}]\nroutes: [{name: r, paths: [/]}]\n")
    #expect(left.all.isEmpty)
    #expect(
      left.messages == [
        "3 route 'r' has no service and is left out",
        "2 'vaults' have no counterpart for the ingress controller and are left out",
      ])
    let port = try Manifests("services: [{name: a, host: h, port: 70000}]")
    #expect(port.all.isEmpty && port.messages == ["2 the port 70000 is none: it lies between 0 and 65535"])
  }

  /// A text, and the name that it gives.
  @Test(arguments: [
    ("Orders_Svc", "orders-svc"), ("__Über Größe & co @ home__x", "uber-grosse-and-co-at-home--x"),
    ("don't \"quote\"", "dont-quote"), ("-a--b-", "a-b"), ("a.b/c", "a-b-c"), ("Привет", "privet"),
    ("θάλασσα", "thalassa"), ("a__b", "a--b"),
    (String(repeating: "x", count: 63), String(repeating: "x", count: 63)),
    (
      String(repeating: "ab-", count: 22),
      String(repeating: "ab-", count: 14) + "a" + "e301e550a7"
    ),
  ]) func namesFitKubernetes(_ text: String, _ name: String) {
    #expect(KubernetesName.slug(text) == name)
  }
}
