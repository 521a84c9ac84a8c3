package import Diagnostics
import Documents
import GatewayModel
package import StateFiles

/// Reads files of rules, in the dialect of Spectral that decK reads.
///
/// What cannot be understood is an error, so that no rule is silently without effect.
package struct RulesetReader {
  /// How many files may extend each other in a row.
  private static let maximumFiles = 20

  private static let keys = [
    "aliases", "description", "documentationUrl", "except", "extends", "formats", "functions", "functionsDir",
    "overrides", "parserOptions", "rules",
  ]

  private static let types: [String: ValueType] = [
    "description": .text, "documentationUrl": .text, "formats": .texts, "functions": .list, "functionsDir": .text,
    "parserOptions": .mapping,
  ]

  private let text: InputText
  private let depth: Int
  var diagnostics = DiagnosticCollector()
  /// The paths that aliases stand for.
  var aliases: [String: [String]] = [:]
  var formats: [String] = []
  let lines: SourceLines

  /// Reads the rules of a text and of the files that it extends.
  ///
  /// - Parameter diagnostics: Receives what is wrong with them.
  /// - Returns: The rules; nil where something is wrong.
  package static func read(_ text: InputText, _ diagnostics: inout DiagnosticCollector) -> Ruleset? {
    var reader = RulesetReader(text, depth: 0)
    let ruleset = reader.ruleset()
    diagnostics.add(contentsOf: reader.diagnostics.diagnostics)
    return reader.diagnostics.hasErrors ? nil : ruleset
  }

  private init(_ text: InputText, depth: Int) {
    self.text = text
    self.depth = depth
    lines = SourceLines(text.bytes)
  }

  private mutating func ruleset() -> Ruleset {
    let source = SourceID(name: text.name)
    let start = SourcePlace(line: 1, column: 1, source: source)
    let documents = DocumentReader.read(text.bytes, source: source, diagnostics: &diagnostics)
    guard !diagnostics.hasErrors else { return Ruleset() }
    guard let document = documents.first else {
      error("the file holds no rules", at: start, hint: "rules stand under the key 'rules'")
      return Ruleset()
    }
    guard let object = document.object else {
      error("a ruleset is a mapping, not \(document.value.kindDescription)", at: document.place)
      return Ruleset()
    }
    for member in object where !Self.keys.contains(member.key) {
      unknown("key", member.key, among: Self.keys, at: member.keyPlace)
    }
    checkTypes(of: object, RulesetReader.types)
    for member in mapping(object["aliases"] ?? .null, "aliases") {
      aliases[member.key] = targets(of: member.node, named: member.key)
    }
    formats = texts(object["formats"])
    var rules = inherited(object["extends"])
    merge(object["rules"], into: &rules)
    var ruleset = Ruleset(rules: Array(rules.active.values))
    readOverrides(object["overrides"], inherited: rules, into: &ruleset)
    readExceptions(object["except"], into: &ruleset)
    return ruleset
  }

  // MARK: Rules

  /// Rules by their names: those that hold, and those that could be switched on.
  struct Rules {
    var active: [String: LintRule] = [:]
    var dormant: [String: LintRule] = [:]
  }

  private mutating func merge(_ node: Node?, into rules: inout Rules) {
    guard let node else { return }
    for member in mapping(node, "rules") {
      if member.node.object != nil {
        if let change = rule(member) {
          rules.active[member.key] = nil
          if case .rule(let rule) = change { rules.active[member.key] = rule }
        }
        continue
      }
      guard let word = switching(member.node) else { continue }
      // A word for a rule that nobody has says nothing, as it does for the rules of API descriptions.
      guard var rule = rules.active[member.key] ?? rules.dormant[member.key] else { continue }
      if case .on(let severity?) = word { rule.severity = severity }
      if case .off = word { rules.active[member.key] = nil } else { rules.active[member.key] = rule }
    }
  }

  /// What a word in a rule's place says.
  private enum Switching {
    case off
    case on(LintSeverity?)
  }

  private mutating func switching(_ node: Node) -> Switching? {
    if let isOn = node.bool { return isOn ? .on(nil) : .off }
    if let word = node.string {
      if word == "off" { return .off }
      if let severity = LintSeverity(rawValue: word) { return .on(severity) }
      if LintOverride.modes.contains(word) { return .on(nil) }
    }
    if let number = node.integer, (0...3).contains(number) { return .on([.error, .warn, .info, .hint][number]) }
    error(
      "a rule is a mapping or a severity, not this", at: node.place,
      hint: "severities are error, warn, info, hint and off")
    return nil
  }

  // MARK: Extending

  private mutating func inherited(_ node: Node?) -> Rules {
    guard let node, !node.isNull else { return Rules() }
    var rules = Rules()
    let items = node.array ?? [node]
    for item in items {
      let pair = item.array
      guard let name = pair?.first?.string ?? item.string else {
        error("'extends' takes names, or pairs of a name and a mode", at: item.place)
        continue
      }
      let mode = pair.flatMap { $0.count == 2 ? modeName($0[1]) : nil } ?? "recommended"
      guard LintOverride.modes.contains(mode) else {
        error("there is no mode '\(mode)'", at: item.place, hint: "modes are recommended, all and off")
        continue
      }
      let found = extended(name, at: item.place)
      for (key, rule) in found.dormant { rules.dormant[key] = rule }
      for (key, rule) in found.active {
        if mode == "off" { rules.dormant[key] = rule } else { rules.active[key] = rule }
      }
    }
    return rules
  }

  /// The mode that a node says; YAML readers of another age take the word for a boolean.
  private func modeName(_ node: Node) -> String? { node.string ?? (node.bool == false ? "off" : nil) }

  private mutating func extended(_ name: String, at place: SourcePlace) -> Rules {
    if let rules = APIDescriptionRules.named(name) {
      return Rules(active: rules.reduce(into: [:]) { $0[$1.name] = $1 })
    }
    guard !name.contains("://") else {
      error("'\(name)' is not fetched", at: place, hint: "save the rules beside this file and name them here")
      return Rules()
    }
    guard depth < Self.maximumFiles else {
      error("rulesets extend each other in a circle, or too many of them in a row", at: place)
      return Rules()
    }
    let folder = text.name.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let path = name.hasPrefix("/") || folder.isEmpty ? name : "\(folder)/\(name)"
    do throws(DiagnosticError) {
      var reader = RulesetReader(try InputFiles.text(path), depth: depth + 1)
      let ruleset = reader.ruleset()
      diagnostics.add(contentsOf: reader.diagnostics.diagnostics)
      return Rules(active: ruleset.rules.reduce(into: [:]) { $0[$1.name] = $1 })
    } catch {
      self.error("'\(name)', which this ruleset extends, cannot be read", at: place)
      return Rules()
    }
  }

  // MARK: Faults

  mutating func error(_ message: String, at place: SourcePlace, hint: String? = nil, code: String = "ruleset") {
    diagnostics.error(code: code, message, at: place, hint: hint)
  }

  mutating func unknown(
    _ what: String, _ name: String, among known: [String], at place: SourcePlace, code: String = "ruleset"
  ) {
    let nearest = NearestName.find(name, among: known)
    error(
      "unknown \(what) '\(name)'", at: place,
      hint: nearest.map { "did you mean '\($0)'?" } ?? "known are \(known.joined(separator: ", "))", code: code)
  }

  mutating func mapping(_ node: Node, _ name: String) -> Object {
    if let object = node.object { return object }
    if !node.isNull { error("'\(name)' is a mapping, not \(node.value.kindDescription)", at: node.place) }
    return Object()
  }
}

extension LintOverride {
  /// The modes in which a ruleset can be extended.
  static let modes = ["recommended", "all", "off"]
}
