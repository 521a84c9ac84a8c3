import Diagnostics
import Documents
import GatewayModel

extension RulesetReader {
  private static let ruleKeys = [
    "category", "description", "documentationUrl", "formats", "given", "howToFix", "id", "message", "recommended",
    "resolved", "severity", "tags", "then", "type",
  ]
  private static let types: [String: ValueType] = [
    "category": .textOrMapping, "description": .text, "documentationUrl": .text, "formats": .texts, "howToFix": .text,
    "id": .text, "message": .text, "recommended": .boolean, "resolved": .boolean, "tags": .texts,
  ]
  private static let actionKeys = ["field", "function", "functionOptions"]
  /// How often a path may begin with an alias whose path begins with an alias.
  private static let maximumAliases = 20

  /// Reads a rule; nil where something about it is wrong.
  mutating func rule(_ member: Object.Member) -> LintOverride.Change? {
    guard let object = member.node.object else { return nil }
    let before = diagnostics.diagnostics.count
    for key in object where !Self.ruleKeys.contains(key.key) {
      unknown("key", key.key, among: Self.ruleKeys, at: key.keyPlace)
    }
    for name in ["given", "then"] where object[name] == nil {
      error("the rule '\(member.key)' has no '\(name)'", at: member.keyPlace)
    }
    var rule = LintRule(name: member.key)
    checkTypes(of: object, Self.types)
    rule.description = object["description"]?.string ?? ""
    rule.message = object["message"]?.string
    if rule.message?.isEmpty ?? false { rule.message = nil }
    let isOff = readSeverity(object["severity"], into: &rule)
    rule.formats = texts(object["formats"])
    if rule.formats.isEmpty { rule.formats = formats }
    if let type = object["type"], !["style", "validation"].contains(type.string) {
      error("'type' is style or validation", at: type.place)
    }
    if let given = object["given"] { readPaths(given, into: &rule) }
    if let then = object["then"] { rule.actions = actions(then) }
    guard diagnostics.diagnostics.count == before || !diagnostics.hasErrors else { return nil }
    return isOff ? .off : .rule(rule)
  }

  private mutating func readSeverity(_ node: Node?, into rule: inout LintRule) -> Bool {
    guard let node else { return false }
    // YAML readers of another age take the word for a boolean.
    if node.string == "off" || node.bool == false { return true }
    guard let severity = node.string.flatMap({ LintSeverity(rawValue: $0) }) else {
      error("this is no severity", at: node.place, hint: "severities are error, warn, info, hint and off")
      return false
    }
    rule.severity = severity
    return false
  }

  // MARK: Paths

  private mutating func readPaths(_ node: Node, into rule: inout LintRule) {
    rule.given = node.string ?? ""
    if node.array?.isEmpty ?? false { error("'given' names no path", at: node.place) }
    for item in node.array ?? [node] {
      guard let text = item.string else {
        error("'given' is a path or a list of such, not \(item.value.kindDescription)", at: item.place)
        continue
      }
      for text in expanded(text, at: item.place, depth: 0) {
        do throws(JSONPathError) {
          rule.paths.append(LintRule.Path(text: text, path: try JSONPath(parsing: text)))
        } catch {
          diagnostics.add(error.diagnostic(path: text, at: item.place))
        }
      }
    }
  }

  /// The paths that a path means which begins with the name of an alias.
  private mutating func expanded(_ text: String, at place: SourcePlace, depth: Int) -> [String] {
    guard text.hasPrefix("#") else { return [text] }
    guard depth < Self.maximumAliases else {
      error("aliases refer to each other in a circle", at: place, code: "unknown-alias")
      return []
    }
    let name = text.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    let rest = text.dropFirst(name.utf16.count + 1)
    guard let alias = aliases[String(name)] else {
      unknown("alias", String(name), among: aliases.keys.sorted(), at: place, code: "unknown-alias")
      return []
    }
    var found: [String] = []
    for path in alias { found += expanded(path + rest, at: place, depth: depth + 1) }
    return found
  }

  mutating func targets(of alias: Node, named name: String) -> [String] {
    var found: [String] = []
    for item in alias.array ?? [alias] {
      if let text = item.string {
        found.append(text)
      } else if let targets = item["targets"]?.array {
        for target in targets { if let given = target["given"] { found += self.targets(of: given, named: name) } }
      } else {
        error("the alias '\(name)' is a path, a list of such, or a mapping with 'targets'", at: item.place)
      }
    }
    return found
  }

  // MARK: Actions

  private mutating func actions(_ node: Node) -> [LintAction] {
    var actions: [LintAction] = []
    if node.array?.isEmpty ?? false { error("'then' asks for nothing", at: node.place) }
    for item in node.array ?? [node] {
      guard let object = item.object else {
        error("'then' is a mapping or a list of such, not \(item.value.kindDescription)", at: item.place)
        continue
      }
      for key in object where !Self.actionKeys.contains(key.key) {
        unknown("key", key.key, among: Self.actionKeys, at: key.keyPlace)
      }
      checkTypes(of: object, ["field": .text])
      if let action = action(object, at: item.place) { actions.append(action) }
    }
    return actions
  }

  private mutating func action(_ object: Object, at place: SourcePlace) -> LintAction? {
    guard let function = object["function"], let name = function.string else {
      error("an action needs the name of a 'function'", at: object["function"]?.place ?? place)
      return nil
    }
    let lines = lines
    func text(_ node: Node) -> String { lines.text(of: node) }
    let field = object["field"].map(text) ?? ""
    guard let type = LintFunctions.byName[name] else {
      if LintFunctions.isForAPIDescriptions(name) {
        diagnostics.warning(
          code: "unknown-function", "the function '\(name)' is for descriptions of APIs and finds nothing here",
          at: function.place)
      } else {
        unknown(
          "function", name, among: LintFunctions.byName.keys.sorted(), at: function.place, code: "unknown-function")
      }
      return nil
    }
    let given = mapping(object["functionOptions"] ?? Node(.object(Object())), "functionOptions")
    let options = LintOptions(given, hasField: !field.isEmpty, text: text)
    for member in options.object where !(type.options + ["batch"]).contains(member.key) {
      diagnostics.warning(
        code: "ruleset", "'\(name)' has no option '\(member.key)'", at: member.keyPlace,
        hint: NearestName.find(member.key, among: type.options).map { "did you mean '\($0)'?" })
    }
    let faults = type.faults(options)
    do throws(DiagnosticError) {
      return LintAction(
        field: field.isEmpty ? nil : FieldPath(field), function: faults.isEmpty ? try type.init(options) : nil,
        faults: faults)
    } catch {
      diagnostics.add(contentsOf: error.diagnostics)
      return nil
    }
  }
}
