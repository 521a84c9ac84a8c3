/// Writes state files of any size over the common kinds; the same scale gives the same bytes.
struct Generator {
  let scale: Scale
  /// The certificates in PEM, at least as many as the scale has.
  let certificates: [String]
  /// Their key in PEM.
  let key: String

  /// The state file. With `changed`, the first service has another host: one update.
  func file(changed: Bool = false) -> String {
    var text = "_format_version: \"3.0\"\nservices:\n"
    for number in 0..<scale.services {
      let host = changed && number == 0 ? "changed.example.com" : "backend-\(number).example.com"
      text += """
        - name: service-\(number)
          host: \(host)
          port: 8080
          path: /api
          tags: [team-\(number % 7), production]
          routes:
          - name: route-\(number)
            paths: [/service-\(number)]
            methods: [GET, POST]

        """
      if number % 4 == 0 {
        text += """
              plugins:
              - name: ai-proxy
                config:
                  route_type: llm/v1/chat
                  auth: {header_name: Authorization, header_value: Bearer key-of-route-\(number)}
                  model: {provider: openai, name: gpt-4o, options: {max_tokens: 512, temperature: 0.5}}

          """
      }
      text += """
          plugins:
          - name: rate-limiting
            config: {minute: \(number % 100 + 1), policy: local}

        """
    }
    text += "consumers:\n"
    for number in 0..<scale.consumers {
      text += """
        - username: consumer-\(number)
          custom_id: customer-\(number)
          tags: [team-\(number % 7)]
          keyauth_credentials:
          - key: key-\(number)-of-a-consumer
            tags: [team-\(number % 7)]

        """
    }
    text += "upstreams:\n"
    for number in 0..<scale.upstreams {
      text += "- name: upstream-\(number)\n  targets:\n"
      for target in 0..<scale.targetsEach {
        let address = "10.\(number).\(target / 250).\(target % 250 + 1):8000"
        text += "  - {target: \"\(address)\", weight: \(target % 100 + 1), tags: [pool-\(number)]}\n"
      }
    }
    text += "certificates:\n"
    for number in 0..<scale.certificates {
      text += "- id: \(uuid(number))\n  cert: |\n\(indented(certificates[number]))  key: |\n\(indented(key))"
    }
    return text
  }

  private func uuid(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return "c0000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
  }

  private func indented(_ text: String) -> String {
    text.split(separator: "\n").map { "    \($0)\n" }.joined()
  }
}
