import ArgumentParser
import Diagnostics
import GatewayModel

/// The names of commands, for what to say of one that is none.
enum CommandNames {
  /// What is wrong with the words of a command line that are to name a command; nil where they name one or none.
  static func fault(in words: [String]) -> DiagnosticError? {
    guard let first = words.first, first != "help" else { return nil }
    guard let noun = command(first, of: RootCommand.self) else {
      if first == "konnect" {
        return DiagnosticError(
          Diagnostic(
            code: "usage", "the verbs of 'deck konnect' are gone, since what they spoke with is",
            hint: "the verbs of 'gateway' speak with control planes: --konnect-token-file FILE"))
      }
      if command(first, of: GatewayCommand.self) != nil { return unknown(first, nearest: "gateway \(first)") }
      return unknown(first, nearest: NearestName.find(first, among: names(of: RootCommand.self)))
    }
    let verbs = names(of: noun)
    guard words.count > 1, !verbs.isEmpty, words[1] != "help", !verbs.contains(words[1]) else { return nil }
    let nearest = NearestName.find(words[1], among: verbs)
    return unknown("\(first) \(words[1])", nearest: nearest.map { "\(first) \($0)" }, among: verbs)
  }

  /// The command of these words, such as `gateway sync`; nil where there is none.
  static func command(_ words: String) -> (any ParsableCommand.Type)? {
    let root: (any ParsableCommand.Type)? = RootCommand.self
    return words.split(separator: " ").reduce(root) { parent, word in parent.flatMap { command(String(word), of: $0) } }
  }

  /// Whether the word in front names a group of verbs.
  static func isGroup(_ word: String) -> Bool {
    command(word, of: RootCommand.self)?.configuration.subcommands.isEmpty == false
  }

  private static func unknown(_ name: String, nearest: String?, among names: [String] = []) -> DiagnosticError {
    let hint = names.isEmpty ? "fairlead --help lists the commands" : "there are \(names.joined(separator: ", "))"
    return DiagnosticError(
      Diagnostic(
        code: "usage", "there is no command '\(name)'", hint: nearest.map { "did you mean '\($0)'?" } ?? hint))
  }

  private static func command(
    _ name: String, of parent: any ParsableCommand.Type
  ) -> (any ParsableCommand.Type)? {
    parent.configuration.subcommands.first { $0.configuration.commandName == name }
  }

  private static func names(of parent: any ParsableCommand.Type) -> [String] {
    parent.configuration.subcommands.compactMap { $0.configuration.commandName }
  }
}
