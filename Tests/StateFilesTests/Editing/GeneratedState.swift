import Documents
import TestSupport

/// A state file of services, routes, plugins and consumers, written in all the ways in which people write.
struct GeneratedState {
  private var generator: SeededGenerator
  private var text = ""
  private var names = 0
  /// Values with anchors, for aliases to repeat.
  private var anchored: [(name: String, node: Node)] = []

  static func make(seed: UInt64) -> String {
    var generated = GeneratedState(seed: seed)
    return generated.run()
  }

  private init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  private mutating func run() -> String {
    for document in 0...(generator.chance(15) ? 1 : 0) {
      anchored = []
      if document > 0 { text += "---\n" }
      write(state(), column: 0)
    }
    if generator.chance(10) {
      text = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    }
    return text
  }

  // MARK: The tree

  private mutating func name(_ kind: String) -> String {
    names += 1
    return "\(kind)-\(names)"
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[generator.below(elements.count)] }

  private mutating func list(_ limit: Int, _ make: (inout GeneratedState) -> Node) -> Node {
    var items: [Node] = []
    for _ in 0..<generator.below(limit + 1) { items.append(make(&self)) }
    return Node(.array(items))
  }

  private mutating func object(_ members: [(String, Node)], keeping percent: Int = 70) -> Node {
    var kept = Object()
    for (key, node) in members where key == "name" || generator.chance(percent) { kept[key] = node }
    return Node(.object(kept))
  }

  private mutating func state() -> Node {
    object(
      [
        ("_format_version", "3.0"), ("_info", ["select_tags": ["shop"]]), ("services", list(3) { $0.service() }),
        ("routes", list(2) { $0.route() }), ("plugins", list(2) { $0.plugin() }),
        ("consumers", list(3) { $0.consumer() }),
        ("consumer_groups", list(2) { $0.object([("name", Node(.string($0.name("group")))), ("tags", $0.tags())]) }),
      ], keeping: 85)
  }

  private mutating func service() -> Node {
    object([
      ("name", Node(.string(name("service")))), ("host", pick(["a.test", "${{ env \"DECK_HOST\" }}", "é😀.test"])),
      ("port", 8080), ("path", pick(["/", "/v1", "/v1/"])), ("tags", tags()), ("routes", list(3) { $0.route() }),
      ("plugins", list(2) { $0.plugin() }), ("read_timeout", 60_000),
    ])
  }

  private mutating func route() -> Node {
    object([
      ("name", Node(.string(name("route")))), ("paths", list(3) { $0.pick(["/a", "~/b$", "/", "/c/"]) }),
      ("strip_path", pick([true, false])), ("hosts", list(2) { $0.pick(["h.test", "*.test"]) }), ("tags", tags()),
      ("plugins", list(1) { $0.plugin() }),
    ])
  }

  private mutating func plugin() -> Node {
    object([
      ("name", pick(["key-auth", "rate-limiting", "cors"])),
      ("config", pick([["minute": 5, "policy": "local"], ["key_names": ["apikey"]], [:]])), ("enabled", true),
      ("tags", tags()),
    ])
  }

  private mutating func consumer() -> Node {
    object([
      ("username", Node(.string(name("consumer")))), ("tags", tags()),
      ("keyauth_credentials", list(2) { _ in ["key": "${{ env \"DECK_KEY\" }}"] }),
      ("groups", list(1) { _ in ["name": "gold"] }),
    ])
  }

  private mutating func tags() -> Node { list(3) { $0.pick(["a", "b", "prod", "yes", "team: x"]) } }

  // MARK: The text

  private mutating func lead(_ column: Int) {
    if generator.chance(10) { text += "\n" }
    if generator.chance(12) { text += spaces(column) + "# about this\n" }
  }

  private mutating func comment() -> String { generator.chance(12) ? pick(["  # so", " # it's: x"]) : "" }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

  /// Writes the members of a mapping or the items of a list in lines; the first one continues the line if it is to.
  private mutating func write(_ node: Node, column: Int, continuesLine: Bool = false) {
    var continuesLine = continuesLine
    func begin(_ state: inout GeneratedState) {
      if !continuesLine {
        state.lead(column)
        state.text += state.spaces(column)
      }
      continuesLine = false
    }
    for item in node.array ?? [] {
      begin(&self)
      text += "-"
      writeValue(item, column: column, isItem: true)
    }
    for member in node.object ?? Object() {
      begin(&self)
      text += generator.chance(10) ? "\"\(member.key)\":" : "\(member.key):"
      writeValue(member.node, column: column, isItem: false)
    }
  }

  private mutating func writeValue(_ node: Node, column: Int, isItem: Bool) {
    if let known = anchored.first(where: { $0.node == node }), generator.chance(70) {
      text += " *\(known.name)\(comment())\n"
      return
    }
    var name: String?
    if generator.chance(15), node.array?.isEmpty == false || node.object?.isEmpty == false {
      names += 1
      name = "a\(names)"
    }
    let anchor = name.map { " &\($0)" } ?? ""
    // What is within a value cannot refer to it.
    defer { if let name { anchored.append((name, node)) } }
    switch node.value {
    case .array(let items) where items.isEmpty || generator.chance(40): text += anchor + " " + brackets(node)
    case .object(let object) where object.isEmpty || generator.chance(20): text += anchor + " " + brackets(node)
    case .array, .object:
      let isCompact = isItem && anchor.isEmpty
      text += isCompact ? " " : anchor + comment() + "\n"
      let deeper = node.array != nil && !isItem ? pick([0, 2]) : 2
      return write(node, column: column + deeper, continuesLine: isCompact)
    default: text += " " + scalar(node, inFlow: false)
    }
    text += comment() + "\n"
  }

  private mutating func brackets(_ node: Node) -> String {
    switch node.value {
    case .array(let items): "[" + items.map { brackets($0) }.joined(separator: ", ") + "]"
    case .object(let object):
      "{" + object.map { "\($0.key): \(brackets($0.node))" }.joined(separator: ", ") + "}"
    default: scalar(node, inFlow: true)
    }
  }

  private mutating func scalar(_ node: Node, inFlow: Bool) -> String {
    guard case .string(let string) = node.value else { return String(decoding: JSONWriter.write(node), as: UTF8.self) }
    if string.hasPrefix("${{") { return inFlow ? "\"\(string)\"" : pick(["\"\(string)\"", string, "'\(string)'"]) }
    let isPlain = !inFlow && string.allSatisfy { $0.isLetter || "-/.".contains($0) } && string != "yes"
    return pick(
      isPlain && !string.hasPrefix("-") ? [string, string, "'\(string)'"] : ["\"\(string)\"", "'\(string)'"])
  }
}
