import GatewaySchemas

/// Rules on source text that plugins run.
enum FunctionRules {
  /// The source must compile; nothing is run.
  static func lua(plugin: String) -> CustomRule {
    CustomRule("lua-source") { source in
      guard let problem = LuaSyntax.problem(in: source) else { return nil }
      return "error parsing \(plugin): [string \"\(chunkName(source))\"]:\(problem.line): \(problem.message)"
    }
  }

  /// How the compiler names a text: its first line, shortened.
  private static func chunkName(_ source: String) -> String {
    let line = source.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
    let limit = 45
    let isShort = line.utf8.count == source.utf8.count && line.utf8.count <= limit
    return isShort ? String(line) : String(decoding: Array(line.utf8.prefix(limit - 3)), as: UTF8.self) + "..."
  }
}
