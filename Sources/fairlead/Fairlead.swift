import FairleadCommands
import Glibc

/// The program `fairlead`; everything it does is in FairleadCommands.
@main
enum Fairlead {
  static func main() async {
    // A reader that goes away, such as `head`, ends output and not the program.
    signal(SIGPIPE, SIG_IGN)
    Memory.prepare()
    let context = CommandContext.process(version: FairleadProgram.version)
    let status = await FairleadProgram.run(Array(CommandLine.arguments.dropFirst()), in: context)
    exit(status.rawValue)
  }
}
