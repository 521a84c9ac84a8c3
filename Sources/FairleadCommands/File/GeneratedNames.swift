import ArgumentParser
import OpenAPITools

/// The flags of a verb that says how the entities it makes are called and tagged.
struct GeneratedNames: ParsableArguments {
  @Option(name: .customLong("uuid-base"), help: "Name of the document, on which all names and ids are built.")
  var base: String?

  @Option(name: .customLong("select-tag"), help: "Tags of all entities, instead of the document's; comma-separated.")
  var tags: [String] = []

  @Flag(name: .customLong("no-id"), help: "Entities without ids.")
  var hasNoIDs = false

  /// The options that these flags stand for.
  var options: ConversionOptions {
    var options = ConversionOptions()
    options.base = base.flatMap { $0.isEmpty ? nil : $0 }
    options.tags = tags.isEmpty ? nil : tags
    options.hasIDs = !hasNoIDs
    return options
  }
}
