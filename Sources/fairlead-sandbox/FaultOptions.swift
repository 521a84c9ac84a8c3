import ArgumentParser
import GatewaySandbox

/// The flags that make things go wrong.
struct FaultOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How long each answer waits.", valueName: "milliseconds"))
  var latency = 0

  @Option(help: ArgumentHelp("How many requests a second are answered; the others get 429.", valueName: "N[/s]"))
  var rateLimit: String?

  @Option(help: ArgumentHelp("Answer such requests with a status.", valueName: "METHOD:PATH:STATUS[:COUNT]"))
  var fail: [String] = []

  @Option(help: ArgumentHelp("Close the connection before anything is done.", valueName: "METHOD:PATH[:COUNT]"))
  var dropBefore: [String] = []

  @Option(help: ArgumentHelp("Do the work, then close the connection.", valueName: "METHOD:PATH[:COUNT]"))
  var dropAfter: [String] = []

  @Option(help: ArgumentHelp("Do the work, then send half of the answer.", valueName: "METHOD:PATH[:COUNT]"))
  var truncate: [String] = []

  @Option(help: ArgumentHelp("Send the answer in pieces.", valueName: "METHOD:PATH:MILLISECONDS[:COUNT]"))
  var slow: [String] = []

  @Flag(help: "Refuse everything but reading.")
  var readOnly = false

  @Option(help: ArgumentHelp("A collection that answers 403, such as consumers.", valueName: "collection"))
  var forbid: [String] = []

  @Option(
    help: ArgumentHelp("Refuse requests without this header: 401, or 403 with another value.", valueName: "NAME:VALUE"))
  var requireHeader: String?

  func settings() throws -> FaultSettings {
    var settings = FaultSettings()
    guard latency >= 0 else { throw ValidationError("--latency must not be negative") }
    settings.latencyMilliseconds = latency
    if let rateLimit {
      let number = Int(rateLimit.hasSuffix("/s") ? String(rateLimit.dropLast(2)) : rateLimit)
      guard let number, number > 0 else { throw ValidationError("--rate-limit takes a number of requests a second") }
      settings.rateLimit = number
    }
    settings.isReadOnly = readOnly
    settings.forbidden = Set(forbid)
    if let requireHeader {
      guard let header = FaultSettings.header(requireHeader) else {
        throw ValidationError("--require-header takes NAME:VALUE")
      }
      settings.requiredHeader = header
    }
    settings.rules =
      try rules(fail, "--fail", hasValue: true) { .status($0) }
      + rules(dropBefore, "--drop-before") { _ in .dropBefore } + rules(dropAfter, "--drop-after") { _ in .dropAfter }
      + rules(truncate, "--truncate") { _ in .truncate }
      + rules(slow, "--slow", hasValue: true) { .slow(milliseconds: $0) }
    return settings
  }

  private func rules(
    _ texts: [String], _ flag: String, hasValue: Bool = false, _ action: (Int) -> FaultRule.Action
  ) throws -> [FaultRule] {
    try texts.map { text in
      guard let rule = FaultRule(parsing: text, hasValue: hasValue, action: action) else {
        throw ValidationError("\(flag) can't be read: \(text)")
      }
      return rule
    }
  }
}
