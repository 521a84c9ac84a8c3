import Testing

/// What a run asked of the gateway, by its log (`--verbose 1`). What was asked once more, because an answer was late or got
/// lost, counts once.
struct RequestCount: Equatable {
  private var requests: [String: Int] = [:]

  /// Reads the log of a run.
  init(log: String) {
    var asked: [Substring: String] = [:]
    for line in log.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count > 2, words[1].hasPrefix("#") else { continue }
      if words[0] == ">" {
        asked[words[1]] = words[2...].joined(separator: " ")
      } else if words[0] == "~" {
        asked[words[1]] = nil
      }
    }
    for request in asked.values { requests[request, default: 0] += 1 }
  }

  /// How many requests begin so, such as `PUT ` or `GET /services?`.
  func of(_ start: String) -> Int { requests.filter { $0.key.hasPrefix(start) }.values.reduce(0, +) }

  var reads: Int { of("GET ") }
  /// All that is no reading.
  var writes: Int { of("") - reads }
}

extension Gateway {
  /// Runs a verb that ends well and counts what it asked for.
  func count(_ arguments: [String]) async throws -> RequestCount {
    let run = try await run(arguments + ["--verbose", "1"])
    #expect(run.status == 0, "\(run.everything)")
    return RequestCount(log: run.errors)
  }
}
