extension EditingCase {
  private static let one = """
    # the first
    _format_version: "3.0"
    services:
    - name: orders   # one
      host: one.test

    """
  private static let two = """
    _format_version: "3.2"
    # of the second
    services:
    - name: orders   # two
      host: two.test
    - name: stock
    consumers: [{username: ann}]

    """

  private static func merge(
    _ name: String, _ more: [String] = [], _ first: String = one, _ second: String = two, output: String? = nil,
    says: String? = nil, environment: [String: String] = [:]
  ) -> EditingCase {
    EditingCase(
      name: name, arguments: ["merge", "1.yaml", "2.yaml"] + more, files: ["1.yaml": first, "2.yaml": second],
      environment: environment, output: output, says: says)
  }

  private static let both = """
    2.yaml:4:3: DEGREE: service orders is in two files
      1.yaml:4:3: it is here as well
    """

  static let merges: [EditingCase] = [
    merge(
      "joins lists, and tells both places of an entity",
      output: """
        # the first
        _format_version: "3.2"
        services:
        - name: orders   # one
          host: one.test
        - name: orders   # two
          host: two.test
        - name: stock
        consumers: [{username: ann}]

        """, says: both.replacing("DEGREE", with: "warning")),
    merge(
      "keeps the first", ["--on-duplicate", "first"],
      output: """
        # the first
        _format_version: "3.2"
        services:
        - name: orders   # one
          host: one.test
        - name: stock
        consumers: [{username: ann}]

        """),
    merge(
      "keeps the last", ["--on-duplicate=LAST"],
      output: """
        # the first
        _format_version: "3.2"
        services:
        - name: orders   # two
          host: two.test
        - name: stock
        consumers: [{username: ann}]

        """),
    merge(
      "refuses an entity in two files", ["--on-duplicate", "error"], says: both.replacing("DEGREE", with: "error")),
    merge(
      "knows no other way", ["--on-duplicate", "any"], says: "error: --on-duplicate is one of error, first, last, keep"),
    merge(
      "finds entities wherever they stand", [],
      "services: [{name: s, plugins: [{name: cors}], routes: [{name: r}]}]\nconsumers: [{username: ann, acls: [{group: g}]}]\n",
      "plugins: [{name: cors, service: {name: s}}]\nroutes: [{name: r}]\nacls: [{group: g, consumer: ann}]\n",
      output:
        "services: [{name: s, plugins: [{name: cors}], routes: [{name: r}]}]\nconsumers: [{username: ann, acls: [{group: g}]}]\n"
        + "plugins: [{name: cors, service: {name: s}}]\nroutes: [{name: r}]\nacls: [{group: g, consumer: ann}]\n",
      says: """
        2.yaml:1:11: warning: plugin cors for service s is in two files
          1.yaml:1:32: it is here as well
        """),
    merge(
      "drops the nested one where it is the one to go", ["--on-duplicate", "last"],
      "services: [{name: s, routes: [{name: r}, {name: q}]}]\n", "routes: [{name: r, service: s}]\n",
      output: "services: [{name: s, routes: [{name: q}]}]\nroutes: [{name: r, service: s}]\n"),
    merge(
      "does not mix up equal names of different owners", [], "plugins: [{name: cors, service: a}, {name: cors}]\n",
      "plugins: [{name: cors, service: b}, {name: cors, route: a}]\n",
      output:
        "plugins: [{name: cors, service: a}, {name: cors}, {name: cors, service: b}, {name: cors, route: a}]\n"),
    merge(
      "replaces what is no list, and tells so", [], "_info: {select_tags: [a]}\nroutes: [{name: r}]\n",
      "_info: {select_tags: [b]}\nroutes:\n", output: "_info: {select_tags: [b]}\nroutes: null\n",
      says: """
        2.yaml:1:1: warning: '_info' takes the place of the one in the files before
          1.yaml:1:8: it is this one that is lost
        """),
    merge(
      "refuses versions that do not go together", [], "_format_version: \"1.1\"\n", "_format_version: \"3.0\"\n",
      says: """
        2.yaml:1:18: error: version 3.0 of the format does not go together with 1.1
          1.yaml:1:18: 1.1 is stated here
        """),
    merge("completes a version", [], "_format_version: \"3\"\n", "a: 1\n", output: "_format_version: \"3.0\"\na: 1\n"),
    merge("leaves out versions of old", [], "_format_version: \"0.1\"\n", "a: 1\n", output: "a: 1\n"),
    merge(
      "wants versions in quotation marks", [], "_format_version: 3.0\n", "a: 1\n",
      says: "1.yaml:1:18: error: '_format_version' is a text of the form \"x.y\""),
    merge(
      "wants one kind of transformation", [], "_transform: false\n", "a: 1\n", says: "do not go together"),
    merge(
      "wants a switch for it", [], "_transform: 1\n", "a: 1\n",
      says: "1.yaml:1:13: error: '_transform' is true or false"),
    merge(
      "takes the version from the environment", [], "_format_version: \"${{ env \"DECK_V\" }}\"\n",
      "x: ${{ env \"DECK_X\" }}\n",
      output: "_format_version: \"3.1\"\nx: ${{ env \"DECK_X\" }}\n", environment: ["DECK_V": "3.1"]),
    merge(
      "tells where that is not there", [], "_format_version: \"${{ env \"DECK_V\" }}\"\n", "x: 1\n",
      says:
        "1.yaml:1:18: error: the version of the format cannot be taken from the environment: the variable 'DECK_V' is not set"
    ),
    merge(
      "wants double quotation marks around it", [], "_format_version: '${{ env \"DECK_V\" }}'\n", "x: 1\n",
      says: "it stands in double quotation marks", environment: ["DECK_V": "3.1"]),
  ]
}
