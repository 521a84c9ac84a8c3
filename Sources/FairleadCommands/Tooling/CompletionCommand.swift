import ArgumentParser

/// `completion`: what a shell needs to complete this program's commands and flags.
struct CompletionCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "completion", abstract: "Write the completion script for a shell.",
    discussion: """
      EXAMPLES
        fairlead completion bash > /etc/bash_completion.d/fairlead
        fairlead completion zsh > "${fpath[1]}/_fairlead"
        fairlead completion fish > ~/.config/fish/completions/fairlead.fish
      """)

  /// The shells.
  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash
    case zsh
    case fish
  }

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func run(in context: CommandContext) async -> ExitStatus {
    let shell: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    context.output.line(RootCommand.completionScript(for: shell))
    return .success
  }
}
