public import Diagnostics

/// What is wrong with a path.
public struct JSONPathError: Error, Sendable {
  /// What is wrong, without a full stop.
  public var message: String
  /// The column of the character concerned, from 1; 0 where it is none.
  public var column: Int
  /// What to do about it.
  public var hint: String?

  /// The error as a diagnostic; the message says which path and where in it, since a path has no line of its own.
  public func diagnostic(path: String, at place: SourcePlace = .none) -> Diagnostic {
    let position = column > 0 ? " at column \(column)" : ""
    return Diagnostic(code: "json-path", "'\(path)' is no JSONPath: \(message)\(position)", at: place, hint: hint)
  }

  static let tooCostly = JSONPathError(
    message: "it takes more than \(JSONPathEvaluator.maximumSteps) steps in this document", column: 0,
    hint: "name the keys that lead to the values instead of looking on all levels again and again")
}
