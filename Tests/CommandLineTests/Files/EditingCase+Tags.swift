extension EditingCase {
  private static let state = """
    services:
    - name: orders
      tags: [a, b]   # by hand
      routes:
      - name: list
    rbac_roles:
    - name: admin

    """

  static let tags: [EditingCase] = [
    EditingCase(
      name: "writes expressions as JSON wants them", arguments: ["add-tags", "t", "--format", "json"],
      input: "services:\n- {name: 'it''s', host: '${{ env ''DECK_H'' }}', path: \"${{ env \"DECK_P\" }}\"}\n",
      output: """
        {
          "services": [
            {
              "name": "it's",
              "host": "${{ env 'DECK_H' }}",
              "path": "${{ env \\"DECK_P\\" }}",
              "tags": [
                "t"
              ]
            }
          ]
        }

        """),
    EditingCase(
      name: "leaves expressions in JSON as they are", arguments: ["add-tags", "t"],
      input: #"{"services": [{"host": "${{ env \"DECK_H\" | default \"\\\"}}\\\"\" }}", "tags": []}]}"#,
      output: #"{"services": [{"host": "${{ env \"DECK_H\" | default \"\\\"}}\\\"\" }}", "tags": ["t"]}]}"#),
    EditingCase(
      name: "tags all that can be tagged", arguments: ["add-tags", "b", "c", "c"], input: state,
      output: """
        services:
        - name: orders
          tags: [a, b, c]   # by hand
          routes:
          - name: list
            tags: [b, c]
        rbac_roles:
        - name: admin

        """),
    EditingCase(
      name: "tags what is selected, whatever it is", arguments: ["add-tags", "--selector", "$.rbac_roles[*]", "x"],
      input: state, output: state + "  tags: [x]\n"),
    EditingCase(
      name: "compares numbers and words with their texts", arguments: ["add-tags", "10", "true", "null"],
      input: "routes:\n- tags: [10, true, ~]\n", output: "routes:\n- tags: [10, true, ~]\n"),
    EditingCase(
      name: "replaces what is no list", arguments: ["add-tags", "x"], input: "routes:\n- tags: y\n- tags:\n",
      output: "routes:\n- tags:\n  - x\n- tags:\n  - x\n"),
    EditingCase(
      name: "quotes what would be no text", arguments: ["add-tags", "yes", "12", "a: b", ""],
      input: "vaults: [{prefix: v}]\n",
      output: "vaults: [{prefix: v, tags: [\"yes\", \"12\", 'a: b', \"\"]}]\n"),
    EditingCase(name: "needs a tag", arguments: ["add-tags"], input: state, says: "Missing expected argument"),
    EditingCase(
      name: "removes tags and lists that are empty", arguments: ["remove-tags", "a", "b"], input: state,
      output: state.replacing("  tags: [a, b]   # by hand\n", with: "")),
    EditingCase(
      name: "keeps empty lists", arguments: ["remove-tags", "--keep-empty-array", "a", "b"], input: state,
      output: state.replacing("[a, b]", with: "[]")),
    EditingCase(
      name: "keeps only what it is told", arguments: ["remove-tags", "--keep-only", "b", "z"], input: state,
      output: state.replacing("[a, b]", with: "[b]")),
    EditingCase(
      name: "removes all", arguments: ["remove-tags", "--keep-only"], input: state,
      output: state.replacing("  tags: [a, b]   # by hand\n", with: "")),
    EditingCase(
      name: "treats empty lists alike where nothing else goes", arguments: ["remove-tags", "--keep-only", "a"],
      input: "routes: [{tags: [], name: r}, {tags: [a]}]\n", output: "routes: [{name: r}, {tags: [a]}]\n"),
    EditingCase(
      name: "removes from what cannot be tagged", arguments: ["remove-tags", "a"],
      input: "rbac_roles: [{name: r, tags: [a]}]\n", output: "rbac_roles: [{name: r}]\n"),
    EditingCase(
      name: "needs something to remove", arguments: ["remove-tags"], input: state,
      says: "error: there are no tags to remove"),
    EditingCase(
      name: "lists them sorted and once", arguments: ["list-tags"], input: state + "- tags: [b, Z, 1.50, [x], ~]\n",
      output: "1.5\nZ\na\nb\nnull"),
    EditingCase(
      name: "lists those of the selection", arguments: ["list-tags", "--selector", "$..routes[*]", "--format", "json"],
      input: state, output: "{\n  \"tags\": []\n}\n"),
    EditingCase(
      name: "takes the form from the environment", arguments: ["list-tags"], input: state,
      environment: ["DECK_FORMAT": "yaml"], output: "tags:\n- a\n- b\n"),
    EditingCase(
      name: "takes no arguments", arguments: ["list-tags", "x"], input: state, says: "Unexpected argument 'x'"),
    EditingCase(
      name: "names a selector that has no meaning", arguments: ["add-tags", "--selector", "$.[", "x"], input: state,
      says: "'$.[' is no JSONPath"),
  ]
}
