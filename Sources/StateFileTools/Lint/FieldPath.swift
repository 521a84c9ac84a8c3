import Diagnostics
import Documents

/// The `field` of an action: which part of the value that a rule looks at is meant.
///
/// Keys stand between dots; `\.` is a dot within a key; `[0]` and `['key']` follow a key.
struct FieldPath: Sendable {
  /// The field as it was written.
  let text: String
  /// The steps; nil where the text is no path, which means nothing at all.
  private let steps: [DocumentPath.Step]?

  init(_ text: String) {
    self.text = text
    steps = Self.steps(Array(text.unicodeScalars))
  }

  private static func steps(_ scalars: [Unicode.Scalar]) -> [DocumentPath.Step]? {
    var steps: [DocumentPath.Step] = []
    var key = String.UnicodeScalarView()
    var needsKey = true
    var index = 0
    func endKey() -> Bool {
      defer { key = String.UnicodeScalarView() }
      if key.isEmpty { return !needsKey }
      steps.append(.key(String(key)))
      return true
    }
    while index < scalars.count {
      switch scalars[index] {
      case "\\" where index + 1 < scalars.count:
        index += 1
        key.append(scalars[index])
      case ".":
        guard endKey() else { return nil }
        needsKey = true
      case "[":
        guard endKey(), !steps.isEmpty, let end = scalars[index...].firstIndex(of: "]") else { return nil }
        let inner = String(String.UnicodeScalarView(scalars[(index + 1)..<end]))
        if let position = Int(inner) {
          steps.append(.index(position))
        } else if inner.count >= 2, let quote = inner.first, quote == "'" || quote == "\"", inner.last == quote {
          steps.append(.key(String(inner.dropFirst().dropLast())))
        } else {
          return nil
        }
        needsKey = false
        index = end
      default: key.append(scalars[index])
      }
      index += 1
    }
    return endKey() ? steps : nil
  }

  /// The value that the path leads to from a value.
  func value(from subject: LintDocument.Subject, in document: LintDocument) -> LintDocument.Subject? {
    guard let steps, !subject.isName else { return nil }
    return Self.follow(steps[...], from: subject.position, in: document)
  }

  /// What is found where the first key may stand on any level.
  struct Found {
    /// Where the key stands that the path ends with.
    var keyPlace: SourcePlace
    var value: LintDocument.Subject
  }

  /// The first place, from top to bottom, that has the first key of the path, and what the rest leads to from there.
  func firstValue(below subject: LintDocument.Subject, in document: LintDocument) -> Found? {
    guard let steps, case .key(let name)? = steps.first, !subject.isName else { return nil }
    guard let found = Self.first(name, below: subject.position, in: document) else { return nil }
    guard steps.count > 1 else { return found }
    guard let value = Self.follow(steps.dropFirst(), from: found.value.position, in: document) else { return nil }
    let place = document.tree.member(value.position)?.keyPlace ?? document.node(value).place
    return Found(keyPlace: place, value: value)
  }

  private static func follow(
    _ steps: ArraySlice<DocumentPath.Step>, from start: Int, in document: LintDocument
  ) -> LintDocument.Subject? {
    var position = start
    for step in steps {
      let next: Int?
      switch step {
      case .key(let key): next = document.tree.child(of: position, key: key)
      case .index(let index):
        let items = document.tree.node(position).array == nil ? [] : Array(document.tree.children(of: position))
        next = items.indices.contains(index) ? items[index] : nil
      }
      guard let next else { return nil }
      position = next
    }
    return LintDocument.Subject(position: position)
  }

  /// Any text counts that is the name, a value of a mapping and an item of a list too: decK's rules find them so.
  private static func first(_ name: String, below position: Int, in document: LintDocument) -> Found? {
    let children = Array(document.tree.children(of: position))
    for (index, child) in children.enumerated() {
      let subject = LintDocument.Subject(position: child)
      if let member = document.tree.member(child), member.key == name {
        return Found(keyPlace: member.keyPlace, value: subject)
      }
      if document.text(subject) == name {
        let next = index + 1 < children.count ? children[index + 1] : child
        return Found(keyPlace: document.node(subject).place, value: LintDocument.Subject(position: next))
      }
      if let found = first(name, below: child, in: document) { return found }
    }
    return nil
  }
}
