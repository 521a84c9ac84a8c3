import Documents

extension RecordedVerb {
  /// The verbs that turn files into other forms.
  static let exports: [RecordedVerb] = [
    RecordedVerb(
      name: "ai2kong",
      different: [
        "gemini format": .changed(batchesBelowTheBase), "provider options by type": .changed(batchesBelowTheBase),
        "target without provider": .failure, "mcp servers": .failure,
        "mcp access on the server and on tools": .changed {
          $0.replacing(
            "          - gold\n          - silver\n          - gold\n", with: "          - gold\n          - silver\n")
        },
      ]),
    RecordedVerb(
      name: "kong2kic",
      different: Dictionary(
        uniqueKeysWithValues: variants("plugins", also: "class name").map { ($0, .changed(pluginOfItsConsumer)) }
          + variants("consumers").map { ($0, .changed(secretsOfTheirOwn)) } + [
            ("format unknown", .failure), ("output file without extension", .file("out")),
            ("output file without extension, ingress v2 json", .file("out")),
            (
              "names slugged and shortened",
              .changed {
                $0.replacing("- name: __Über Größe & co @ home__x\n", with: "- name: uber-grosse-and-co-at-home--x\n")
              }
            ), ("plugin by service id", .output(byID)),
            (
              "consumers with groups only",
              .changed { $0.replacing("kind: KongConsumer\n", with: "kind: KongConsumer\nconsumerGroups: [gold]\n") }
            ),
          ])),
    RecordedVerb(name: "kong2tf", different: resources) {
      // Terraform doesn't mind how it is laid out.
      $0.split(whereSeparator: \.isWhitespace) == $1.split(whereSeparator: \.isWhitespace)
    },
  ]

  private static let batchesBelowTheBase: @Sendable (String) -> String = {
    $0.replacing("/aiv1beta/batches", with: "/ai/v1beta/batches")
  }

  /// The names of the cases of a state in all forms.
  private static func variants(_ state: String, also others: String...) -> [String] {
    let plugins = [
      "gateway, v3, yaml", "gateway, v3, json", "gateway, v2, yaml", "ingress, v3, yaml", "ingress, v3, json",
      "ingress, v2, yaml",
    ]
    let further = state == "consumers" ? ["gateway, v2, json", "ingress, v2, json"] : []
    return (plugins + further).map { "\(state), \($0)" } + others
  }

  /// Changes documents where they are.
  private static func edit(_ text: String, _ change: (inout [Node]) -> Void) -> String {
    var nodes = documents(text) ?? []
    change(&nodes)
    return nodes.map { String(decoding: YAMLWriter.write($0), as: UTF8.self) + "---\n" }.joined()
  }

  /// A plugin for a consumer is one of the consumer and not for everything.
  private static let pluginOfItsConsumer: @Sendable (String) -> String = { text in
    edit(text) { nodes in
      guard let wrong = nodes.firstIndex(where: { $0["plugin"] == "request-termination" }),
        let before = nodes.firstIndex(where: { $0["metadata"]?["name"] == "storefront-rate-limiting" })
      else { return }
      var plugin = nodes.remove(at: wrong)
      plugin.set("kind", to: "KongPlugin")
      plugin.set("metadata", "name", to: "storefront-request-termination")
      nodes.insert(plugin, at: before + 1)
      for index in nodes.indices where nodes[index]["kind"] == "KongConsumer" {
        nodes[index].set(
          "metadata", "annotations", "konghq.com/plugins",
          to: "storefront-rate-limiting,storefront-request-termination")
      }
    }
  }

  /// The second credential of a kind has a secret of another name.
  private static let secretsOfTheirOwn: @Sendable (String) -> String = { text in
    edit(text) { nodes in
      var seen: Set<String> = []
      var names: [Node] = []
      for index in nodes.indices where nodes[index]["kind"] == "Secret" {
        guard var name = nodes[index]["metadata"]?["name"]?.string else { continue }
        if !seen.insert(name).inserted { name += "-2" }
        nodes[index].set("metadata", "name", to: Node(.string(name)))
        names.append(Node(.string(name)))
      }
      for index in nodes.indices where nodes[index]["kind"] == "KongConsumer" {
        nodes[index].set("credentials", to: Node(.array(names)))
      }
    }
  }

  private static let byID = """
    apiVersion: configuration.konghq.com/v1
    config: null
    kind: KongPlugin
    metadata: {annotations: {kubernetes.io/ingress.class: kong}, name: a-cors}
    plugin: cors
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: a-r}
    spec:
      parentRefs: [{name: kong}]
      rules: [{backendRefs: [{name: a}], matches: [{path: {type: PathPrefix, value: /r}}]}]
    ---
    apiVersion: v1
    kind: Service
    metadata: {annotations: {konghq.com/plugins: a-cors}, name: a}
    spec: {externalName: h, type: ExternalName}
    """
}

extension Node {
  /// Sets the last of the keys below the others, in mappings that are there.
  fileprivate mutating func set(_ path: String..., to value: Node) { set(path[...], value) }

  private mutating func set(_ path: ArraySlice<String>, _ value: Node) {
    guard let key = path.first, var object = takeObject() else { return }
    if path.count == 1 {
      object[key] = value
    } else {
      object[key]?.set(path.dropFirst(), value)
    }
    self.value = .object(object)
  }
}
