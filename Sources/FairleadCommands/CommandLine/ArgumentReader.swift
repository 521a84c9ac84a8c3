/// Takes a command line apart by the table of flags.
///
/// As with decK, flags may stand before the verb, switches may be written `--switch=false`, and lists with commas.
struct ArgumentReader {
  /// What is wrong with a command line before it is parsed.
  struct Fault: Error {
    /// In one sentence.
    var message: String
  }

  /// The command, such as `gateway sync`; empty where there is none.
  let command: String
  /// The words in their order, those of the command among them.
  private(set) var words: [String] = []
  /// The flags that the table knows.
  private(set) var given: [Setting] = []
  /// What is left for the parser to judge: flags that nobody knows, and all after `--`.
  private(set) var rest: [String] = []
  /// Whether help is asked for, which needs no settings.
  private(set) var asksForHelp = false

  /// Reads the arguments without the program's own name.
  init(_ arguments: [String]) throws(Fault) {
    command = ArgumentReader.command(of: arguments)
    let rows = FlagTable.rows(for: command)
    var arguments = arguments
    var index = arguments.startIndex
    while index < arguments.endIndex {
      let argument = arguments[index]
      index += 1
      if argument == "--" {
        rest += arguments[(index - 1)...]
        break
      }
      guard argument.hasPrefix("-"), argument != "-" else {
        words.append(argument)
        continue
      }
      if ["-h", "--help", "--help-hidden", "--version"].contains(argument) { asksForHelp = true }
      var (name, attached) = ArgumentReader.split(argument)
      guard let row = ArgumentReader.row(argument, name, rows) else {
        if ["s", "state"].contains(name), CommandNames.command(command) is any TargetVerb.Type {
          throw Fault(message: "state files are named without a flag: fairlead \(command) FILE …")
        }
        rest.append(argument)
        continue
      }
      if !row.takesValue, let more = attached, argument.dropFirst(2).first != "=", !argument.hasPrefix("--") {
        // Short switches may be written together: `-cp VALUE` is `-c -p VALUE`.
        arguments.insert("-\(more)", at: index)
        attached = nil
      }
      var value = attached ?? "true"
      if row.takesValue, attached == nil {
        guard index < arguments.endIndex else {
          rest.append(argument)
          continue
        }
        value = arguments[index]
        index += 1
      }
      add(value, to: row)
    }
    if words.first == "help" { asksForHelp = true }
  }

  /// Repeated lists grow; of anything else the last one counts.
  private mutating func add(_ value: String, to row: FlagRow) {
    if let index = given.firstIndex(where: { $0.row.name == row.name }) {
      given[index].values.append(value)
    } else {
      given.append(Setting(row: row, values: [value], origin: .commandLine))
    }
  }

  /// The command, before it is known which flags take a value: those count of which any command's row does.
  private static func command(of arguments: [String]) -> String {
    var words: [String] = []
    var index = arguments.startIndex
    while index < arguments.endIndex, words.count < 2 {
      let argument = arguments[index]
      index += 1
      if argument == "--" { break }
      guard argument.hasPrefix("-"), argument != "-" else {
        words.append(argument)
        if words.count == 1, !CommandNames.isGroup(argument) { break }
        continue
      }
      let (name, attached) = split(argument)
      if attached == nil, row(argument, name, FlagTable.rows)?.takesValue == true { index += 1 }
    }
    return words.joined(separator: " ")
  }

  /// The name without dashes, and the value that is attached to it: `--name=value`, `-n=value`, `-nvalue`.
  private static func split(_ argument: String) -> (name: String, value: String?) {
    if argument.hasPrefix("--") {
      let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (parts.first.map(String.init) ?? "", parts.count == 2 ? String(parts[1]) : nil)
    }
    let name = String(argument.dropFirst().prefix(1))
    let value = argument.dropFirst(2)
    return (name, value.isEmpty ? nil : String(value.first == "=" ? value.dropFirst() : value))
  }

  private static func row(_ argument: String, _ name: String, _ rows: [FlagRow]) -> FlagRow? {
    if argument.hasPrefix("--") { return rows.first { $0.name == name } }
    return rows.first { $0.short.map(String.init) == name }
  }
}
