import Foundation
import Testing

/// Several files as one.
@Suite(.serialized) struct RenderTests {
  @Test func filesAreMergedNestedAndCompleted() async throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.write(
      "a.yaml",
      """
      _format_version: "3.0"
      _info: {select_tags: [team], defaults: {service: {retries: 2}}}
      _plugin_configs: {limits: {minute: 5}}
      services:
      - name: s
        url: https://${{ env "DECK_HOST" }}
      x-notes: [for people]
      """)
    try scratch.write(
      "b.yaml",
      """
      _format_version: "3.0"
      _workspace: shop
      routes:
      - {name: r, service: s, paths: [/r]}
      plugins:
      - {name: rate-limiting, route: r, _config: limits}
      upstreams:
      - {name: u, slots: 20, targets: [{target: "10.0.0.1"}]}
      """)
    let run = try await Program.run("fairlead", ["file", "render", "a.yaml", "b.yaml"], in: scratch.folder)
    #expect(run.errors == "")
    #expect(
      run.output.hasPrefix(
        """
        _format_version: "3.0"
        _info:
          defaults:
            service:
              retries: 2
          select_tags:
          - team
        _workspace: shop
        services:
        - connect_timeout: 60000
          host: DECK_HOST
          name: s
          port: 443
          protocol: https
          read_timeout: 60000
          retries: 2
          routes:
          - name: r
            paths:
            - /r
            plugins:
            - config:
                minute: 5
              name: rate-limiting
            preserve_host: false
            protocols:
            - http
            - https
            regex_priority: 0
            strip_path: true
          write_timeout: 60000
        upstreams:
        """), "\(run.output)")
    #expect(run.output.contains("  - target: 10.0.0.1:8000\n    weight: 100\n"))
    let again = try await Program.run("fairlead", ["file", "render", "-"], input: run.output)
    #expect(again.output == run.output, "rendering once is enough")
  }

  @Test func mockedVariablesHaveTheTypeThatIsAskedFor() async throws {
    let text = """
      _format_version: "3.0"
      services:
      - name: s
        host: ${{ env "DECK_HOST" }}
        port: ${{ env "DECK_PORT" | toInt }}
        enabled: ${{ env "DECK_ON" | toBool }}
      """
    let mocked = try await Program.run("fairlead", ["file", "render"], input: text)
    #expect(mocked.output.contains("  enabled: false\n  host: DECK_HOST\n  name: s\n  port: 42\n"))
    let filled = try await Program.run(
      "fairlead", ["file", "render", "--populate-env-vars", "--format", "json"], input: text,
      environment: ["DECK_HOST": "h.example", "DECK_PORT": "8080", "DECK_ON": "true"])
    #expect(filled.output.contains("\"host\": \"h.example\"") && filled.output.contains("\"port\": 8080"))
  }
}
