import ArgumentParser

/// The flags of what a verb tells, and how.
struct OutputOptions: ParsableArguments {
  @Flag(name: .customLong("json-output"), help: "Write one JSON document in decK's form instead of text.")
  var json = false

  @Flag(name: .customLong("silence-events"), help: "Leave out the lines of single changes.")
  var silencesEvents = false

  @Option(
    name: .customLong("report"),
    help: "Also write a report, FORMAT=FILE; formats are json, markdown, junit and events. Repeatable.")
  var reports: [String] = []
}
