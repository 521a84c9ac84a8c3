import CMalloc
import Foundation

/// `fairlead-benchmark TOOL SANDBOX FOLDER SCALE REPETITIONS [ADDRESS]`: writes its files into the folder and a table to standard
/// output. The folder holds `cert-0.pem` and so on, and their `key.pem`.
@main
enum Main {
  static func main() async {
    // The rooms are measured in the memory that the tool gives them.
    fairlead_malloc_one_area(32 << 20, 256 << 20)
    do {
      try await run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      FileHandle.standardError.write(Data("error: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func run(_ arguments: [String]) async throws {
    guard (5...6).contains(arguments.count), let scale = Scale.all.first(where: { $0.name == arguments[3] }),
      let repetitions = Int(arguments[4]), repetitions > 0
    else { throw Failure("usage: fairlead-benchmark TOOL SANDBOX FOLDER small|medium|large REPETITIONS [ADDRESS]") }
    let folder = arguments[2]
    let generator = Generator(
      scale: scale,
      certificates: try (0..<scale.certificates).map {
        try String(contentsOfFile: "\(folder)/cert-\($0).pem", encoding: .utf8)
      },
      key: try String(contentsOfFile: folder + "/key.pem", encoding: .utf8))
    let file = "\(folder)/\(scale.name).yaml"
    let changed = "\(folder)/\(scale.name)-changed.yaml"
    try generator.file().write(toFile: file, atomically: true, encoding: .utf8)
    try generator.file(changed: true).write(toFile: changed, atomically: true, encoding: .utf8)
    let verbs = FileVerbs(
      tool: arguments[0], repetitions: repetitions, file: file, apiFile: "\(folder)/api.yaml",
      patches: "\(folder)/patches.yaml", rules: "\(folder)/rules.yaml")
    for (path, text) in [
      (verbs.apiFile, APIGenerator.document(operations: FileVerbs.operations)), (verbs.patches, FileVerbs.patchesText),
      (verbs.rules, FileVerbs.rulesText),
    ] {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    print("### \(scale.name): \(scale.entities) entities, \(generator.file().utf8.count / 1000) kB of YAML\n")
    printTable("verb on files", try verbs.run())
    let commands = WholeCommands(
      tool: arguments[0], sandbox: arguments[1], scale: scale, repetitions: repetitions, file: file,
      changedFile: changed, dumpFile: "\(folder)/dump.yaml", planFile: "\(folder)/plan.json",
      address: arguments.count > 5 ? arguments[5] : nil)
    print()
    printTable("command", try await commands.run())
    print("\n| one room in memory | wall, s |\n| --- | ---: |")
    for row in try SingleRooms(scale: scale, text: generator.file(), repetitions: repetitions).run() {
      print("| \(row.name) | \(fixed(row.seconds)) |")
    }
  }

  private static func printTable(_ title: String, _ rows: [WholeCommands.Row]) {
    print("| \(title) | wall, s | CPU, s | peak memory, MB | |\n| --- | ---: | ---: | ---: | --- |")
    for row in rows {
      let memory = row.measurement.peakMegabytes > 0 ? "\(Int(row.measurement.peakMegabytes))" : ""
      print(
        "| \(row.name) | \(fixed(row.measurement.seconds)) | \(fixed(row.measurement.cpuSeconds)) | \(memory) | \(row.remark) |"
      )
    }
  }
}
