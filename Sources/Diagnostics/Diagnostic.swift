/// How much a diagnostic weighs: an error stops what was asked for, a warning does not.
public enum Severity: String, Sendable, Comparable, Codable {
  /// Worth knowing; the run goes on.
  case warning
  /// The run changes nothing, or the change concerned is not made.
  case error

  /// A warning is less than an error.
  public static func < (left: Severity, right: Severity) -> Bool {
    left == .warning && right == .error
  }
}

/// One thing that is wrong, where it is, and what to do: a value, rendered elsewhere.
public struct Diagnostic: Sendable, Hashable {
  /// A second place that belongs to the story, such as the first definition of what is defined twice.
  public struct Note: Sendable, Hashable {
    /// What is to be seen there.
    public var message: String
    /// Where it is.
    public var place: SourcePlace

    /// Makes a note.
    public init(_ message: String, at place: SourcePlace) {
      self.message = message
      self.place = place
    }
  }

  /// Error or warning.
  public var severity: Severity
  /// A stable, lower-case, hyphenated code, such as `duplicate-key`.
  public var code: String
  /// What is wrong, in one sentence without a full stop; never holds a secret.
  public var message: String
  /// Where, as exactly as known; `.none` when it concerns no place in a file.
  public var place: SourcePlace
  /// What to do about it, when there is more to say than the message does.
  public var hint: String?
  /// Further places.
  public var notes: [Note]

  /// Makes a diagnostic.
  public init(
    _ severity: Severity = .error, code: String, _ message: String, at place: SourcePlace = .none,
    hint: String? = nil, notes: [Note] = []
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.place = place
    self.hint = hint
    self.notes = notes
  }
}

/// Collects what goes wrong, so that one run reports all of it.
public struct DiagnosticCollector: Sendable {
  /// What was collected, in the order it was found.
  public private(set) var diagnostics: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []

  /// Makes an empty collector.
  public init() {}

  /// Adds a diagnostic; one that is there already, to the letter, is not added again.
  public mutating func add(_ diagnostic: Diagnostic) {
    if seen.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
  }

  /// Adds all diagnostics of another collection.
  public mutating func add(contentsOf others: [Diagnostic]) {
    for diagnostic in others { add(diagnostic) }
  }

  /// Adds an error.
  public mutating func error(
    code: String, _ message: String, at place: SourcePlace = .none, hint: String? = nil,
    notes: [Diagnostic.Note] = []
  ) {
    add(Diagnostic(.error, code: code, message, at: place, hint: hint, notes: notes))
  }

  /// Adds a warning.
  public mutating func warning(
    code: String, _ message: String, at place: SourcePlace = .none, hint: String? = nil,
    notes: [Diagnostic.Note] = []
  ) {
    add(Diagnostic(.warning, code: code, message, at: place, hint: hint, notes: notes))
  }

  /// Whether at least one error was collected.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// Several diagnostics thrown at once.
public struct DiagnosticError: Error, Sendable {
  /// What went wrong, in the order found; never empty.
  public var diagnostics: [Diagnostic]

  /// Wraps diagnostics into an error.
  public init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }

  /// Wraps one diagnostic into an error.
  public init(_ diagnostic: Diagnostic) {
    self.diagnostics = [diagnostic]
  }
}
