import Diagnostics
import Documents

extension RulesetReader {
  /// Reads what holds otherwise in some files.
  mutating func readOverrides(_ node: Node?, inherited: Rules, into ruleset: inout Ruleset) {
    guard let node, !node.isNull else { return }
    guard let items = node.array else {
      return error("'overrides' is a list, not \(node.value.kindDescription)", at: node.place)
    }
    for item in items {
      guard let files = item["files"]?.array else {
        error("an override needs a list of 'files'", at: item.place)
        continue
      }
      var changes: [String: LintOverride.Change] = [:]
      for member in mapping(item["rules"] ?? .null, "rules") {
        if member.node.object != nil {
          changes[member.key] = rule(member)
        } else if member.node.string == "off" || member.node.bool == false {
          changes[member.key] = .off
        } else if let severity = member.node.string.flatMap({ LintSeverity(rawValue: $0) }) {
          changes[member.key] = .severity(severity)
          if !ruleset.rules.contains(where: { $0.name == member.key }), var rule = inherited.dormant[member.key] {
            rule.severity = severity
            changes[member.key] = .rule(rule)
          }
        } else {
          error("a rule of an override is a mapping or a severity", at: member.node.place)
        }
      }
      for file in files { add(changes, for: file, to: &ruleset) }
    }
  }

  /// Reads which rules do not hold in some files or parts of them.
  mutating func readExceptions(_ node: Node?, into ruleset: inout Ruleset) {
    guard let node else { return }
    for member in mapping(node, "except") {
      guard let names = member.node.array?.compactMap(\.string) else {
        error("an exception is a list of names of rules", at: member.node.place)
        continue
      }
      let known = ruleset.rules.map(\.name).sorted()
      for name in names where !known.contains(name) {
        unknown("rule", name, among: known, at: member.node.place)
      }
      let changes = names.reduce(into: [:]) { $0[$1] = LintOverride.Change.off }
      add(changes, for: Node(.string(member.key), at: member.keyPlace), to: &ruleset)
    }
  }

  /// A file is told by a pattern of its name, after which `#/…` may name a part of it.
  private mutating func add(_ changes: [String: LintOverride.Change], for file: Node, to ruleset: inout Ruleset) {
    guard let text = file.string else { return error("a file is told by its name", at: file.place) }
    let halves = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    var part: [String]?
    if halves.count == 2 {
      part = halves[1].split(separator: "/").map { String($0).replacing("~1", with: "/").replacing("~0", with: "~") }
    }
    let name = String(halves[0])
    do throws(RegularExpressionError) {
      let expression = try RegularExpression(FilePattern.expression(name.isEmpty ? "**" : name))
      ruleset.overrides.append(LintOverride(file: expression, part: part, changes: changes))
    } catch {
      self.error("'\(name)' is no pattern of file names: \(error)", at: file.place)
    }
  }
}

/// Patterns of file names: `*` stands for anything but a slash, `**` for anything, `?` for one character, `{a,b}` for either.
enum FilePattern {
  /// The regular expression for a pattern; a pattern without a slash is one for files in any folder.
  static func expression(_ pattern: String) -> String {
    var result = pattern.contains("/") ? "(?:\\./)?" : "(?:.*/)?"
    let scalars = Array(pattern.unicodeScalars)
    var index = 0
    var depth = 0
    while index < scalars.count {
      switch scalars[index] {
      case "*" where index + 1 < scalars.count && scalars[index + 1] == "*":
        index += 1
        let hasSlash = index + 1 < scalars.count && scalars[index + 1] == "/"
        if hasSlash { index += 1 }
        result += hasSlash ? "(?:.*/)?" : ".*"
      case "*": result += "[^/]*"
      case "?": result += "[^/]"
      case "{":
        depth += 1
        result += "(?:"
      case "}" where depth > 0:
        depth -= 1
        result += ")"
      case "," where depth > 0: result += "|"
      case let scalar where ".+()|^$\\[]{}".unicodeScalars.contains(scalar): result += "\\\(scalar)"
      case let scalar: result.unicodeScalars.append(scalar)
      }
      index += 1
    }
    return result
  }
}
