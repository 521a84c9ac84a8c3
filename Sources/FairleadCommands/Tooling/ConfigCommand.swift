import ArgumentParser
import Documents
import Reporting

/// `config`: what the program was told.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Tell which settings hold.", subcommands: [ConfigShowCommand.self])

  /// The command that takes the flags of all others.
  static let showCommand = "config show"
}

/// `config show`: every setting, and where it comes from.
struct ConfigShowCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "List the settings that hold, and where each comes from.",
    discussion: """
      Takes the flags of all verbs, to show what they would do. Secrets are never shown.

      EXAMPLES
        fairlead config show
        DECK_TIMEOUT=30 fairlead config show --kong-addr https://gateway.example.com:8444
      """)

  func run(in context: CommandContext) async -> ExitStatus {
    var lines: [(name: String, value: String, origin: String)] = []
    var seen: Set<String> = []
    for row in FlagTable.rows(for: ConfigCommand.showCommand) where seen.insert(row.name).inserted && !row.isInert {
      if let setting = context.settings[row.name] {
        lines.append((row.name, setting.shown, setting.origin.words(for: row)))
      } else if let fallback = row.fallback {
        lines.append((row.name, fallback, Setting.Origin.fallback.words(for: row)))
      }
    }
    let nameWidth = lines.map(\.name.utf8.count).max() ?? 0
    let valueWidth = min(48, lines.map(\.value.utf8.count).max() ?? 0)
    for line in lines {
      context.output.line(
        TextColumn.padded(line.name, nameWidth) + "  " + TextColumn.padded(line.value, valueWidth) + "  " + line.origin)
    }
    for file in context.settings.files { context.errors.line("read: \(file)") }
    return .success
  }
}

extension Setting {
  /// The value as far as it may be shown.
  var shown: String {
    switch row.display {
    case .plain: values.joined(separator: ",")
    case .address: values.map(URLParts.withoutCredentials).joined(separator: ",")
    case .headers:
      values.map { "\($0.prefix { $0 != ":" }):\(TextColumn.mask)" }.joined(separator: ",")
    case .secret: TextColumn.mask
    }
  }
}

extension Setting.Origin {
  func words(for row: FlagRow) -> String {
    switch self {
    case .commandLine: "--\(row.name)"
    case .variable(let name): name
    case .file(let place): "\(place)"
    case .plan: "the plan"
    case .fallback: "default"
    }
  }
}
