import Testing

/// What a run asked of the gateway, by its log (`--verbose 1`). What was asked once more, because an answer was late or got
/// lost, counts once.
struct RequestCount: Equatable {
  private(set) var byMethod: [String: Int] = [:]

  /// Reads the log of a run.
  init(log: String) {
    var methods: [Substring: String] = [:]
    for line in log.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count > 2, words[1].hasPrefix("#") else { continue }
      if words[0] == ">" {
        methods[words[1]] = String(words[2])
      } else if words[0] == "~" {
        methods[words[1]] = nil
      }
    }
    for method in methods.values { byMethod[method, default: 0] += 1 }
  }

  var reads: Int { byMethod["GET"] ?? 0 }
  /// All that is no reading.
  var writes: Int { byMethod.values.reduce(0, +) - reads }
}

extension Gateway {
  /// Runs a verb that ends well and counts what it asked for.
  func count(_ arguments: [String]) async throws -> RequestCount {
    let run = try await run(arguments + ["--verbose", "1"])
    #expect(run.status == 0, "\(run.everything)")
    return RequestCount(log: run.errors)
  }
}
