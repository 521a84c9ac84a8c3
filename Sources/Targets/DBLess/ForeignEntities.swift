import Diagnostics
import Documents
import GatewayModel
import Gathering

/// What a gateway holds of kinds that this program does not know, such as those of a custom plugin: a load without it would
/// delete it.
enum ForeignEntities {
  /// Paths at the top that list no entities.
  private static let others: Set<String> = [
    "acme", "cache", "clustering", "config", "debug", "endpoints", "event-hooks", "license", "metrics", "plugins",
    "proxy-cache", "schemas", "status", "tags", "timers",
  ]
  /// How many unknown collections are looked into at most.
  private static let mostLookedInto = 64

  /// The lists of such kinds, by their names; most gateways have none, and tell so by a few small answers.
  static func read(_ reader: AdminReader) async throws(AdminError) -> Object {
    let reader = reader.inWorkspace(nil)
    guard try await mayHaveAny(reader) else { return Object() }
    guard let text = try await reader.get(["config"])["config"]?.string else {
      throw .unexpectedAnswer(status: 200, reason: "it tells no configuration")
    }
    return try lists(in: text)
  }

  private static func mayHaveAny(_ reader: AdminReader) async throws(AdminError) -> Bool {
    // A gateway that does not tell its paths has to be asked for everything.
    guard let endpoints = try await reader.getIfPresent(["endpoints"])?["data"]?.array else { return true }
    let known = others.union(DBLessReader.kinds.flatMap { AdminRoute.of($0).listing.path.prefix(1).compactMap(\.text) })
    let unknown = Set(endpoints.compactMap(\.string)).compactMap { path -> String? in
      let parts = path.split(separator: "/")
      guard parts.count == 1, let name = parts.first.map(String.init), !known.contains(name), !name.contains("{"),
        !name.contains(":")
      else { return nil }
      return name
    }
    guard unknown.count <= mostLookedInto else { return true }
    let answers = await gather(unknown.sorted()) { name in
      await outcome { () async throws(AdminError) in try await reader.getIfPresent([name], query: [("size", "1")]) }
    }
    for answer in answers {
      do throws(AdminError) {
        if try answer.get()?["data"]?.array?.isEmpty == false { return true }
      } catch {
        if case .transport = error { throw error }
        // What is no list has no entities; of anything else that is refused nobody knows.
        if error.status != 405 { return true }
      }
    }
    return false
  }

  /// The lists of unknown kinds in a configuration that the gateway has written: only these are parsed, since the rest may
  /// be a hundred times as long.
  static func lists(in text: String) throws(AdminError) -> Object {
    var found = Object()
    var name: String?
    var lines: [Substring] = []
    func finish() throws(AdminError) {
      guard let name, !name.hasPrefix("_"), !DBLessReader.kinds.contains(where: { $0.collection == name }) else {
        return
      }
      var diagnostics = DiagnosticCollector()
      let documents = DocumentReader.read(
        Array(lines.joined(separator: "\n").utf8), source: SourceID(name: "configuration"), diagnostics: &diagnostics)
      guard !diagnostics.hasErrors, let list = documents.first?[name] else {
        throw .unexpectedAnswer(status: 200, reason: "its list of \(name) is no YAML")
      }
      found[name] = list
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let first = line.utf8.first, first != UInt8(ascii: " "), first != UInt8(ascii: "-"),
        let end = line.firstIndex(of: ":")
      {
        try finish()
        name = String(line[..<end])
        lines = []
      }
      lines.append(line)
    }
    try finish()
    return found
  }
}
