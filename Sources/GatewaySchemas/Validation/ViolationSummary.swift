extension Violations {
  /// The sentence of the gateway's answer: `2 schema violations (host: required field missing; …)`.
  public var summary: String {
    let parts = summaryParts
    return parts.count == 1
      ? "schema violation (\(parts[0]))" : "\(parts.count) schema violations (\(parts.joined(separator: "; ")))"
  }

  private var summaryParts: [String] {
    var parts = entity
    for (name, violation) in fields.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      switch violation.told {
      case .message(let message):
        parts.append("\(name): \(message)")
      case .list(let items):
        for (index, item) in items.enumerated() {
          if let item { parts.append("\(name).\(index + 1): \(item.summaryText)") }
        }
      case .record(let violations):
        for (key, value) in violations.luaMembers { parts.append("\(name).\(key): \(value.summaryText)") }
      case .member:
        break
      }
    }
    return parts
  }

  /// The members with `@entity` among them, in the order of their names.
  fileprivate var luaMembers: [(String, Violation)] {
    var members = fields.map { ($0.key, $0.value) }
    if !entity.isEmpty { members.append(("@entity", .list(entity.map { .message($0) }))) }
    return members.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
  }
}

extension Violation {
  fileprivate var summaryText: String {
    if case .message(let message) = told { return message }
    var text = ""
    LuaTable.write(self, indent: "", to: &text)
    return text
  }
}

/// Writes violations as Lua tables, as the gateway's messages show what is nested.
private enum LuaTable {
  static func write(_ violation: Violation, indent: String, to text: inout String) {
    switch violation {
    case .message(let message):
      text += LuaText.quoted(message)
    case .list(let items):
      let leading = items.prefix { $0 != nil }.count
      let entries = items.enumerated().compactMap { index, item in
        item.map { (index < leading ? nil : "[\(index + 1)]", $0) }
      }
      write(entries, indent: indent, to: &text)
    case .member(_, let inner):
      write(inner, indent: indent, to: &text)
    case .record(let violations):
      write(violations.luaMembers.map { (LuaText.key($0.0), $0.1) }, indent: indent, to: &text)
    }
  }

  private static func write(_ entries: [(String?, Violation)], indent: String, to text: inout String) {
    text += "{\n"
    for (position, (key, value)) in entries.enumerated() {
      text += indent + "  "
      if let key { text += key + " = " }
      write(value, indent: indent + "  ", to: &text)
      text += position + 1 < entries.count ? ",\n" : "\n"
    }
    text += indent + "}"
  }
}
