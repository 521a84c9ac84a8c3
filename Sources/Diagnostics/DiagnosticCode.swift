/// A code by which diagnostics and findings are told apart, with what it stands for: one table for all that looks at files,
/// so that reports, exceptions and settings can speak of any of them.
public struct DiagnosticCode: Sendable {
  /// The code: lower-case, hyphenated, stable.
  public let code: String
  /// What it says.
  public let summary: String

  init(_ code: String, _ summary: String) {
    self.code = code
    self.summary = summary
  }

  /// The row of a code.
  public static func named(_ code: String) -> DiagnosticCode? { byCode[code] }

  private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })

  /// All rows.
  public static let all: [DiagnosticCode] = reading + checking + instructions + lint
}
