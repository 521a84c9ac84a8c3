extension EditingCase {
  private static let state = """
    # the shop
    services:
    - name: orders   # taken by phone
      host: orders.test
      routes:
      - name: list
    - name: stock
      host: stock.test
      plugins:
      - name: cors   # for the app
        config: {credentials: true}

    """

  static let plugins: [EditingCase] = [
    EditingCase(
      name: "puts plugins at the top", arguments: ["add-plugins", "--config", "name: prometheus"],
      input: "a: 1 # kept\n", output: "a: 1 # kept\nplugins:\n- name: prometheus\n"),
    EditingCase(
      name: "gives them to what is selected, and leaves what is there",
      arguments: ["add-plugins", "--selector", "services[*]", "--config", #"{"name": "cors"}"#], input: state,
      output: state.replacing("  - name: list\n", with: "  - name: list\n  plugins:\n  - name: cors\n")),
    EditingCase(
      name: "overwrites what it is told to, and what stays equal stays as it is",
      arguments: [
        "add-plugins", "--selector", "$.services[1]", "--overwrite", "--config",
        #"{"name": "cors", "config": {"credentials": false}}"#,
      ], input: state, output: state.replacing("{credentials: true}", with: "{credentials: false}")),
    EditingCase(
      name: "compares scopes at the top, written either way",
      arguments: [
        "add-plugins", "--overwrite", "--config", #"{"name": "acl", "consumer": {"username": "ann"}, "config": 2}"#,
      ],
      input: "plugins:\n- {name: acl, config: 1}\n- {name: acl, consumer: ann, config: 1}\n",
      output: "plugins:\n- {name: acl, config: 1}\n- {name: acl, consumer: {username: ann}, config: 2}\n"),
    EditingCase(
      name: "refuses scopes below the top",
      arguments: ["add-plugins", "--selector", "$.services[*]", "--config", #"{"name": "acl", "consumer": "ann"}"#],
      input: state,
      says: "--config 1:1:17: error: plugin 'acl' names a consumer, which only one of the top-level list may do"),
    EditingCase(
      name: "takes files in order, after the flags",
      arguments: ["add-plugins", "--config", "name: a", "1.yaml", "2.json"],
      input: "x: 1\n",
      files: [
        "1.yaml": "add-plugins:\n- plugins: [{name: a, config: 1}, {name: b}]\n  overwrite: true\n",
        "2.json": #"{"add-plugins": [{"selectors": ["$.plugins[0]"], "plugins": [{"name": "c"}]}]}"#,
      ],
      output: "x: 1\nplugins:\n- name: a\n  config: 1\n  plugins:\n  - name: c\n- {name: b}\n"),
    EditingCase(
      name: "tells all faults of a file with their places", arguments: ["add-plugins", "p.yaml"], input: "x: 1\n",
      files: [
        "p.yaml":
          "_format_version: 1.0\nadd-plugins:\n- selectors: $\n- plugins: {name: a}\n- overwrite: maybe\n- selectors: ['$.[']\n"
      ],
      says: """
        p.yaml:1:18: error: '_format_version' is a text of the form "x.y"
          hint: put it into quotation marks: "1.0"
        p.yaml:3:14: error: add-plugins[0].selectors is a string where a list is expected
        p.yaml:4:12: error: add-plugins[1].plugins is a mapping where a list is expected
        p.yaml:5:14: error: add-plugins[2].overwrite is true or false
        p.yaml:6:15: error: '$.[' is no JSONPath
        """),
    EditingCase(
      name: "tells what has no effect", arguments: ["add-plugins", "p.yaml"], input: "x: 1\n",
      files: ["p.yaml": "add-plugins:\n- cors\n- plugins: [cors]\n"], output: "x: 1\n",
      says: "p.yaml:2:3: warning: add-plugins[0] is a string and has no effect"),
    EditingCase(
      name: "needs plugins for its selectors", arguments: ["add-plugins", "--selector", "$"], input: "x: 1\n",
      says: "error: --selector is given without --config"),
    EditingCase(
      name: "writes the top of several documents once", arguments: ["add-plugins", "--config", "name: a"],
      input: "x: 1\n---\ny: 2\n", output: "x: 1\nplugins:\n- name: a\n---\ny: 2\n"),
    EditingCase(
      name: "writes JSON where JSON was read", arguments: ["add-plugins", "--config", "name: a"],
      input: "{\n    \"x\": 1.50\n}\n",
      output: "{\n    \"x\": 1.50,\n    \"plugins\": [\n        {\n            \"name\": \"a\"\n        }\n    ]\n}\n"),
    EditingCase(
      name: "writes YAML of JSON where asked to", arguments: ["add-plugins", "--format", "yaml"],
      input: #"{"x": {"z": [1, "2"]}}"#, output: "x:\n  z:\n  - 1\n  - \"2\"\n"),
    EditingCase(
      name: "sorts keys in decK's style", arguments: ["add-plugins", "--sort-keys"],
      input: "b: {d: [1], c: 2} # two\na: yes\n", output: "a: true\nb:\n  c: 2\n  d:\n  - 1\n"),
    EditingCase(
      name: "leaves expressions in every place", arguments: ["add-plugins", "--config", #"{"name": "a"}"#],
      input: "${{ env \"DECK_K\" }}: [${{ env \"DECK_A\" }}, \"x-${{ env \"DECK_B\" }}\"]\n",
      output: "${{ env \"DECK_K\" }}: [${{ env \"DECK_A\" }}, \"x-${{ env \"DECK_B\" }}\"]\nplugins:\n- name: a\n"),
    EditingCase(
      name: "leaves out what tools write for themselves", arguments: ["add-plugins"],
      input: "_ignore: [1]\nx: {_ignore: 2}\n", output: "x: {_ignore: 2}\n"),
    EditingCase(
      name: "looks at the settings of the connection", arguments: ["add-plugins"], input: "x: 1\n",
      environment: ["DECK_KONG_ADDR": "http://[::1"], says: "the Admin API address 'http://[::1'"),
  ]
}
