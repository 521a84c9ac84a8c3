extension EditingCase {
  private static let deck = """
    consumer_groups:
    - name: gold   # the best
      plugins:
      - name: acl
    consumers:
    - username: ann
      groups:
      - name: gold
    plugins:
    - name: cors
      partials:
      - name: redis
        path: config.redis
    partials:
    - name: redis

    """
  private static let dbless = """
    consumer_groups:
    - name: gold   # the best
    consumers:
    - username: ann
    plugins:
    - name: cors
    partials:
    - name: redis
    consumer_group_plugins:
    - name: acl
      consumer_group: gold
    consumer_group_consumers:
    - consumer: ann
      consumer_group: gold
    plugins_partials:
    - plugin: cors
      partial: redis
      path: config.redis

    """

  private static func form(
    _ name: String, _ direction: String, _ input: String, output: String? = nil, says: String? = nil
  ) -> EditingCase {
    EditingCase(name: name, arguments: ["format", direction, "-"], input: input, output: output, says: says)
  }

  static let forms: [EditingCase] = [
    form("unties", "dbless", deck, output: dbless),
    form("ties", "deck", dbless, output: deck),
    form("leaves what has nothing tied", "dbless", "a:   1 # one\n", output: "a:   1 # one\n"),
    form(
      "moves partials of nested plugins", "dbless",
      "services: [{name: s, routes: [{name: r, plugins: [{name: p, id: x, partials: [{id: z}]}]}]}]\n",
      output:
        "services: [{name: s, routes: [{name: r, plugins: [{name: p, id: x}]}]}]\nplugins_partials:\n- plugin: x\n  partial: z\n"
    ),
    form(
      "appends to lists that are there", "dbless",
      "consumer_groups: [{name: g, plugins: [{name: a}]}]\nconsumer_group_plugins:\n- {name: b, consumer_group: g}\n",
      output:
        "consumer_groups: [{name: g}]\nconsumer_group_plugins:\n- {name: b, consumer_group: g}\n- {name: a, consumer_group: g}\n"
    ),
    form(
      "names a member by its id where there is no name", "dbless", "consumers: [{id: i, groups: [{name: g}]}]\n",
      output: "consumers: [{id: i}]\nconsumer_group_consumers:\n- consumer: i\n  consumer_group: g\n"),
    form(
      "tells what cannot be named", "dbless",
      "consumer_groups: [{id: x}]\nconsumers: [{custom_id: c, groups: [{name: g}]}, {username: u, groups: [{id: y}]}]\n",
      says: "'consumers[0]' is in groups and has neither 'username' nor 'id'"),
    form(
      "tells what is tied to nothing", "deck",
      """
      consumer_groups: [{name: gold}]
      consumer_group_plugins: [{name: acl, consumer_group: gould}]
      consumer_group_consumers: [{consumer: ann, consumer_group: gold}]
      plugins_partials: [{plugin: cors, partial: redis}, {partial: redis}]

      """,
      says: """
        -:2:54: error: 'consumer_group_plugins[0]' belongs to the consumer group 'gould', which the file does not have
          hint: did you mean 'gold'?
        -:3:39: error: 'consumer_group_consumers[0]' is about the consumer 'ann', which the file does not have
        -:4:29: error: 'plugins_partials[0]' is about the plugin 'cors', which the file does not have
        -:4:52: error: 'plugins_partials[1].plugin' has to be a text
        """),
    form(
      "refuses both lists of a group", "deck",
      "consumer_groups: [{name: g, plugins: [{name: a}], consumer_group_plugins: [{name: b}]}]\n",
      says: "error: 'consumer_groups[0]' has both 'consumer_group_plugins' and 'plugins'"),
    form(
      "refuses what is no list", "dbless", "plugins: {a: 1}\n",
      says: "-:1:10: error: 'plugins' is a mapping where a list is expected"),
    form("knows two forms", "DECK", "a: 1\n", says: "error: there is no form 'DECK'"),
    EditingCase(
      name: "has no variable of decK's for its notation", arguments: ["format", "deck", "-"], input: "a: 1\n",
      environment: ["DECK_FORMAT": "json"], output: "a: 1\n"),
  ]
}
