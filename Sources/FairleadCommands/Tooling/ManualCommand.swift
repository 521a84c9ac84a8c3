import ArgumentParser
import Diagnostics
import Documents

/// `manual`: the man pages, made from the commands themselves.
struct ManualCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Write the man pages.",
    discussion: """
      EXAMPLES
        fairlead manual -o /usr/local/share/man/man1
      """)

  @Option(name: [.customShort("o"), .customLong("output-file")], help: "Directory to write to.")
  var directory: String

  func run(in context: CommandContext) async -> ExitStatus {
    let console = Console(context)
    do throws(DiagnosticError) {
      guard let tree = try? JSONReader.read(Array(RootCommand._dumpHelp().utf8)), let root = tree["command"] else {
        throw DiagnosticError(Diagnostic(code: "internal", "the description of the commands cannot be read"))
      }
      try FileOutput.makeDirectory(directory)
      let pages = ManualPage.pages(of: root, version: context.version)
      for page in pages { try FileOutput.write(Array(page.text.utf8), to: "\(directory)/\(page.name).1") }
      console.print("Wrote \(pages.count) pages to '\(directory)'")
      return .success
    } catch {
      return console.fail(error.diagnostics)
    }
  }
}
