extension LintCase {
  private static func rule(_ given: String, _ then: String) -> String {
    "{description: d, severity: warn, given: \"\(given)\", then: \(then)}"
  }

  /// Each function with its options.
  static let functions: [LintCase] = [
    LintCase(
      name: "truthy takes what is there and not empty",
      rule: rule("$.services[*]", "{field: note, function: truthy}"),
      findings: ["[warn][1:1] d: `note` must be set", "[warn][7:3] d: `note` must be set"]),
    LintCase(
      name: "truthy of a list looks at its items",
      rule: rule("$.services", "{field: tags, function: truthy}"), findings: ["[warn][7:3] d: `tags` must be set"]),
    LintCase(
      name: "truthy takes no null, however it is written", rule: rule("$.a[*]", "{function: truthy}"),
      state: "a: [null, ~, 0, 1, 'false', yes, {}, [1]]",
      findings: [
        "[warn][1:5] d: `value` must be set", "[warn][1:11] d: `value` must be set",
        "[warn][1:14] d: `value` must be set", "[warn][1:20] d: `value` must be set",
        "[warn][1:34] d: `value` must be set",
      ]),
    LintCase(
      name: "falsy takes what is not there or empty",
      rule: rule("$.services[*]", "{field: enabled, function: falsy}"), findings: []),
    LintCase(
      name: "falsy tells what there is",
      rule: rule("$.services[*]", "{field: retries, function: falsy}"),
      findings: ["[warn][2:3] d: `retries` must be falsy"]),
    LintCase(
      name: "defined takes a key with nothing in it", rule: rule("$.services[*]", "{field: note, function: defined}"),
      findings: ["[warn][2:3] d: `note` must be defined"]),
    LintCase(
      name: "defined needs a key to look for", rule: rule("$.services[*]", "{function: defined}"),
      findings: ["[warn][0:0] 'defined' requires a 'field' value to be set"]),
    LintCase(
      name: "undefined tells the key", rule: rule("$.services[*]", "{field: url, function: undefined}"),
      findings: ["[warn][8:3] d: `'url' ` must be undefined"]),
    LintCase(
      name: "xor takes one of two keys, told as a list or as a text",
      rule: rule(
        "$.services[*]",
        "[{function: xor, functionOptions: {properties: [protocol, url]}}, {function: xor, functionOptions: {properties: 'name,url'}}]"
      ),
      findings: ["[warn][7:3] d: `name` and `url` must not be both defined or undefined"]),
    LintCase(
      name: "pattern is searched for in texts and numbers",
      rule: rule(
        "$.services[*]", "{field: retries, function: pattern, functionOptions: {match: '^[0-9]$', notMatch: '2'}}"),
      findings: [
        "[warn][4:12] d: `12` does not match the expression `^[0-9]$`", "[warn][4:12] d: matches the expression `2`",
      ]),
    LintCase(
      name: "pattern without a field looks at items",
      rule: rule("$..tags", "{function: pattern, functionOptions: {match: '^z'}}"),
      findings: ["[warn][5:17] d: `apple` does not match the expression `^z`"]),
    LintCase(
      name: "pattern without a field looks at keys and texts of a mapping",
      rule: rule("$.a", "{function: pattern, functionOptions: {match: '^[a-z]+$'}}"), state: "a: {B: c, d: E, f: [G]}",
      findings: [
        "[warn][1:5] d: `B` does not match the expression `^[a-z]+$`",
        "[warn][1:14] d: `E` does not match the expression `^[a-z]+$`",
      ]),
    LintCase(
      name: "casing of names", rule: rule("$.services[*].name", "{function: casing, functionOptions: {type: kebab}}"),
      findings: ["[warn][2:9] d: `Stock` is not `kebab` case"]),
    LintCase(
      name: "casing without digits",
      rule: rule("$.services[*].name", "{function: casing, functionOptions: {type: kebab, disallowDigits: true}}"),
      findings: ["[warn][2:9] d: `Stock` is not `kebab` case", "[warn][7:9] d: `basket-2` is not `kebab` case"]),
    LintCase(
      name: "casing of keys", rule: rule("$.a", "{function: casing, functionOptions: {type: snake}}"),
      state: "a: {one_two: 1, oneTwo: 2}", findings: ["[warn][1:17] d: `oneTwo` is not `snake` case"]),
    LintCase(
      name: "casing between separators",
      rule: rule(
        "$.a[*]",
        "{function: casing, functionOptions: {type: flat, separator: {char: /, allowLeading: true}}}"),
      state: "a: [/x/y, x, x//y, X/y]",
      findings: ["[warn][1:14] d: `x//y` is not `flat` case", "[warn][1:20] d: `X/y` is not `flat` case"]),
    LintCase(
      name: "length of a text, a list and a number",
      rule: rule(
        "$.services[0]",
        "[{field: name, function: length, functionOptions: {max: 3}}, {field: tags, function: length, functionOptions: {min: 3}}, {field: retries, function: length, functionOptions: {max: 10}}]"
      ),
      findings: [
        "[warn][2:3] d: 'Stock' must not be longer/greater than '3'",
        "[warn][5:9] d: 'tags' must be longer/greater than '3'",
        "[warn][2:3] d: '12' must not be longer/greater than '10'",
      ]),
    LintCase(
      name: "enumeration",
      rule: rule("$..protocol", "{function: enumeration, functionOptions: {values: [https, tls]}}"),
      findings: ["[warn][3:13] d: `http` must equal to one of: [https tls]"]),
    LintCase(
      name: "schema of a field",
      rule: rule(
        "$.services[*]",
        "{field: tags, function: schema, functionOptions: {schema: {type: array, items: {maxLength: 4}}}}"),
      findings: [
        "[warn][5:9] d: maxLength: got 5, want 4", "[warn][5:9] d: maxLength: got 5, want 4",
      ]),
    LintCase(
      name: "schema of the value itself",
      rule: rule("$.services[*]", "{function: schema, functionOptions: {schema: {required: [url]}}}"),
      findings: ["[warn][2:3] d: missing property 'url'"]),
    LintCase(
      name: "schema that needs the field",
      rule: rule(
        "$.services[*]", "{field: url, function: schema, functionOptions: {forceValidation: true, schema: {}}}"),
      findings: ["[warn][2:3] d: `url`, is missing and is required"]),
    LintCase(
      name: "schema with its reason in the message",
      rule:
        "{description: d, message: 'tags, {{error}}', severity: warn, given: '$.services[0]', then: {field: tags, function: schema, functionOptions: {interpolateErrorMessage: true, schema: {maxItems: 1}}}}",
      findings: ["[warn][5:9] tags, maxItems: got 2, want 1"]),
    LintCase(
      name: "alphabetical order of items", rule: rule("$..tags", "{function: alphabetical}"),
      findings: ["[warn][5:9] d: `apple` must be placed before `zebra` (alphabetical)"]),
    LintCase(
      name: "alphabetical order by a key",
      rule: rule("$.a", "{function: alphabetical, functionOptions: {keyedBy: n}}"),
      state: "a: [{n: 9}, {n: 10}, {n: 2}]",
      findings: ["[warn][1:4] d: `2` must be placed before `10` (alphabetical)"]),
    LintCase(
      name: "options that are missing are told once for each action",
      rule: rule("$.services[*]", "[{field: a, function: pattern}, {field: a, function: length}]"),
      findings: [
        "[warn][0:0] 'pattern' needs 'match' or 'notMatch' function options being set to operate: minimum property number not met (1)",
        "[warn][0:0] 'length' needs 'min' or 'max' (or both) function options being set to operate: minimum property number not met (1)",
      ]),
  ]
}
