import ArgumentParser
import Diagnostics
import StateFileTools
import StateFiles

/// `file merge`: several state files as one.
struct MergeCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Put several state files together.",
    discussion: """
      Lists at the top are joined, anything else is that of the last file. An entity that two files have is told with \
      both places.

      EXAMPLES
        fairlead file merge services.yaml consumers.yaml -o kong.yaml
        fairlead file merge --on-duplicate error team-a.yaml team-b.yaml
      """)

  @Argument(help: "State files; - for standard input.")
  var files: [String]

  @Option(
    name: .customLong("on-duplicate"), help: "error, first, last or keep: what becomes of an entity in two files.")
  var onDuplicate = DuplicateEntities.Rule.keep

  @OptionGroup var output: DocumentOutput

  @Flag(name: .customLong("sort-keys"), help: "Write all of it anew in decK's order and style, without comments.")
  var sortsKeys = false

  func run(in context: CommandContext) async -> ExitStatus {
    FileRun.perform(in: context) { run throws(DiagnosticError) in
      try ConnectionCheck.run(in: context)
      var read: [EditedFile] = []
      for name in files {
        var file = try run.edited(name)
        for index in file.documents.indices {
          try VersionExpression.resolve(in: &file.documents[index], text: file.text.bytes) {
            context.environment[$0]
          }
        }
        read.append(file)
      }
      var documents = read.map(\.documents)
      DuplicateEntities.settle(&documents, by: onDuplicate, &run.diagnostics)
      var merge = FileMerge()
      for document in documents.joined() { try merge.add(document, &run.diagnostics) }
      try run.stopAtErrors()
      guard var first = read.first else { return }
      first.documents = [merge.document()]
      let bytes = try first.bytes(
        format: output.format, sortsKeys: sortsKeys, with: read.dropFirst().map(\.text))
      try output.write(bytes, in: context)
    }
  }
}

extension DuplicateEntities.Rule: ExpressibleByArgument {}
