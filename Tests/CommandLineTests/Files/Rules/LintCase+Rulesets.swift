extension LintCase {
  private static let set =
    "{description: d, severity: error, given: '$.services[1]', then: {field: gone, function: truthy}}"
  private static let found = "[error][7:3] d: `gone` must be set"

  /// Where rules look.
  static let paths: [LintCase] = [
    LintCase(
      name: "a list of paths, one after the other",
      rule: "{severity: info, given: ['$.services[1]', '$.services[0]'], then: {field: gone, function: defined}}",
      findings: ["[info][7:3] : `gone` must be defined", "[info][2:3] : `gone` must be defined"]),
    LintCase(
      name: "a path that begins with an alias, which begins with another",
      rule: """
        aliases:
          Services: $.services[*]
          Plain: ["#Services[?(@.protocol=='http')]"]
          Meant: {targets: [{formats: [oas3], given: "#Plain.name"}]}
        rules:
          r: {description: d, severity: info, given: "#Meant", then: {function: falsy}}
        """,
      state: "services: [{name: a, protocol: http}, {name: b}]", findings: []),
    LintCase(
      name: "a path without its dollar sign",
      rule: "{description: d, severity: info, given: services.0, then: {function: truthy}}",
      says: "rules.yaml:2:46: error: 'services.0' is no JSONPath"),
    LintCase(
      name: "a path that is none, with the column in it",
      rule: "{description: d, severity: info, given: '$.services[', then: {function: truthy}}",
      says: "it ends too early at column 12"),
    LintCase(
      name: "the names of members",
      rule:
        "{description: d, severity: info, given: '$.services[0].*~', then: {function: length, functionOptions: {max: 7}}}",
      findings: ["[info][3:3] d: 'protocol' must not be longer/greater than '7'"]),
    LintCase(
      name: "an unknown alias",
      rule: "aliases: {Services: $.services}\nrules:\n  r: {given: '#Service', then: {function: truthy}}",
      says: "did you mean 'Services'?"),
    LintCase(
      name: "aliases in a circle",
      rule: "aliases: {A: '#B', B: '#A'}\nrules:\n  r: {given: '#A', then: {function: truthy}}",
      says: "aliases refer to each other in a circle"),
  ]

  /// Rulesets as a whole.
  static let sets: [LintCase] = [
    LintCase(
      name: "an unknown function", rule: "{given: $, then: {function: truthyy}}", says: "did you mean 'truthy'?"),
    LintCase(
      name: "a function for descriptions of APIs", rule: "{given: $, then: {function: oasOpId}}", findings: [],
      says: "warning: the function 'oasOpId' is for descriptions of APIs"),
    LintCase(
      name: "an option that the function does not have",
      rule: "{given: $, then: {field: services, function: length, functionOptions: {minimum: 1, max: 9}}}",
      findings: [],
      says: "warning: 'length' has no option 'minimum'"),
    LintCase(
      name: "a schema that is none",
      rule: "{given: $, then: {function: schema, functionOptions: {schema: {type: text}}}}", says: "'type' is one of"),
    LintCase(
      name: "a severity that is none", rule: "{severity: fatal, given: $, then: {function: truthy}}",
      says: "severities are"),
    LintCase(
      name: "a key that no rule has", rule: "{givn: $, given: $, then: {function: truthy}}",
      says: "did you mean 'given'?"),
    LintCase(name: "all faults at once", rule: "{}", says: "has no 'then'"),
    LintCase(
      name: "an error leaves no report", rule: "{given: '$[', then: {function: truthy}}",
      says: "rules.yaml:2:14: error:",
      arguments: ["--format", "json"], isSilent: true),
    LintCase(name: "a rule that looks nowhere", rule: "{given: [], then: {function: truthy}}", says: "names no path"),
    LintCase(name: "a rule that asks for nothing", rule: "{given: $, then: []}", says: "'then' asks for nothing"),
    LintCase(
      name: "a field that is no text", rule: "{given: $, then: {field: 5, function: truthy}}",
      says: "rules.yaml:2:31: error: 'field' is a text, not"),
    LintCase(
      name: "tags that are no list", rule: "{given: $, tags: a, then: {function: truthy}}",
      says: "rules.yaml:2:23: error: 'tags' is a list of texts, not"),
    LintCase(
      name: "a switch that is none", rule: "{given: $, resolved: x, recommended: x, then: {function: truthy}}",
      says: "'recommended' is true or false, not"),
    LintCase(
      name: "words about a rule",
      rule: "{given: $, category: {id: x}, tags: [a], howToFix: h, then: {function: truthy}}",
      findings: []),
    LintCase(
      name: "words that are none", rule: "{given: $, category: 5, documentationUrl: 5, then: {function: truthy}}",
      says: "'category' is a text or a mapping, not"),
    LintCase(
      name: "an alias that nobody uses", rule: "aliases: {A: 5}\nrules:\n  r: {given: $, then: {function: truthy}}",
      says: "rules.yaml:1:14: error: the alias 'A' is a path"),
    LintCase(
      name: "a rule that is off", rule: "{severity: off, given: $, then: {field: x, function: truthy}}", findings: []),
    LintCase(
      name: "what weighs less than asked for is left out",
      rule: """
        rules:
          b: {description: b, severity: info, given: $, then: {field: x, function: truthy}}
          a: {description: a, severity: warn, given: $, then: {field: x, function: truthy}}
        """, findings: ["[warn][1:1] a: `x` must be set"], arguments: ["-D", "-F", "warn", "--format", "plain"]),
    LintCase(
      name: "a ruleset that is fetched", rule: "extends: https://rules.example.com/r.yaml\nrules: {}",
      says: "is not fetched"),
    LintCase(
      name: "a ruleset that extends itself", rule: "extends: rules.yaml\nrules: {}",
      says: "extend each other in a circle"),
    LintCase(
      name: "other weights for a file",
      rule: "overrides: [{files: ['*.yaml'], rules: {r: hint}}]\nrules:\n  r: \(set)",
      findings: ["[hint][7:3] d: `gone` must be set"]),
    LintCase(
      name: "other weights for another file",
      rule: "overrides: [{files: ['other/*.yaml'], rules: {r: off}}]\nrules:\n  r: \(set)", findings: [found]),
    LintCase(
      name: "no rule for a part of a file",
      rule: "except: {'kong.yaml#/services/1': [r]}\nrules:\n  r: \(set)", findings: []),
    LintCase(
      name: "no rule for another part of a file",
      rule: "except: {'kong.yaml#/services/0': [r]}\nrules:\n  r: \(set)", findings: [found]),
    LintCase(
      name: "an exception in the file itself", rule: set.replacing("[1]", with: "[*]"),
      state: "services:\n- name: a\n- name: b\n  x-lint-ignore: [r, other]\n- name: c\n",
      findings: ["[error][1:1] d: `gone` must be set", "[error][5:3] d: `gone` must be set"]),
    LintCase(
      name: "an exception reaches all below it",
      rule: "{description: d, severity: error, given: $..b, then: {function: falsy}}",
      state: "a: {x-lint-ignore: r, c: [{b: 1}]}\nd: {b: 2}\n", findings: ["[error][2:8] d: `value` must be falsy"]),
    LintCase(
      name: "expressions are texts like others",
      rule:
        "{description: d, severity: error, given: $..key, then: {function: pattern, functionOptions: {match: '^[$][{][{]'}}}",
      state: "a: [{key: ${{ env \"DECK_A\" }}}, {key: plain}]\n",
      findings: ["[error][1:39] d: `plain` does not match the expression `^[$][{][{]`"]),
  ]
}
