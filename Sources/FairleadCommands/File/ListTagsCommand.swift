import ArgumentParser
import Diagnostics
import Documents
import StateFileTools

/// `file list-tags`: the tags that a state file uses.
struct ListTagsCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "list-tags", abstract: "List the tags of the entities of a state file.",
    discussion: """
      EXAMPLES
        fairlead file list-tags -s kong.yaml
        fairlead file list-tags -s kong.yaml --selector '$.services[*]' --format json
      """)

  /// What the list can be written as.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case plain
    case yaml
    case json
  }

  @OptionGroup var input: StateInput
  @OptionGroup var selection: SelectorOptions

  @Option(name: [.customShort("o"), .customLong("output-file")], help: "File to write; - for standard output.")
  var outputFile = "-"

  @Option(help: "plain, yaml or json.")
  var format = Format.plain

  func run(in context: CommandContext) async -> ExitStatus {
    FileRun.perform(in: context) { run throws(DiagnosticError) in
      try ConnectionCheck.run(in: context)
      let selectors = try selection.selectors()
      var tags: Set<String> = []
      for document in try run.edited(input.state).documents {
        tags.formUnion(try EntityTags.list(in: document, selectors: selectors))
      }
      try DocumentOutput.write(bytes(of: tags.sorted { $0.precedesInBytes($1) }), to: outputFile, in: context)
    }
  }

  private func bytes(of tags: [String]) -> [UInt8] {
    let document = Node(
      .object(Object([Object.Member(key: "tags", node: Node(.array(tags.map { Node(.string($0)) })))])))
    switch format {
    // As decK has it, without a line break at the end.
    case .plain: return Array(tags.joined(separator: "\n").utf8)
    case .yaml: return Notation.yaml.write([document])
    case .json: return Notation.json.write([document])
    }
  }
}
