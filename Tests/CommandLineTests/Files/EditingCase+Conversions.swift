extension EditingCase {
  private static func convert(
    _ from: String, _ to: String, _ name: String, _ input: String, _ output: String?, says: String?,
    _ more: [String] = []
  ) -> EditingCase {
    EditingCase(
      name: "\(from) to \(to), \(name)", arguments: ["convert", "--from", from, "--to", to] + more, input: input,
      output: output, says: says)
  }

  private static let expressions = """
    _format_version: '3.0'
    services:
    - {name: a, host: "${{ env 'DECK_I' }}", port: ${{ env "PORT" | toInt }}, retries: ${{ foo }}}
    - {name: b, host: "${{ env \\"DECK_I\\" }}", path: '${{ env "DECK_A" | upper }}'}
    plugins:
    - {name: proxy-cache-advanced, config: {redis: {cluster_addresses: []}}}
    - name: pre-function
      config:
        access:
        - |
          -- ${{ env 'DECK_I' }}
          local a = "${{ env "DECK_A" | toInt"

    """

  /// Ways from one version to another: what changes, and what stays as it is written.
  static let conversions: [EditingCase] = [
    convert(
      "kong-gateway-2.x", "kong-gateway-3.x", "paths in every position",
      """
      _format_version: "1.1" # old
      services:
      - name: a
        host: h
        routes: [{name: r, paths: ['/a+', /b, '/${{ env "DECK_P" }}']}] # nested
      routes:
      - name: top
        paths:
        - /c(d)   # an expression
      """,
      """
      _format_version: "3.0" # old
      services:
      - name: a
        host: h
        routes: [{name: r, paths: ['~/a+', /b, '/${{ env "DECK_P" }}']}] # nested
      routes:
      - name: top
        paths:
        - ~/c(d)   # an expression
      """, says: "-:9:5: path of route 'top' is now '~/c(d)', as that of a regular expression"),
    convert(
      "2.8", "3.4", "fields of plugins wherever they stand",
      """
      _format_version: "3.0"
      _plugin_configs: {shared: {whitelist: [a]}}
      consumers:
      - username: c
        plugins: [{name: acl, config: {blacklist: [x]}}]
      plugins:
      - {name: acl, _config: shared}
      - {name: aws-lambda, config: {aws_region: r, proxy_scheme: http}}
      """,
      """
      _format_version: "3.0"
      _plugin_configs: {shared: {allow: [a]}}
      consumers:
      - username: c
        plugins: [{name: acl, config: {deny: [x]}}]
      plugins:
      - {name: acl, _config: shared}
      - {name: aws-lambda, config: {aws_region: r}}
      """, says: "-:2:28: whitelist of plugin acl is now allow"),
    convert(
      "2.8", "3.4", "both names filled", "plugins: [{name: acl, config: {allow: [a], whitelist: [b]}}]\n", nil,
      says: "-:1:44: error: plugin acl has values for whitelist and for allow, which stands for the same"),
    convert(
      "3.4", "3.10", "addresses that become records",
      "_format_version: \"3.0\"\nplugins: [{name: proxy-cache-advanced, config: {redis: {cluster_addresses: ['r:1']}}}]\n",
      "_format_version: \"3.0\"\nplugins: [{name: proxy-cache-advanced, config: {redis: {cluster_nodes: ['r:1']}}}]\n",
      says: "holds addresses, where records are expected"),
    convert(
      "3.10", "3.14", "defaults where they are relied on",
      """
      _format_version: "3.0"
      _plugin_configs:
        shared: {hide_credentials: true}
      services:
      - name: a # secure
        url: https://a.example.internal
        routes:
        - name: r
          paths: [/a]
      plugins:
      - {name: key-auth, _config: shared}
      - name: basic-auth
      partials: [{name: p, type: redis-ce, config: {host: h}}]
      """,
      """
      _format_version: "3.0"
      _plugin_configs:
        shared: {hide_credentials: true}
      services:
      - name: a # secure
        url: https://a.example.internal
        routes:
        - name: r
          paths: [/a]
          protocols: [http, https]
        tls_verify: false
      plugins:
      - {name: key-auth, _config: shared}
      - name: basic-auth
        config:
          hide_credentials: false
      partials: [{name: p, type: redis-ce, config: {host: h, ssl_verify: false}}]
      """, says: "-: 4 changes, to be looked through"),
    convert(
      "kong-gateway", "konnect-control-plane", "what a control plane does not take",
      """
      _format_version: "3.0"
      _workspace: team
      rbac_roles: [{name: r}]
      services:
      - name: a
        host: h
        routes: [{name: r, expression: http.path == "/", regex_priority: 1}]
        plugins: [{name: application-registration}, {name: key-auth-enc}]
      plugins:
      - {name: rate-limiting, config: {minute: 1, policy: cluster}} # counted together
      """,
      """
      _format_version: "3.0"
      services:
      - name: a
        host: h
        routes: [{name: r, expression: http.path == "/"}]
        plugins: [{name: key-auth}]
      plugins:
      - {name: rate-limiting, config: {minute: 1, policy: local}} # counted together
      """, says: "-:2:1: _workspace is gone: a control plane stands for a workspace"),
    convert(
      "3.10", "konnect-control-plane", "plugins that are not there",
      "_format_version: \"3.0\"\nplugins: [{name: oauth2}]\n", nil,
      says: "-:2:11: error: plugin oauth2 is not there on a control plane"),
    convert(
      "kong-gateway", "konnect-control-plane", "an older format", "_format_version: \"1.1\"\nplugins: []\n", nil,
      says: "convert it first: --from kong-gateway-2.x --to kong-gateway-3.x"),
    convert(
      "kong-gateway", "konnect", "services become packages",
      "_format_version: \"3.0\"\nplugins: []\nservices: [{host: h, id: c0000000-0000-4000-8000-000000000001}]\n", nil,
      says: "a service without a name"),
    convert("3.4", "3.14", "no way", "a: 1\n", nil, says: "there is no way from '3.4' to '3.14'"),
    convert("3.5", "3.10", "no version", "a: 1\n", nil, says: "'3.5' is no value of --from"),
    convert(
      "3.4", "3.10", "nothing to do", "# nothing\r\n_format_version: '3.0'\r\nservices:   []\r\n",
      "# nothing\r\n_format_version: '3.0'\r\nservices:   []\r\n", says: nil),
    convert(
      "3.4", "3.10", "no state file", "_format_version: '3.0'\nservices: [{name: a, hots: h}]\n", nil,
      says: "-:2:22: error:"),
    convert(
      "3.4", "3.10", "expressions that it need not understand", expressions,
      expressions.replacing("cluster_addresses: []", with: "cluster_nodes: []"), says: "-: one change"),
    convert(
      "3.4", "3.10", "faults beside expressions",
      "_format_version: '3.0'\nservices: [{name: a, host: \"${{ env 'X' }}\", port: x, hots: '${{ foo }}'}]\n", nil,
      says: "-:2:55: error: service a: unknown key 'hots'"),
    convert(
      "kong-gateway", "konnect-control-plane", "a plugin that becomes the second of its name",
      """
      _format_version: "3.0"
      services:
      - name: a
        host: h
        plugins: [{name: key-auth}]
      - name: b
        host: h
        plugins: [{name: key-auth-enc}]
      plugins:
      - {name: key-auth-enc, service: a}
      """, nil, says: "-:10:3: error: plugin key-auth-enc becomes a second key-auth on one scope"),
    convert(
      "kong-gateway", "konnect-control-plane", "a plugin that counts together or not at all",
      """
      _format_version: "3.0"
      plugins: [{name: graphql-rate-limiting-advanced, config: {strategy: cluster, sync_rate: 1}}]
      """,
      """
      _format_version: "3.0"
      plugins: [{name: graphql-rate-limiting-advanced, config: {strategy: cluster, sync_rate: 1}}]
      """,
      says: "-:2:69: warning: plugin graphql-rate-limiting-advanced cannot count in a database on a control plane"),
    EditingCase(
      name: "3.4 to 3.10, values in place of expressions",
      arguments: ["convert", "--from", "3.4", "--to", "3.10", "--expand-env-vars"],
      input:
        "_format_version: '3.0'\nservices:\n- {name: a, host: '${{ env \"DECK_H\" }}', port: ${{ env \"DECK_N\" | toInt }}} # here\n",
      environment: ["DECK_H": "h.example.internal", "DECK_N": "81"],
      output: "_format_version: '3.0'\nservices:\n- {name: a, host: 'h.example.internal', port: 81} # here\n"),
    EditingCase(
      name: "3.4 to 3.10, a variable that is not set",
      arguments: ["convert", "--from", "3.4", "--to", "3.10", "--expand-env-vars"],
      input: "_format_version: '3.0'\nservices: [{name: a, host: '${{ env \"DECK_H\" }}'}]\n", says: "DECK_H"),
  ]
}
