/// Brings a command line into the one form that the parser takes.
///
/// As with decK, flags may stand before the verb and switches may be written `--switch=false`.
enum ArgumentForms {
  /// Flags with a value.
  static let valued: Set<String> = [
    "--kong-addr", "--headers", "--timeout", "--parallelism", "--format", "--output-file", "-o", "--max-deletes",
    "--select-tag", "--sanitization-salt", "--schemas",
  ]
  /// Flags without one.
  static let switches: Set<String> = [
    "--non-zero-exit-code", "--yes", "--no-color", "--with-id", "--analytics", "--allow-empty",
    "--skip-defaults", "--sanitize", "--rbac-resources-only", "--skip-consumers", "--skip-ca-certificates",
    "--skip-consumers-with-consumer-groups", "--include-plugin-definitions", "--populate-env-vars",
  ]
  /// Switches that are accepted and do nothing.
  private static let inert: Set<String> = ["--analytics"]

  /// What is wrong with a command line before it is parsed.
  struct Fault: Error {
    /// In one sentence.
    var message: String
  }

  /// Moves flags behind the words and settles switches; what is not known is left for the parser to complain of.
  static func normalise(_ arguments: [String]) throws(Fault) -> [String] {
    var words: [String] = []
    var flags: [String] = []
    var rest: [String] = []
    var index = arguments.startIndex
    while index < arguments.endIndex {
      let argument = arguments[index]
      index += 1
      if argument == "--" {
        rest = Array(arguments[(index - 1)...])
        break
      }
      guard argument.hasPrefix("-"), argument != "-" else {
        words.append(argument)
        continue
      }
      var flag = [argument]
      if valued.contains(argument), index < arguments.endIndex {
        flag.append(arguments[index])
        index += 1
      } else if let settled = try settle(argument) {
        flag = settled
      }
      flags += flag
    }
    return words + flags + rest
  }

  /// The form of a switch with a value: itself for true, nothing for false; nil for what is no such thing.
  private static func settle(_ argument: String) throws(Fault) -> [String]? {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    if parts[0].hasPrefix("--konnect") {
      throw Fault(message: "'\(parts[0])' asks for Konnect, which is not supported")
    }
    guard switches.contains(parts[0]) else { return nil }
    guard parts.count == 2 else { return inert.contains(argument) ? [] : nil }
    switch parts[1].lowercased() {
    case "true", "t", "1": return inert.contains(parts[0]) ? [] : [parts[0]]
    case "false", "f", "0": return []
    default: throw Fault(message: "'\(parts[0])' is a switch: it takes true or false, not '\(parts[1])'")
    }
  }
}
