public import Documents

/// What is wrong with a value, in the form in which the gateway nests it.
public indirect enum Violation: Sendable, Equatable {
  /// The value itself, in words.
  case message(String)
  /// Items of a list, by position; nil for those that are fine.
  case list([Violation?])
  /// Fields of a record.
  case record(Violations)
  /// The member of a mapping with free keys. The gateway does not say which one it is.
  case member(String, Violation)

  /// The violation as the gateway tells it.
  var told: Violation {
    if case .member(_, let inner) = self { inner.told } else { self }
  }
}

/// What is wrong with the fields of a record, and with the record as a whole.
public struct Violations: Error, Sendable, Equatable {
  /// The violations of single fields, by name.
  public private(set) var fields: [String: Violation] = [:]
  /// What is wrong across fields; the gateway lists it under `@entity`.
  public private(set) var entity: [String] = []

  /// No violations.
  public init() {}

  /// One violation of one field.
  public init(_ field: String, _ violation: Violation) {
    self.fields = [field: violation]
  }

  /// One violation of one field, in words.
  public init(_ field: String, _ message: String) {
    self.init(field, .message(message))
  }

  /// One violation across fields.
  public init(entity message: String) {
    self.entity = [message]
  }

  /// Whether nothing is wrong.
  public var isEmpty: Bool { fields.isEmpty && entity.isEmpty }

  /// The violation of a field.
  public subscript(name: String) -> Violation? {
    get { fields[name] }
    set { fields[name] = newValue }
  }

  /// Adds what is wrong across fields.
  public mutating func add(entity message: String) {
    entity.append(message)
  }

  /// Sets the violation of a field that may lie deeper, by the names on the way.
  public mutating func set(_ violation: Violation, at path: some Collection<String>) {
    guard let first = path.first else { return }
    let rest = path.dropFirst()
    guard !rest.isEmpty else {
      fields[first] = violation
      return
    }
    var inner = Violations()
    if case .record(let violations)? = fields[first] { inner = violations }
    inner.set(violation, at: Array(rest))
    fields[first] = .record(inner)
  }

  /// Whether there is a violation at a field that may lie deeper, or at one above it.
  public func contains(_ path: some Collection<String>) -> Bool {
    guard let first = path.first, let violation = fields[first] else { return false }
    let rest = path.dropFirst()
    guard !rest.isEmpty, case .record(let inner) = violation else { return true }
    return inner.contains(Array(rest))
  }

  /// Every violation with the path to its value, in the order of the paths: what an offline report points at.
  public func flattened() -> [(path: DocumentPath, message: String)] {
    var result: [(path: DocumentPath, message: String)] = []
    collect(at: DocumentPath(), into: &result)
    return result
  }

  private func collect(at path: DocumentPath, into result: inout [(path: DocumentPath, message: String)]) {
    for message in entity { result.append((path, message)) }
    for (name, violation) in fields.sorted(by: { $0.key < $1.key }) {
      Violations.collect(violation, at: path.appending(name), into: &result)
    }
  }

  private static func collect(
    _ violation: Violation, at path: DocumentPath, into result: inout [(path: DocumentPath, message: String)]
  ) {
    switch violation {
    case .message(let message):
      result.append((path, message))
    case .list(let items):
      for (index, item) in items.enumerated() {
        if let item { collect(item, at: path.appending(index), into: &result) }
      }
    case .record(let inner):
      inner.collect(at: path, into: &result)
    case .member(let key, let inner):
      collect(inner, at: path.appending(key), into: &result)
    }
  }
}

extension Violations {
  /// The `fields` of the gateway's answer.
  public var node: Node { Node(.object(object)) }

  private var object: Object {
    var members = fields.map { Object.Member(key: $0.key, node: $0.value.node) }
    if !entity.isEmpty {
      members.append(Object.Member(key: "@entity", node: Node(.array(entity.map { Node(.string($0)) }))))
    }
    return Object(members).sorted()
  }
}

extension Violation {
  /// The violation as the gateway writes it: a text, a list with nulls, or a mapping.
  public var node: Node {
    switch self {
    case .message(let message): Node(.string(message))
    case .list(let items): Node(.array(items.map { $0?.node ?? .null }))
    case .record(let violations): violations.node
    case .member(_, let inner): inner.node
    }
  }
}
