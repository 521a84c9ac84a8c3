extension EditingCase {
  private static let state = """
    services:
    - name: orders   # taken by phone
      host: orders.test
      # in milliseconds
      read_timeout: 1000
      tags: [a]

    """

  private static func patch(_ values: String..., selector: String = "$.services[*]") -> [String] {
    ["patch", "--selector", selector] + values.flatMap { ["--value", $0] }
  }

  private static func file(_ text: String) -> [String: String] { ["p.yaml": text] }

  static let patches: [EditingCase] = [
    EditingCase(
      name: "changes the lines of its field", arguments: patch("read_timeout:2000"), input: state,
      output: state.replacing("1000", with: "2000")),
    EditingCase(
      name: "sets, adds and removes", arguments: patch(#"host: "x: y""#, "retries:3", "read_timeout:"), input: state,
      output: """
        services:
        - name: orders   # taken by phone
          host: 'x: y'
          tags: [a]
          retries: 3

        """),
    EditingCase(
      name: "removes what it sets and removes", arguments: patch("host:1", "host:"),
      input: "services: [{host: x, a: 1}]\n",
      output: "services: [{a: 1}]\n"),
    EditingCase(
      name: "takes a key as it stands", arguments: patch(" a :1", ":2"), input: "services: [{b: 1}]\n",
      output: "services: [{b: 1, ' a ': 1, \"\": 2}]\n"),
    EditingCase(
      name: "sets null", arguments: patch("host:null"), input: "services: [{host: x}]\n",
      output: "services: [{host: null}]\n"),
    EditingCase(
      name: "appends to lists once",
      arguments: ["patch", "--selector", "$..tags", "--selector", "$.services[0].tags"]
        + ["--value", #" ["b", "c"] "#], input: state, output: state.replacing("[a]", with: "[a, b, c]")),
    EditingCase(
      name: "does both with both",
      arguments: ["patch", "--selector", "$..tags", "--selector", "$.services[0]"]
        + ["--value", #"["b"]"#, "--value", "read_timeout:1"], input: state,
      output: state.replacing("[a]", with: "[a, b]").replacing("1000", with: "1")),
    EditingCase(
      name: "changes a node before what holds it", arguments: patch(#"a:{"b":1}"#, selector: "$..*"),
      input: "x: {a: {c: 1}}\n", output: "x: {a: {b: 1}}\n"),
    EditingCase(
      name: "leaves what is neither", arguments: patch("a:1", selector: "$..name"), input: state, output: state),
    EditingCase(
      name: "keeps big numbers", arguments: patch("a:123456789012345678901234567890", selector: "$"),
      input: "b: 9007199254740993\n", output: "b: 9007199254740993\na: 123456789012345678901234567890\n"),
    EditingCase(
      name: "tells why a value has no meaning", arguments: patch("host:x", "host", "[1"), input: state,
      says: """
        error: --value 'host' has no meaning: it is neither KEY:JSON nor a list in JSON
        """),
    EditingCase(
      name: "wants quotation marks around texts", arguments: patch("host:orders.test"), input: state,
      says: "hint: a text needs quotation marks: host:\"…\""),
    EditingCase(
      name: "works through files in order", arguments: ["patch", "p.yaml", "q.json"], input: state,
      files: [
        "p.yaml": "patches:\n- selectors: ['$.services[*]']\n  values: {retries: 1}\n- values: {a: 1}\n",
        "q.json":
          #"{"patches": [{"selectors": ["$.services[?@.retries==1]"], "remove": ["retries", "tags", "tags"]}]}"#,
      ],
      output: """
        services:
        - name: orders   # taken by phone
          host: orders.test
          # in milliseconds
          read_timeout: 1000
        a: 1

        """),
    EditingCase(
      name: "tells all faults of a file", arguments: ["patch", "p.yaml"], input: state,
      files: file(
        """
        patches:
        - selectors: []
          values: {a: 1}
        - selectors: $
          values: x
        - values: {a: 1}
          remove: [a]
        - remove: a
        - opertions: []
          vales: {}

        """),
      says: """
        p.yaml:2:14: error: patches[0].selectors is empty
          hint: leave it out to change the document itself, or name what is to be changed
        p.yaml:4:14: error: patches[1].selectors is a string where a list is expected
        p.yaml:5:11: error: patches[1].values is neither a mapping nor a list
        p.yaml:7:12: error: patches[2] sets and removes 'a' at the same time
          p.yaml:6:12: it is set here
        p.yaml:8:11: error: patches[3].remove is a string where a list is expected
        p.yaml:9:3: error: patches[4] has the unknown key 'opertions'
          hint: a patch has selectors, values, remove
        """),
    EditingCase(
      name: "tells what has no effect", arguments: ["patch", "p.yaml"], input: state,
      files: file("patches: [1, {selectors: [2], values: {a: 1}}, {selectors: [$..tags], values: [b], remove: [c]}]\n"),
      output: state.replacing("[a]", with: "[a, b]"),
      says: "p.yaml:1:27: warning: patches[1].selectors[0] is no text and has no effect"),
    EditingCase(
      name: "may set what else is left out", arguments: ["patch", "p.yaml"], input: "_ignore: [1]\na: 1\n",
      files: file("patches: [{values: {_ignore: [2]}}]\n"), output: "a: 1\n_ignore: [2]\n"),
    EditingCase(
      name: "takes files or flags", arguments: ["patch", "p.yaml", "--selector", "$", "--value", "a:1"], input: state,
      files: file("patches: []\n"), says: "error: files of patches exclude --selector and --value"),
    EditingCase(
      name: "needs both flags", arguments: ["patch", "--value", "a:1"], input: state,
      says: "error: --value is given without --selector"),
    EditingCase(
      name: "has no use for the settings of the connection", arguments: patch("a:1", selector: "$"), input: "b: 1\n",
      environment: ["DECK_KONG_ADDR": "http://[::1"], output: "b: 1\na: 1\n"),
    EditingCase(
      name: "reads standard input once", arguments: ["patch", "-"], input: "patches: []\n",
      says: "error: standard input is named twice, and can be read once"),
  ]
}
