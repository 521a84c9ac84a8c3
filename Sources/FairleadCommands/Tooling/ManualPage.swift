import Documents

/// A man page of a command, in roff.
struct ManualPage {
  /// The name of the file without its section.
  let name: String
  /// The page.
  let text: String

  /// The pages of a command and of all commands below it, from the parser's description of them.
  static func pages(of command: Node, version: String) -> [ManualPage] {
    let children = (command["subcommands"]?.array ?? []).filter { $0["commandName"]?.string != "help" }
    return [ManualPage(command, children, version: version)] + children.flatMap { pages(of: $0, version: version) }
  }

  private init(_ command: Node, _ children: [Node], version: String) {
    let path = (command["superCommands"]?.array ?? []).compactMap(\.string) + [command["commandName"]?.string ?? ""]
    name = path.joined(separator: "-")
    let title = path.joined(separator: " ")
    let arguments = (command["arguments"]?.array ?? []).filter { $0["shouldDisplay"]?.bool ?? true }
    var lines = [
      ".TH \"\(name.uppercased())\" 1 \"\" \"fairlead \(version)\"", ".SH NAME",
      "\(ManualPage.escaped(name)) \\- \(ManualPage.escaped(command["abstract"]?.string ?? ""))", ".SH SYNOPSIS",
      ".B \(ManualPage.escaped(title))", ManualPage.synopsis(arguments, children),
    ]
    if let discussion = command["discussion"]?.string, !discussion.isEmpty {
      lines += [".SH DESCRIPTION"] + ManualPage.discussion(discussion)
    }
    if !children.isEmpty {
      lines.append(".SH COMMANDS")
      for child in children {
        lines += [
          ".TP", ".BR \(ManualPage.escaped(name + "-" + (child["commandName"]?.string ?? ""))) (1)",
          ManualPage.escaped(child["abstract"]?.string ?? ""),
        ]
      }
    }
    if !arguments.isEmpty {
      lines.append(".SH OPTIONS")
      for argument in arguments {
        lines += [".TP", ".B \(ManualPage.heading(argument))", ManualPage.escaped(argument["abstract"]?.string ?? "")]
      }
    }
    lines += [".SH EXIT STATUS"] + ManualPage.exitStatus + [""]
    text = lines.joined(separator: "\n")
  }

  private static let exitStatus = [
    ("0", "all is as asked"), ("1", "an error, and nothing was changed"),
    ("2", "differences, where the exit code is to tell"), ("3", "done in part"), ("4", "refused by a safety rule"),
    ("64", "wrong usage"), ("130", "stopped by the user"),
  ].flatMap { [".TP", ".B \($0)", $1] }

  private static func synopsis(_ arguments: [Node], _ children: [Node]) -> String {
    var parts = arguments.contains { $0["kind"]?.string != "positional" } ? ["[\\fIOPTIONS\\fR]"] : []
    if !children.isEmpty { parts.append("\\fICOMMAND\\fR") }
    for argument in arguments where argument["kind"]?.string == "positional" {
      parts.append("[\\fI\(escaped(argument["valueName"]?.string ?? ""))\\fR]...")
    }
    return parts.joined(separator: " ")
  }

  private static func heading(_ argument: Node) -> String {
    let names = (argument["names"]?.array ?? []).map { name in
      (name["kind"]?.string == "long" ? "--" : "-") + (name["name"]?.string ?? "")
    }
    let value = escaped(argument["valueName"]?.string ?? "")
    switch argument["kind"]?.string {
    case "positional": return "\\fI\(value)\\fR"
    case "option": return escaped(names.joined(separator: ", ")) + " \\fI\(value)\\fR"
    default: return escaped(names.joined(separator: ", "))
    }
  }

  /// Paragraphs as they are, indented examples without filling.
  private static func discussion(_ text: String) -> [String] {
    var lines: [String] = []
    var isExample = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("  ") != isExample {
        isExample.toggle()
        lines.append(isExample ? ".nf" : ".fi")
      }
      if line.isEmpty {
        lines.append(".PP")
      } else if line == "EXAMPLES" {
        lines.append(".SH EXAMPLES")
      } else {
        lines.append(escaped(String(line)))
      }
    }
    if isExample { lines.append(".fi") }
    return lines
  }

  /// Roff takes a backslash, and a dot or quote at the beginning of a line, for its own.
  private static func escaped(_ text: String) -> String {
    let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("\n", with: " ")
    return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
  }
}
